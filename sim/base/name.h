/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names: how the log, the digest and a schedule speak of things.
 *
 * A name stands for a text by the hash of that text, so it is the same in
 * every process, build and compiler, and never depends on an address. The
 * table of known names grows for as long as the process lives and is not part
 * of a run's state.
 */
#ifndef SIM_BASE_NAME_H
#define SIM_BASE_NAME_H

#include <stddef.h>
#include <stdint.h>

/* 0 is no name. */
typedef uint32_t name_t;

/*
 * The name of TEXT. The text is copied the first time it is seen. Two texts
 * with one hash break a promise of the simulator (SIM_BUG_ON).
 */
name_t name_intern(const char *text);

/* As name_intern(), for a text that is not terminated. */
name_t name_intern_length(const char *text, size_t length);

/*
 * As name_intern_length(), for texts that come from outside: 0 where there is
 * no room for one more, or another text has its hash. Half of the table is
 * kept for the simulator itself.
 */
name_t name_try_length(const char *text, size_t length);

/* The text of NAME, valid for ever; "-" for 0, NULL for an unknown name. */
const char *name_text(name_t name);

#endif /* SIM_BASE_NAME_H */
