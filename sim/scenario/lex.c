/* SPDX-License-Identifier: GPL-2.0-only */
#include "lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bug.h"

void lex_begin(struct lex *lex, const char *file, const char *text,
               size_t length, char *error, size_t error_bytes)
{
    SIM_BUG_ON(!error_bytes);
    if ( !text )
        text = "";
    *lex = (struct lex){
        .file = file,
        .at = text,
        .end = text + length,
        .line_start = text,
        .line = 1,
        .error = error,
        .error_bytes = error_bytes,
    };
    error[0] = '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blanks(struct lex *lex)
{
    while ( lex->at < lex->end && is_blank(*lex->at) )
        lex->at++;
}

static void skip_rest_of_line(struct lex *lex)
{
    while ( lex->at < lex->end && *lex->at != '\n' )
        lex->at++;
}

static void take_newline(struct lex *lex)
{
    if ( lex->at == lex->end )
        return;
    SIM_BUG_ON(*lex->at != '\n');
    lex->at++;
    lex->line++;
    lex->line_start = lex->at;
}

bool lex_comment(struct lex *lex, struct word *comment)
{
    const char *start;

    skip_blanks(lex);
    if ( lex->at == lex->end || *lex->at != '\n' )
        return false;
    take_newline(lex);
    start = lex->at;
    skip_blanks(lex);
    *comment = (struct word){lex->at, 0};
    if ( lex->at < lex->end && *lex->at == '#' )
    {
        comment->text = lex->at + 1;
        skip_rest_of_line(lex);
        comment->length = (size_t)(lex->at - comment->text);
    }
    if ( lex->at == lex->end || *lex->at == '\n' )
        return true;
    lex->at = start;
    return false;
}

bool lex_statement(struct lex *lex)
{
    for ( ;; )
    {
        skip_blanks(lex);
        if ( lex->at == lex->end )
            return false;
        if ( *lex->at == '#' )
            skip_rest_of_line(lex);
        else if ( *lex->at == '\n' )
            take_newline(lex);
        else if ( *lex->at == ';' )
            lex->at++;
        else
            return true;
    }
}

bool lex_word(struct lex *lex, struct word *word)
{
    skip_blanks(lex);
    *word = (struct word){lex->at, 0};
    if ( lex->at == lex->end || *lex->at == '#' )
        return false;
    while ( lex->at < lex->end && !is_blank(*lex->at) && *lex->at != '\n' &&
            *lex->at != ';' )
        lex->at++;
    word->length = (size_t)(lex->at - word->text);
    return word->length;
}

bool lex_fail(struct lex *lex, const struct word *word, const char *format, ...)
{
    va_list arguments;
    int used;

    if ( lex->error[0] )
        return false;
    used = snprintf(lex->error, lex->error_bytes,
                    "%.200s:%u:%zu: error: ", lex->file, lex->line,
                    (size_t)(word->text - lex->line_start) + 1);
    SIM_BUG_ON(used < 0 || (size_t)used >= lex->error_bytes);
    va_start(arguments, format);
    /* The analyser misses va_start(). */
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
    vsnprintf(lex->error + used, lex->error_bytes - (size_t)used, format,
              arguments);
    va_end(arguments);
    for ( char *c = lex->error; *c; c++ )
        if ( *c < ' ' || *c > '~' )
            *c = '?';
    return false;
}

bool lex_is(const struct word *word, const char *text)
{
    return strlen(text) == word->length &&
           !memcmp(word->text, text, word->length);
}

struct word lex_skip(const struct word *word, size_t nr)
{
    if ( nr > word->length )
        nr = word->length;
    return (struct word){word->text + nr, word->length - nr};
}

size_t lex_first(const struct word *word, char c)
{
    size_t at = 0;

    while ( at < word->length && word->text[at] != c )
        at++;
    return at;
}

size_t lex_last(const struct word *word, char c)
{
    size_t at = word->length;

    while ( at && word->text[at - 1] != c )
        at--;
    return at ? at - 1 : word->length;
}

struct word lex_trim(const struct word *word)
{
    struct word trimmed = *word;

    while ( trimmed.length && is_blank(trimmed.text[0]) )
        trimmed = lex_skip(&trimmed, 1);
    while ( trimmed.length && is_blank(trimmed.text[trimmed.length - 1]) )
        trimmed.length--;
    return trimmed;
}

static unsigned int digit(char c)
{
    if ( c >= '0' && c <= '9' )
        return (unsigned int)(c - '0');
    if ( c >= 'a' && c <= 'f' )
        return (unsigned int)(c - 'a') + 10;
    if ( c >= 'A' && c <= 'F' )
        return (unsigned int)(c - 'A') + 10;
    return 16;
}

static bool read_number(const struct word *word, unsigned int base,
                        uint64_t *value)
{
    uint64_t number = 0;

    for ( size_t i = 0; i < word->length; i++ )
    {
        unsigned int d = digit(word->text[i]);

        if ( d >= base || number > (UINT64_MAX - d) / base )
            return false;
        number = number * base + d;
    }
    *value = number;
    return word->length;
}

bool lex_hex(const struct word *word, uint64_t *value)
{
    return read_number(word, 16, value);
}

bool lex_number(const struct word *word, uint64_t *value)
{
    struct word digits = lex_skip(word, 2);

    if ( word->length >= 2 && !memcmp(word->text, "0x", 2) )
        return lex_hex(&digits, value);
    return read_number(word, 10, value);
}

bool lex_numbered(const struct word *word, const char *prefix, unsigned int max,
                  unsigned int *number)
{
    struct word rest = lex_skip(word, strlen(prefix));
    uint64_t value;

    if ( word->length <= strlen(prefix) ||
         memcmp(word->text, prefix, strlen(prefix)) ||
         lex_first(&rest, 'x') != rest.length || !lex_number(&rest, &value) ||
         value > max )
        return false;
    *number = (unsigned int)value;
    return true;
}
