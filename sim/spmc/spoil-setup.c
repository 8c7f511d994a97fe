/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spoilt replies of VERSION, PARTITION_INFO_GET and PARTITION_INFO_GET_REGS,
 * and RX buffers that change.
 */
#include <string.h>

#include "buffer.h"
#include "bug.h"
#include "partition-info.h"
#include "spmc.h"
#include "spoil.h"
#include "state.h"

#define SIZE_1_1 24u /* of a descriptor                                     */
#define HALF     0xffffull

/* Secure calls that still change the buffer, and how. */
static struct
{
    unsigned int changes;
    uint8_t step;
} later;
STATE(later);

void spoil_setup_reset(void)
{
    later.changes = 0;
    later.step = 0;
}

void spoil_x0(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
              uint64_t parameter)
{
    (void)in;
    out[0] = parameter;
}

void spoil_flip_x0(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    (void)in;
    out[0] ^= parameter;
}

/* A refused call has no partitions to spoil: it finds one. */
static void make_partitions(const uint64_t in[SPMC_REGS],
                            uint64_t out[SPMC_REGS])
{
    if ( (uint32_t)out[0] != FFA_FID32(ERROR) )
        return;
    out[0] = FFA_FID32(SUCCESS);
    out[2] = 1;
    out[3] = in[5] & FFA_PARTITION_INFO_COUNT_BIT ? 0 : SIZE_1_1;
}

void spoil_partitions(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                      uint64_t parameter)
{
    make_partitions(in, out);
    out[2] = parameter;
}

void spoil_size(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                uint64_t parameter)
{
    make_partitions(in, out);
    out[3] = parameter;
}

void spoil_more(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                uint64_t parameter)
{
    make_partitions(in, out);
    out[2] = (uint32_t)(out[2] + parameter);
}

/* The first descriptor, if RX has one; or somewhere to write. */
static struct ffa_partition_info_1_0 *first_partition(
    const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    static struct ffa_partition_info_1_0 nowhere;
    size_t size = 0;
    void *rx = buffer_spoil(&size);

    make_partitions(in, out);
    return rx && !(in[5] & FFA_PARTITION_INFO_COUNT_BIT) ? rx : &nowhere;
}

void spoil_partition_id(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                        uint64_t parameter)
{
    first_partition(in, out)->id = (uint16_t)parameter;
}

void spoil_partition_properties(const uint64_t in[SPMC_REGS],
                                uint64_t out[SPMC_REGS], uint64_t parameter)
{
    first_partition(in, out)->properties = (uint32_t)parameter;
}

void spoil_partition_contexts(const uint64_t in[SPMC_REGS],
                              uint64_t out[SPMC_REGS], uint64_t parameter)
{
    first_partition(in, out)->contexts = (uint16_t)parameter;
}

/* The first descriptor is there once more, behind the last. */
void spoil_partition_twice(const uint64_t in[SPMC_REGS],
                           uint64_t out[SPMC_REGS], uint64_t parameter)
{
    size_t room = 0;
    uint8_t *rx = buffer_spoil(&room);
    size_t end;

    (void)parameter;
    make_partitions(in, out);
    end = (size_t)out[2] * out[3];
    if ( rx && end + out[3] <= room )
        memcpy(rx + end, rx, out[3]);
    out[2]++;
}

void spoil_rx_later(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    (void)in;
    (void)out;
    later.changes = (unsigned int)parameter;
}

/* Words of the first two descriptors take turns at being odd. */
void spoil_rx_now(void)
{
    size_t size = 0;
    uint8_t *rx;

    if ( !later.changes )
        return;
    SIM_BUG_ON(spmc_state.behaves);
    later.changes--;
    rx = buffer_spoil(&size);
    if ( rx )
        rx[later.step * 4u % (2 * SIZE_1_1)] ^= 0xff;
    later.step++;
}

void spmc_scribble(uint32_t offset, uint64_t word)
{
    size_t size = 0;
    uint8_t *rx;

    if ( !freedom_is_hostile() )
        return;
    rx = buffer_spoil(&size);
    if ( rx && size >= sizeof(word) )
        memcpy(rx + offset % (size - sizeof(word) + 1), &word, sizeof(word));
}

/* A refused call lists one partition. */
static void make_regs(uint64_t out[SPMC_REGS])
{
    if ( (uint32_t)out[0] != FFA_FID32(ERROR) )
        return;
    out[0] = FFA_FID64(SUCCESS);
    out[2] = (uint64_t)SIZE_1_1 << FFA_REGS_SIZE_SHIFT;
    out[3] = PROGRAM_FIRST_SP;
}

/* VALUE in the 16 bits of x2 from SHIFT on. */
static void put(uint64_t out[SPMC_REGS], unsigned int shift, uint64_t value)
{
    make_regs(out);
    out[2] = (out[2] & ~(HALF << shift)) | (value & HALF) << shift;
}

/* So many beyond where the reply begins. */
void spoil_regs_current(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                        uint64_t parameter)
{
    put(out, FFA_REGS_CURRENT_SHIFT, in[3] + parameter);
}

void spoil_regs_last(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                     uint64_t parameter)
{
    (void)in;
    put(out, 0, parameter);
}

void spoil_regs_tag(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    (void)in;
    put(out, FFA_REGS_TAG_AT, parameter);
}

void spoil_regs_size(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                     uint64_t parameter)
{
    (void)in;
    put(out, FFA_REGS_SIZE_SHIFT, parameter);
}

/* Always the first of nine. */
void spoil_regs_stuck(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                      uint64_t parameter)
{
    (void)in;
    out[0] = FFA_FID32(ERROR);
    out[2] = 0;
    put(out, 0, 8 + parameter);
}

/* RX is what it was, and stays the SPMC's. */
void spoil_not_written(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                       uint64_t parameter)
{
    (void)parameter;
    out[0] = FFA_FID32(ERROR);
    make_partitions(in, out);
}
