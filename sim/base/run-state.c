/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Saved state: for each entry of the list, in its order, how many bytes, and
 * these, rounded up to whole words.
 */
#include "run-state.h"

#include "bug.h"
#include "poison.h"

#include <stdint.h>
#include <string.h>

/* A part of the simulator alone, in a test of it, may have no state. */
extern const struct state __start_sim_state[] __attribute__((weak));
extern const struct state __stop_sim_state[] __attribute__((weak));

static size_t whole_words(size_t bytes)
{
    return (bytes + sizeof(uint64_t) - 1) & ~(sizeof(uint64_t) - 1);
}

/* The barriers keep compilers from making calls of memcpy() of it, which
 * sanitizers look at. */
#define COPY(type)                                                             \
    for ( ; bytes >= sizeof(type); bytes -= sizeof(type) )                     \
    {                                                                          \
        *(type *)target = *(const type *)source;                               \
        __asm__ volatile("" : : : "memory");                                   \
        target += sizeof(type);                                                \
        source += sizeof(type);                                                \
    }

UNWATCHED void state_copy(void *to, const void *from, size_t bytes)
{
    typedef uint64_t line
        __attribute__((vector_size(64), aligned(1), may_alias));
    typedef uint64_t word __attribute__((aligned(1), may_alias));
    typedef uint32_t half __attribute__((aligned(1), may_alias));
    const uint8_t *source = from;
    uint8_t *target = to;

    COPY(line)
    COPY(word)
    COPY(half)
    COPY(uint8_t)
}

size_t state_save(void *to, size_t room)
{
    uint8_t *at = to;
    size_t left = room;

    for ( const struct state *e = __start_sim_state; e < __stop_sim_state; e++ )
    {
        uint64_t bytes = e->used ? e->used() : e->bytes;
        size_t whole = sizeof(bytes) + whole_words(bytes);

        SIM_BUG_ON(bytes > e->bytes);
        if ( whole > left )
        {
            left = room;
            break;
        }
        memcpy(at, &bytes, sizeof(bytes));
        state_copy(at + sizeof(bytes), e->start, bytes);
        at += whole;
        left -= whole;
    }
    return room - left;
}

void state_restore(const void *from)
{
    const uint8_t *at = from;

    for ( const struct state *e = __start_sim_state; e < __stop_sim_state; e++ )
    {
        uint64_t bytes;

        memcpy(&bytes, at, sizeof(bytes));
        SIM_BUG_ON(bytes > e->bytes);
        state_copy(e->start, at + sizeof(bytes), bytes);
        at += sizeof(bytes) + whole_words(bytes);
    }
    /* When all is there, so that an entry may look at others. */
    for ( const struct state *e = __start_sim_state; e < __stop_sim_state; e++ )
        if ( e->restored )
            e->restored();
}
