/* SPDX-License-Identifier: GPL-2.0-only */
/* libFuzzer's hooks: mostly scenarios, sometimes bytes as it would itself. */
#include <string.h>

#include "encode.h"
#include "fuzz.h"
#include "mutate.h"

static size_t mutate(uint8_t *data, size_t size, size_t max_size,
                     unsigned int seed)
{
    size_t length = 0;

    if ( seed % 8 )
        length = mutate_scenario(data, size, max_size, seed);
    return length ? length : LLVMFuzzerMutate(data, size, max_size);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned int seed)
{
    static uint8_t thrown_away[ENCODE_MAX_BYTES];

    if ( !fuzz_seeds_only )
        return mutate(data, size, max_size, seed);
    if ( size <= sizeof(thrown_away) )
    {
        memcpy(thrown_away, data, size);
        mutate(thrown_away, size, sizeof(thrown_away), seed);
    }
    return size;
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1,
                                 const uint8_t *data2, size_t size2,
                                 uint8_t *out, size_t max_size,
                                 unsigned int seed)
{
    size_t length =
        mutate_cross(data1, size1, data2, size2, out, max_size, seed);

    if ( !fuzz_seeds_only || size1 > max_size )
        return length;
    memcpy(out, data1, size1);
    return size1;
}
