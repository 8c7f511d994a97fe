/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How `ffasim run` tells of its outcomes: lines, JSON, JUnit.
 */
#ifndef FFASIM_OUTPUT_H
#define FFASIM_OUTPUT_H

#include <stdbool.h>

#include "worker.h"

struct output
{
    bool json;         /* one document on stdout instead of lines          */
    const char *junit; /* a file, or NULL                                  */
};

/* Start; the options must outlive the end. */
void output_begin(const struct output *options);

/* One file's outcome; TEXT is its report and log, may be empty. */
void output_add(const char *file, const struct outcome *outcome,
                const char *text);

/* A file that could not be used; ERROR is one line. */
void output_unusable(const char *file, const char *error);

/* False: the JUnit file could not be written; said on stderr. */
bool output_end(void);

#endif /* FFASIM_OUTPUT_H */
