/* SPDX-License-Identifier: GPL-2.0-only */
#include "stacks.h"

#include <stdlib.h>

#include "log.h"

static struct
{
    unsigned int nr, room;
    struct stack *stack;
} stacks;

void stacks_keep(unsigned int index)
{
    if ( index >= stacks.room )
    {
        unsigned int room = stacks.room ? 2 * stacks.room : 1024;
        struct stack *more = realloc(stacks.stack, room * sizeof(*more));

        if ( !more )
            return;
        stacks.stack = more;
        stacks.room = room;
    }
    while ( stacks.nr <= index )
        stacks.stack[stacks.nr++].nr = 0;
    stack_take(&stacks.stack[index]);
}

void stacks_put(unsigned int index, const struct stack *stack)
{
    if ( index < stacks.nr )
        stacks.stack[index] = *stack;
}

void stacks_watch(void)
{
    stacks.nr = 0;
    log_set_watcher(stacks_keep);
}

void stacks_watched(void)
{
    log_set_watcher(NULL);
}

const struct stack *stacks_at(unsigned int index)
{
    static const struct stack none;

    return index < stacks.nr ? &stacks.stack[index] : &none;
}

void stacks_free(void)
{
    free(stacks.stack);
    stacks.stack = NULL;
    stacks.nr = stacks.room = 0;
}
