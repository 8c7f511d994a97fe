/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spoilt answers to direct requests.
 */
#include "ffa.h"
#include "spoil.h"

#define PAYLOAD 0x5ec5ec0000000000ull

/* Registers FIRST .. END - 1 of a response that nobody gave. */
static void fill(uint64_t out[SPMC_REGS], unsigned int first, unsigned int end)
{
    for ( unsigned int i = first; i < end; i++ )
        out[i] = PAYLOAD | i;
}

static uint64_t swapped(uint64_t ids)
{
    return (ids & 0xffff) << 16 | (ids >> 16 & 0xffff);
}

void spoil_resp_ids(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    out[0] = FFA_FID32(MSG_SEND_DIRECT_RESP) | (in[0] & FFA_CONVENTION_64);
    out[1] = parameter ? parameter : (uint32_t)in[1];
    fill(out, 3, 8);
}

void spoil_resp_width(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                      uint64_t parameter)
{
    (void)parameter;
    out[0] = FFA_FID32(MSG_SEND_DIRECT_RESP) | (~in[0] & FFA_CONVENTION_64);
    out[1] = swapped(in[1]);
    fill(out, 3, 8);
}

void spoil_resp2(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    (void)parameter;
    out[0] = FFA_FID64(MSG_SEND_DIRECT_RESP2);
    out[1] = swapped(in[1]);
    fill(out, 4, SPMC_REGS);
}

void spoil_interrupt(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                     uint64_t parameter)
{
    (void)in;
    out[0] = FFA_FID32(INTERRUPT);
    out[1] = parameter;
}

void spoil_yield(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    (void)in;
    out[0] = FFA_FID32(YIELD);
    out[1] = parameter;
}

void spoil_flip_x2(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    (void)in;
    out[2] ^= parameter;
}

void spoil_w3(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
              uint64_t parameter)
{
    (void)in;
    out[3] = parameter;
}

/* The SP was not asked. */
void spoil_vm_resp(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    out[0] = FFA_FID32(MSG_SEND_DIRECT_RESP);
    out[1] = swapped(in[1]);
    out[2] = (uint32_t)in[2] + 1; /* Responses follow their requests. */
    out[3] = parameter;
}
