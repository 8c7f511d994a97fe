/* SPDX-License-Identifier: GPL-2.0-only */
/* libFuzzer's hooks: mostly scenarios, sometimes bytes as it would itself. */
#include "fuzz.h"
#include "mutate.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned int seed)
{
    size_t length = 0;

    if ( seed % 8 )
        length = mutate_scenario(data, size, max_size, seed);
    return length ? length : LLVMFuzzerMutate(data, size, max_size);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1,
                                 const uint8_t *data2, size_t size2,
                                 uint8_t *out, size_t max_size,
                                 unsigned int seed)
{
    return mutate_cross(data1, size1, data2, size2, out, max_size, seed);
}
