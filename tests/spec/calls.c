/* SPDX-License-Identifier: GPL-2.0-only */
#include "calls.h"

#include <stdint.h>
#include <stdio.h>

#include "ffa.h"
#include "log.h"
#include "run.h"
#include "spec.h"
#include "world.h"

#define NUMBERS 0x100u /* of functions                                      */

static struct
{
    const struct spec *last; /* that made it                                */
    unsigned int specs;
} made[NUMBERS];

static void see(uint32_t fid)
{
    uint32_t number = fid & 0xffffu;

    if ( number >= NUMBERS || made[number].last == spec_now() )
        return;
    made[number].last = spec_now();
    made[number].specs++;
}

static void count(struct place place, const struct program *program,
                  const char *text)
{
    struct event event;
    struct result result;
    uint32_t cursor = 0;
    uint64_t phase = PHASE_BOOT;

    (void)place;
    (void)text;
    sim_run_program(program, &result);
    while ( log_next(&cursor, &event) )
    {
        if ( event.kind == EV_PHASE )
            phase = event.arg[0];
        if ( (event.kind == EV_CALL || event.kind == EV_CALL_UNKNOWN) &&
             phase == PHASE_PROGRAM )
            see((uint32_t)event.arg[2]);
    }
}

void calls_begin(void)
{
    world_instead(count);
}

void calls_end(void)
{
    static const struct
    {
        const char *name;
        uint32_t number;
    } calls[] = {
#define CALL(name, number, ...) {#name, number},
#include "calls.def"
#undef CALL
    };

    for ( unsigned int i = 0; i < sizeof(calls) / sizeof(calls[0]); i++ )
        printf("call %s %u\n", calls[i].name, made[calls[i].number].specs);
}
