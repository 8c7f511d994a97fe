/* SPDX-License-Identifier: GPL-2.0-only */
/* AFL++'s custom mutator library; AFL_CUSTOM_MUTATOR_LIBRARY names it. */
#include <string.h>

#include "encode.h"
#include "fuzz.h"
#include "mutate.h"

/* One fuzzer, one mutator in a process. */
static uint8_t made[ENCODE_MAX_BYTES];
static uint64_t turn;

void *afl_custom_init(void *afl, unsigned int seed)
{
    (void)afl;
    turn = (uint64_t)seed << 32;
    return made;
}

void afl_custom_deinit(void *data)
{
    (void)data;
}

size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t size, uint8_t **out,
                       uint8_t *other, size_t other_size, size_t max_size)
{
    size_t room = max_size < sizeof(made) ? max_size : sizeof(made);
    size_t length = 0;

    (void)data;
    turn++;
    *out = made;
    if ( other && turn % 4 == 0 )
        length = mutate_cross(buf, size, other, other_size, made, room, turn);
    else if ( size <= room )
    {
        memcpy(made, buf, size);
        length = mutate_scenario(made, size, room, turn);
    }
    if ( !length ) /* AFL++ wants something: the input as it was. */
        *out = buf;
    return length ? length : size;
}
