/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Between a replayer and its child: memory that both see.
 */
#ifndef FFASIM_REPLAYER_CHILD_H
#define FFASIM_REPLAYER_CHILD_H

#include "replayer.h"

enum replayer_request
{
    REPLAYER_RUN,
    REPLAYER_TRACE,
    REPLAYER_EXPLAIN,
};

/* Names are hashes, the same in every process; only the child that was there
 * knows their texts. More than a program has sites. */
#define REPLAYER_MAX_NAMES 4096u

struct replayer_name
{
    name_t name; /* 0: this place is free                                   */
    char text[PROGRAM_MAX_SITE + 1];
};

struct exchange
{
    enum replayer_request request;
    struct program program;
    struct minimize_swap swap;
    struct replayed answer;
    unsigned int nr_points;
    struct minimize_point points[MINIMIZE_MAX_POINTS];
    struct replayer_name names[REPLAYER_MAX_NAMES];
    char text[REPLAYER_TEXT_BYTES];
};

/* Do what EXCHANGE asks for and answer in it. May not come back. */
void replayer_child_perform(struct exchange *exchange);

/* The place of NAME: its own, or a free one, or NULL. */
struct replayer_name *replayer_child_find(struct exchange *exchange,
                                          name_t name);

#endif /* FFASIM_REPLAYER_CHILD_H */
