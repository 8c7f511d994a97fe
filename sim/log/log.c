/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The log is a row of 64-bit words. An event is a header word and its
 * arguments; the words are what the digest is taken of.
 */
#include "log.h"

#include "bug.h"
#include "run-state.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* How many words follow an event's text in its row: none is counted as 0. */
#define COUNT_(none, a, b, c, d, e, f, g, h, i, j, count, ...) count
#define COUNT(...)                                             COUNT_(none, ##__VA_ARGS__, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

static const uint8_t nr_args_of[EVENT_KINDS] = {
#define EVENT(id, text, ...) [EV_##id] = COUNT(__VA_ARGS__),
#include "event.def"
#undef EVENT
};

/* The header word, from its low end. */
#define CPU_SHIFT     8
#define CONTEXT_SHIFT 16
#define NR_SHIFT      24
#define NAME_SHIFT    32

_Static_assert(EVENT_KINDS <= 256, "a kind has 8 bits in the header");

static uint64_t words[LOG_WORDS];
static uint32_t used;
static unsigned int nr_events;
static bool full;
static bool has_fine; /* there is an event that the digest leaves out        */
STATE(used);
STATE(nr_events);
STATE(full);
STATE(has_fine);
static void (*watcher)(unsigned int index);

static size_t words_used(void)
{
    return used * sizeof(words[0]);
}
STATE_USED(words, words_used);

void log_reset(void)
{
    used = 0;
    nr_events = 0;
    full = false;
    has_fine = false;
}

/* Facts that depend on the compiler. */
static bool is_fine(uint64_t header)
{
    unsigned int kind = header & 0xff;

    return kind == EV_ACCESS || kind == EV_ORDER;
}

unsigned int log_nr_args(enum event_kind kind)
{
    SIM_BUG_ON((unsigned int)kind >= EVENT_KINDS);
    return nr_args_of[kind];
}

void log_append(enum event_kind kind, unsigned int cpu, unsigned int context,
                name_t name, const uint64_t *args, unsigned int nr_args)
{
    uint64_t *to = &words[used];

    SIM_BUG_ON((unsigned int)kind >= EVENT_KINDS);
    SIM_BUG_ON(nr_args != nr_args_of[kind]);
    if ( full || LOG_WORDS - used < nr_args + 1u )
    {
        full = true;
        return;
    }
    if ( watcher )
        watcher(nr_events);
    has_fine |= is_fine((uint64_t)kind);
    *to++ = (uint64_t)kind | (uint64_t)(cpu & 0xff) << CPU_SHIFT |
            (uint64_t)(context & 0xff) << CONTEXT_SHIFT |
            (uint64_t)nr_args << NR_SHIFT | (uint64_t)name << NAME_SHIFT;
    for ( unsigned int i = 0; i < nr_args; i++ )
    {
        *to++ = args[i];
        __asm__ volatile(""); /* No call of memcpy() for so few words. */
    }
    used += nr_args + 1;
    nr_events++;
}

void log_set_watcher(void (*watch)(unsigned int index))
{
    watcher = watch;
}

bool log_full(void)
{
    return full;
}

bool log_is_fine(void)
{
    return has_fine;
}

unsigned int log_nr_events(void)
{
    return nr_events;
}

bool log_next(uint32_t *cursor, struct event *event)
{
    uint64_t header;

    SIM_BUG_ON(*cursor > used);
    if ( *cursor == used )
        return false;
    header = words[*cursor];
    event->kind = (enum event_kind)(header & 0xff);
    event->cpu = (uint8_t)(header >> CPU_SHIFT);
    event->context = (uint8_t)(header >> CONTEXT_SHIFT);
    event->nr_args = (uint8_t)(header >> NR_SHIFT);
    event->name = (name_t)(header >> NAME_SHIFT);
    event->arg = &words[*cursor + 1];
    *cursor += event->nr_args + 1u;
    return true;
}

static uint64_t digest_without_fine(void)
{
    static XXH3_state_t state;
    uint32_t start = 0;

    XXH3_64bits_reset(&state);
    for ( uint32_t at = 0; at < used; )
    {
        uint32_t next = at + 1 + nr_args_of[words[at] & 0xff];

        if ( is_fine(words[at]) )
        {
            XXH3_64bits_update(&state, &words[start],
                               (at - start) * sizeof(words[0]));
            start = next;
        }
        at = next;
    }
    XXH3_64bits_update(&state, &words[start],
                       (used - start) * sizeof(words[0]));
    return XXH3_64bits_digest(&state);
}

uint64_t log_digest(void)
{
    return has_fine ? digest_without_fine()
                    : XXH3_64bits(words, used * sizeof(words[0]));
}

unsigned int log_kind_args(enum event_kind kind)
{
    SIM_BUG_ON((unsigned int)kind >= EVENT_KINDS);
    return nr_args_of[kind];
}
