/* SPDX-License-Identifier: GPL-2.0-only */
#include "bug.h"

#include <stdio.h>
#include <stdlib.h>

static void default_handler(const char *promise, const char *function)
{
    fprintf(stderr, "simulator error: %s: broken promise: %s\n", function,
            promise);
    abort();
}

static bug_handler *current_handler = default_handler;

bug_handler *bug_set_handler(bug_handler *handler)
{
    bug_handler *previous = current_handler;

    current_handler = handler ? handler : default_handler;
    return previous;
}

void bug_report(const char *promise, const char *function)
{
    current_handler(promise, function);
    abort();
}
