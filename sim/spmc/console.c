/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CONSOLE_LOG: characters in registers. FF-A 1.2.
 */
#include "ffa.h"
#include "machine.h"
#include "service.h"

#define FIRST    2u /* register                                              */
#define END_32   8u
#define BYTES_32 4u
#define BYTES_64 8u

int32_t serve_console_log(const uint64_t in[SERVICE_ARGUMENTS],
                          struct reply *reply)
{
    uint32_t most = in[0] & FFA_CONVENTION_64 ? (SPMC_REGS - FIRST) * BYTES_64
                                              : (END_32 - FIRST) * BYTES_32;

    (void)reply;
    if ( !(uint32_t)in[1] || (uint32_t)in[1] > most )
        return FFA_INVALID_PARAMETERS;
    machine_note(EV_CONSOLE, 0, (uint32_t)in[1]);
    return FFA_OK;
}
