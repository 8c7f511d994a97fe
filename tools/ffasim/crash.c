/* SPDX-License-Identifier: GPL-2.0-only */
#define _GNU_SOURCE /* sigabbrev_np, sigdescr_np */
#include "crash.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* FNV-1a. Numbers are lines, columns and addresses. */
static uint64_t hash_words(uint64_t hash, const char *text, size_t length)
{
    for ( size_t i = 0; i < length; i++ )
        if ( !isdigit((unsigned char)text[i]) )
            hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3ull;
    return hash;
}

static void take_kind(const char *word, char *kind, size_t room)
{
    size_t used = 0;

    for ( ; *word && !isspace((unsigned char)*word) && used + 1 < room; word++ )
        if ( isalpha((unsigned char)*word) || *word == '-' )
            kind[used++] = (char)tolower((unsigned char)*word);
    kind[used] = '\0';
}

/* The rest of the last line of SAID that begins with START, or NULL. */
static const char *find_line(const char *said, const char *start)
{
    const char *found = NULL;

    for ( const char *line = said; line; )
    {
        if ( !strncmp(line, start, strlen(start)) )
            found = line + strlen(start);
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    return found;
}

uint64_t crash_describe(const char *said, int status, char *kind, size_t room)
{
    static const char *const starts[] = {
        "ORACLE ", /* The simulator's own, which knows the site best. */
        "SUMMARY: AddressSanitizer: ",
        "SUMMARY: UndefinedBehaviorSanitizer: ",
    };
    uint64_t hash = 0xcbf29ce484222325ull;

    for ( size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++ )
    {
        const char *line = find_line(said, starts[i]);

        if ( !line )
            continue;
        take_kind(line, kind, room);
        hash = hash_words(hash, line, strcspn(line, "\n"));
        return hash ? hash : 1;
    }
    if ( WIFSIGNALED(status) && sigabbrev_np(WTERMSIG(status)) )
        snprintf(kind, room, "sig%s", sigabbrev_np(WTERMSIG(status)));
    else
        snprintf(kind, room, "exit");
    for ( char *c = kind; *c; c++ )
        *c = (char)tolower((unsigned char)*c);
    hash = hash_words(hash, kind, strlen(kind));
    return hash ? hash : 1;
}

static void take_last_line(const char *said, char *line, size_t room)
{
    size_t end = strlen(said), start;

    while ( end && isspace((unsigned char)said[end - 1]) )
        end--;
    for ( start = end; start && said[start - 1] != '\n'; start-- )
        ;
    snprintf(line, room, "%.*s", (int)(end - start), said + start);
}

void crash_cause(const char *said, int status, char *line, size_t room)
{
    static const char *const starts[] = {"runtime error: ",
                                         "ERROR: AddressSanitizer: "};
    static const char *const ends[] = {" on address ", " on unknown address ",
                                       " (pc ", " at pc "};

    line[0] = '\0';
    for ( size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++ )
    {
        const char *start = strstr(said, starts[i]);

        if ( !start )
            continue;
        start += strlen(starts[i]);
        snprintf(line, room, "%.*s", (int)strcspn(start, "\n"), start);
        for ( size_t j = 0; j < sizeof(ends) / sizeof(*ends); j++ )
            if ( strstr(line, ends[j]) )
                *strstr(line, ends[j]) = '\0';
        return;
    }
    take_last_line(said, line, room);
    if ( !line[0] && WIFSIGNALED(status) )
        snprintf(line, room, "%s", sigdescr_np(WTERMSIG(status)));
}
