/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FF-A calls and their replies, in a few words.
 *
 * Needs: base, abi.
 */
#ifndef SHOW_WORDS_CALL_H
#define SHOW_WORDS_CALL_H

#include <stdint.h>
#include <stdio.h>

/* The call in x0 .. x7. */
void words_call(FILE *out, const uint64_t x[8]);

/* "= ...", the reply in x0 .. x7 to ASKED, which may be NULL: not known. */
void words_reply(FILE *out, const uint64_t *asked, const uint64_t x[8]);

#endif /* SHOW_WORDS_CALL_H */
