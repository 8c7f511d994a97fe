/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sanitizers do unless their environment variables say otherwise: a
 * trap gets a stack, so that crashes can be told apart; leaks are an oracle's
 * business.
 */
#include "fuzz.h"

const char *__asan_default_options(void)
{
    return "handle_sigill=1:handle_abort=1:detect_leaks=0:"
           "allocator_may_return_null=1";
}

const char *__ubsan_default_options(void)
{
    return "print_stacktrace=1";
}
