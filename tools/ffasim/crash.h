/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a dead process was killed by, as its last words tell it.
 */
#ifndef FFASIM_CRASH_H
#define FFASIM_CRASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * SAID is what it wrote on stderr, STATUS what wait() told. KIND becomes a
 * word of a-z and -, as a scenario's header has it: "memory-safety" where the
 * simulator could still name the site, else a sanitizer's word or the signal.
 * Returns the signature, never 0: kind and site without numbers, so that it
 * survives edits.
 */
uint64_t crash_describe(const char *said, int status, char *kind, size_t room);

/* What it died of, in words and without addresses: the sanitizer's, or else its
 * last line, or the name of the signal. */
void crash_cause(const char *said, int status, char *line, size_t room);

#endif /* FFASIM_CRASH_H */
