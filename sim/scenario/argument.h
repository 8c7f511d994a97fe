/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arguments of ops that are more than numbers: pages, handles, and words.
 *
 * Needs: nothing.
 */
#ifndef SIM_SCENARIO_ARGUMENT_H
#define SIM_SCENARIO_ARGUMENT_H

/* A PAGE argument is a guest physical address; page N of a guest's RAM: */
#define PROGRAM_RAM_BASE   0x40000000ull
#define PROGRAM_PAGE_BYTES 0x1000u
#define PROGRAM_RAM_PAGES  288u /* the last one is read-only               */
#define PROGRAM_PAGE(n)    (PROGRAM_RAM_BASE + (uint64_t)(n)*PROGRAM_PAGE_BYTES)

/* A HANDLE argument: what the N-th successful share of a domain got, from 1;
 * any other value is a handle. */
#define PROGRAM_HANDLES     64u   /* N                                      */
#define PROGRAM_HANDLE_SELF 0xffu /* the domain: the op's own subject       */
#define PROGRAM_HANDLE(domain, n)                                              \
    (0x7e57ab1e00000000ull | (uint64_t)(domain) << 8 | (n))

/* The row of each word: words.def. */
enum word_row
{
#define WORD(type, id, text) WORD_##type##_##id,
#include "words.def"
#undef WORD
    WORD_ROWS
};

/* Values of words: 0 for the first of a type. */
#define FAIL_VALUE(id)   (WORD_FAIL_##id - WORD_FAIL_NO)
#define UUID_VALUE(id)   (WORD_UUID_##id - WORD_UUID_NIL)
#define SHARE_VALUE(id)  (WORD_SHARE_##id - WORD_SHARE_NONE)
#define SEND_VALUE(id)   (WORD_SEND_##id - WORD_SEND_NONE)
#define DIRECT_VALUE(id) (WORD_DIRECT_##id - WORD_DIRECT_RESPOND)
#define STEP_VALUE(id)   (WORD_STEP_##id - WORD_STEP_BOOT)

#endif /* SIM_SCENARIO_ARGUMENT_H */
