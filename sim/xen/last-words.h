/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a process says when AddressSanitizer ends it.
 *
 * Needs: nothing.
 */
#ifndef SIM_XEN_LAST_WORDS_H
#define SIM_XEN_LAST_WORDS_H

#include <stdbool.h>

/* The site and the kind of the error, and no more: the stacks take most of a
 * second. For a process of many runs. */
extern bool last_words_brief;

#endif /* SIM_XEN_LAST_WORDS_H */
