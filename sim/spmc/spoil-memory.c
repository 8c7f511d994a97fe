/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spoilt replies about memory.
 */
#include <string.h>

#include "buffer.h"
#include "ffa.h"
#include "memory.h"
#include "share.h"
#include "spoil.h"

#define SOME_HANDLE 0x1234ull

static uint64_t handle_at(const uint64_t x[SPMC_REGS], unsigned int first)
{
    return (uint32_t)x[first] | (uint64_t)(uint32_t)x[first + 1] << 32;
}

static void put_handle(uint64_t out[SPMC_REGS], unsigned int first,
                       uint64_t handle)
{
    out[first] = (uint32_t)handle;
    out[first + 1] = handle >> 32;
}

/* The handle in a true reply, SUCCESS or FRAG_RX. */
static uint64_t handle_of(const uint64_t out[SPMC_REGS])
{
    if ( (uint32_t)out[0] == FFA_FID32(SUCCESS) )
        return handle_at(out, 2);
    if ( (uint32_t)out[0] == FFA_FID32(MEM_FRAG_RX) )
        return handle_at(out, 1);
    return SOME_HANDLE;
}

void spoil_handle(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                  uint64_t parameter)
{
    (void)in;
    if ( (uint32_t)out[0] == FFA_FID32(MEM_FRAG_RX) )
    {
        put_handle(out, 1, parameter);
        return;
    }
    out[0] = FFA_FID32(SUCCESS);
    put_handle(out, 2, parameter);
}

void spoil_handle_other(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                        uint64_t parameter)
{
    const struct share *other = share_other(handle_of(out));

    (void)parameter;
    spoil_handle(in, out, other ? other->handle : SOME_HANDLE);
}

void spoil_handle_place(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                        uint64_t parameter)
{
    uint64_t handle = handle_of(out);

    (void)in;
    (void)parameter;
    out[0] = FFA_FID32(SUCCESS);
    put_handle(out, 2, 0);
    put_handle(out, 4, handle);
}

void spoil_frag_rx(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    bool goes_on = (in[0] & 0xffff) == FFA_NR_MEM_FRAG_TX;
    uint64_t handle = goes_on ? handle_at(in, 1) : handle_of(out);

    out[0] = FFA_FID32(MEM_FRAG_RX);
    put_handle(out, 1, handle);
    out[3] = parameter;
    out[4] = goes_on ? in[4] : 0;
}

void spoil_frag_handle(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                       uint64_t parameter)
{
    (void)in;
    spoil_handle(in, out, handle_of(out) ^ parameter);
}

void spoil_frag_sender(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                       uint64_t parameter)
{
    if ( (uint32_t)out[0] != FFA_FID32(MEM_FRAG_RX) )
        spoil_frag_rx(in, out, (uint32_t)in[2]);
    out[4] = parameter;
}

/* A refused call retrieves something. */
static void make_retrieved(uint64_t out[SPMC_REGS])
{
    if ( (uint32_t)out[0] != FFA_FID32(ERROR) )
        return;
    out[0] = FFA_FID32(MEM_RETRIEVE_RESP);
    out[1] = out[2] = sizeof(struct ffa_memory_1_1);
}

void spoil_retrieve_total(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                          uint64_t parameter)
{
    (void)in;
    make_retrieved(out);
    out[1] = parameter;
}

void spoil_retrieve_fragment(const uint64_t in[SPMC_REGS],
                             uint64_t out[SPMC_REGS], uint64_t parameter)
{
    (void)in;
    make_retrieved(out);
    out[2] = parameter;
}

/* WORD at OFFSET of what was retrieved. */
static void write_word(uint64_t out[SPMC_REGS], size_t offset, uint64_t word)
{
    uint32_t value = (uint32_t)word;
    size_t size = 0;
    uint8_t *rx = buffer_spoil(&size);

    make_retrieved(out);
    if ( rx )
        memcpy(rx + offset, &value, sizeof(value));
}

void spoil_retrieve_receivers(const uint64_t in[SPMC_REGS],
                              uint64_t out[SPMC_REGS], uint64_t parameter)
{
    (void)in;
    write_word(out, offsetof(struct ffa_memory_1_1, nr_access), parameter);
}

void spoil_retrieve_composite(const uint64_t in[SPMC_REGS],
                              uint64_t out[SPMC_REGS], uint64_t parameter)
{
    (void)in;
    write_word(out,
               sizeof(struct ffa_memory_1_1) +
                   offsetof(struct ffa_memory_access, composite_offset),
               parameter);
}

/* Of the composite behind one access descriptor of 1.1. */
void spoil_retrieve_pages(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                          uint64_t parameter)
{
    (void)in;
    write_word(out, sizeof(struct ffa_memory_1_1) + FFA_MEMORY_ACCESS_1_1,
               parameter);
}
