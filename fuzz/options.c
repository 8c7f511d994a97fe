/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sanitizers do unless their environment variables say otherwise: a
 * trap gets a stack, so that crashes can be told apart; leaks are an oracle's
 * business. And what the targets themselves are told.
 */
#include "fuzz.h"

#include <string.h>

bool fuzz_seeds_only;

bool fuzz_option(int *argc, char **argv, const char *name)
{
    int kept = 0;
    bool found;

    for ( int i = 0; i < *argc; i++ )
        if ( strcmp(argv[i], name) )
            argv[kept++] = argv[i];
    found = kept < *argc;
    argv[kept] = NULL;
    *argc = kept;
    return found;
}

const char *__asan_default_options(void)
{
    return "handle_sigill=1:handle_abort=1:detect_leaks=0:"
           "allocator_may_return_null=1";
}

const char *__ubsan_default_options(void)
{
    return "print_stacktrace=1";
}
