/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mediator's statics. mediator.ld puts them in two sections; here they go
 * back to what they were when the process started, and what is final once the
 * boot is over is watched.
 *
 * ASan has poisoned the gaps between the variables, so whole sections can only
 * be copied by code that it leaves alone.
 */
#include <stdint.h>

#include "bug.h"
#include "machine.h"
#include "poison.h"
#include "run-state.h"

#include "facade.h"

#define IMAGE_WORDS (64u * 1024u / sizeof(uint64_t))

/* The linker makes these where it finds the sections. */
extern uint64_t __start_mediator_state[] __attribute__((weak));
extern uint64_t __stop_mediator_state[] __attribute__((weak));
extern uint64_t __start_mediator_final[] __attribute__((weak));
extern uint64_t __stop_mediator_final[] __attribute__((weak));
extern const char __start_mediator_init[] __attribute__((weak));
extern const char __stop_mediator_init[] __attribute__((weak));

static struct
{
    bool taken; /* of the process                                            */
    bool sealed;
    uint64_t state[IMAGE_WORDS];
    uint64_t final[IMAGE_WORDS];
    uint64_t final_after_boot[IMAGE_WORDS];
} image;

UNWATCHED static void copy(uint64_t *to, const uint64_t *from, size_t words)
{
    state_copy(to, from, words * sizeof(*to));
}

UNWATCHED static bool same(const uint64_t *a, const uint64_t *b, size_t words)
{
    while ( words-- )
        if ( *a++ != *b++ )
            return false;
    return true;
}

static size_t state_words(void)
{
    return (size_t)(__stop_mediator_state - __start_mediator_state);
}

static size_t final_words(void)
{
    return (size_t)(__stop_mediator_final - __start_mediator_final);
}

void reset_mediator(void)
{
    SIM_BUG_ON(state_words() > IMAGE_WORDS);
    SIM_BUG_ON(final_words() > IMAGE_WORDS);
    if ( !image.taken )
    {
        copy(image.state, __start_mediator_state, state_words());
        copy(image.final, __start_mediator_final, final_words());
        image.taken = true;
    }
    copy(__start_mediator_state, image.state, state_words());
    copy(__start_mediator_final, image.final, final_words());
    image.sealed = false;
}

void reset_seal(void)
{
    SIM_BUG_ON(!image.taken);
    copy(image.final_after_boot, __start_mediator_final, final_words());
    image.sealed = true;
}

bool reset_sealed(void)
{
    return image.sealed;
}

void reset_check_sealed(void)
{
    static name_t name;

    if ( !image.sealed ||
         same(image.final_after_boot, __start_mediator_final, final_words()) )
        return;
    if ( !name )
        name = name_intern("__ro_after_init");
    machine_note(EV_CONTEXT_RULE, name, RULE_READ_ONLY);
}

/* The state of a run. */

static size_t state_bytes(void)
{
    return state_words() * sizeof(uint64_t);
}

static size_t final_bytes(void)
{
    return final_words() * sizeof(uint64_t);
}

STATE_ENTRY(sealed, .start = &image.sealed, .bytes = sizeof(image.sealed));
STATE_ENTRY(final_after_boot, .start = image.final_after_boot,
            .bytes = sizeof(image.final_after_boot), .used = final_bytes);
STATE_ENTRY(mediator_state, .start = __start_mediator_state,
            .bytes = sizeof(image.state), .used = state_bytes);
STATE_ENTRY(mediator_final, .start = __start_mediator_final,
            .bytes = sizeof(image.final), .used = final_bytes);

bool reset_is_static(const void *address)
{
    uintptr_t at = (uintptr_t)address;

    return at - (uintptr_t)__start_mediator_state <
               state_words() * sizeof(uint64_t) ||
           at - (uintptr_t)__start_mediator_final <
               final_words() * sizeof(uint64_t);
}

bool reset_is_init_code(const void *code)
{
    return (const char *)code >= __start_mediator_init &&
           (const char *)code < __stop_mediator_init;
}
