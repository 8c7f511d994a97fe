/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines, statements and words of the text form.
 *
 * A statement ends at a newline, a ';' or a comment; a comment is a '#' at the
 * beginning of a word. A word is anything without blanks. Never reads past
 * the end, whatever the bytes are.
 *
 * Needs: nothing.
 */
#ifndef SIM_SCENARIO_LEX_H
#define SIM_SCENARIO_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of the input; not terminated. */
struct word
{
    const char *text;
    size_t length;
};

struct lex
{
    const char *file;
    const char *at;
    const char *end;
    const char *line_start;
    unsigned int line;
    char *error; /* "" until the first error                                */
    size_t error_bytes;
};

void lex_begin(struct lex *lex, const char *file, const char *text,
               size_t length, char *error, size_t error_bytes);

/*
 * From the end of a line: take the next line if it is blank or a comment.
 * COMMENT is then what follows its '#', or an empty word. False if it is
 * neither, or this is not the end of a line: the statement there is next.
 */
bool lex_comment(struct lex *lex, struct word *comment);

/* To the next statement that has a word. False at the end of the input. */
bool lex_statement(struct lex *lex);

/* The next word of this statement. False at its end: WORD is empty then, and
 * is the place where one could have been. */
bool lex_word(struct lex *lex, struct word *word);

/*
 * Report the first error, at WORD on the current line. Always false. What the
 * words of the message hold is made printable.
 */
bool lex_fail(struct lex *lex, const struct word *word, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For "%.*s": the beginning of a word. */
#define LEX_SHOW(word)                                                         \
    (int)((word)->length < 40 ? (word)->length : 40), (word)->text

bool lex_is(const struct word *word, const char *text);

/* What is left of WORD without the first NR bytes, at most all. */
struct word lex_skip(const struct word *word, size_t nr);

/* The place of the first or last C, or the length if there is none. */
size_t lex_first(const struct word *word, char c);
size_t lex_last(const struct word *word, char c);

/* Without blanks at either end. */
struct word lex_trim(const struct word *word);

/* Decimal, or hexadecimal with 0x; all of WORD, up to 64 bits. */
bool lex_number(const struct word *word, uint64_t *value);

/* "2f", of any length up to 64 bits. */
bool lex_hex(const struct word *word, uint64_t *value);

/* PREFIX and a decimal number up to MAX: "cpu3". */
bool lex_numbered(const struct word *word, const char *prefix, unsigned int max,
                  unsigned int *number);

#endif /* SIM_SCENARIO_LEX_H */
