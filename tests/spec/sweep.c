/* SPDX-License-Identifier: GPL-2.0-only */
#include "sweep.h"

#include <stdio.h>

#include "ffa.h"
#include "hypervisor.h"
#include "log.h"
#include "run.h"
#include "spmc.h"
#include "world.h"

#define MAX_CODES 8u
#define MAX_CALLS 4096u /* a run with more is no spec's                     */

/*
 * How an SPMC may refuse a call: what FF-A lists for it, and, for calls on
 * notifications, codes that ask for another try.
 */
static const struct
{
    uint16_t number;
    int8_t code[MAX_CODES]; /* ends with 0                                  */
} refusals[] = {
    {FFA_NR_VERSION, {FFA_NOT_SUPPORTED}},
    {FFA_NR_FEATURES, {FFA_NOT_SUPPORTED, FFA_INVALID_PARAMETERS}},
    {FFA_NR_RXTX_MAP,
     {FFA_INVALID_PARAMETERS, FFA_NO_MEMORY, FFA_DENIED, FFA_NOT_SUPPORTED}},
    {FFA_NR_RXTX_UNMAP, {FFA_INVALID_PARAMETERS, FFA_NOT_SUPPORTED}},
    {FFA_NR_RX_RELEASE, {FFA_DENIED, FFA_NOT_SUPPORTED}},
    {FFA_NR_PARTITION_INFO_GET,
     {FFA_BUSY, FFA_INVALID_PARAMETERS, FFA_NO_MEMORY, FFA_DENIED,
      FFA_NOT_SUPPORTED}},
    {FFA_NR_RX_ACQUIRE,
     {FFA_DENIED, FFA_INVALID_PARAMETERS, FFA_NOT_SUPPORTED}},
    {FFA_NR_MSG_SEND2,
     {FFA_BUSY, FFA_DENIED, FFA_INVALID_PARAMETERS, FFA_NO_MEMORY,
      FFA_NOT_SUPPORTED}},
    {FFA_NR_MSG_SEND_DIRECT_REQ2,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_ABORTED}},
    {FFA_NR_MSG_SEND_DIRECT_REQ,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_ABORTED}},
    {FFA_NR_RUN,
     {FFA_INVALID_PARAMETERS, FFA_NOT_SUPPORTED, FFA_DENIED, FFA_BUSY,
      FFA_ABORTED}},
    {FFA_NR_MEM_SHARE,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NO_MEMORY, FFA_BUSY, FFA_ABORTED,
      FFA_NOT_SUPPORTED}},
    {FFA_NR_MEM_FRAG_TX,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NO_MEMORY, FFA_BUSY, FFA_ABORTED,
      FFA_NOT_SUPPORTED}},
    {FFA_NR_MEM_RECLAIM,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NO_MEMORY, FFA_ABORTED,
      FFA_NOT_SUPPORTED}},
    {FFA_NR_NOTIFICATION_BITMAP_CREATE,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NO_MEMORY, FFA_NOT_SUPPORTED,
      FFA_BUSY, FFA_RETRY, FFA_INTERRUPTED}},
    {FFA_NR_NOTIFICATION_BITMAP_DESTROY,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_RETRY, FFA_INTERRUPTED}},
    {FFA_NR_NOTIFICATION_BIND,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_RETRY, FFA_INTERRUPTED}},
    {FFA_NR_NOTIFICATION_UNBIND,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_RETRY, FFA_INTERRUPTED}},
    {FFA_NR_NOTIFICATION_SET,
     {FFA_INVALID_PARAMETERS, FFA_DENIED, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_RETRY, FFA_INTERRUPTED}},
    {FFA_NR_NOTIFICATION_GET,
     {FFA_INVALID_PARAMETERS, FFA_NOT_SUPPORTED, FFA_BUSY, FFA_RETRY,
      FFA_INTERRUPTED, FFA_ABORTED}},
    {FFA_NR_NOTIFICATION_INFO_GET,
     {FFA_NO_DATA, FFA_INVALID_PARAMETERS, FFA_NOT_SUPPORTED, FFA_BUSY,
      FFA_RETRY, FFA_INTERRUPTED, FFA_ABORTED}},
};

/* What goes wrong in the run to come; 0: nothing. */
static struct
{
    unsigned int allocation;
    unsigned int call;
    int32_t code;
} fault;

static uint64_t plain_digest; /* of the world without a fault               */
static unsigned long nr_runs;
static unsigned long nr_faults;

/* The first event: everything is as new, and nothing was done. */
static void arm(unsigned int index)
{
    if ( index )
        return;
    if ( fault.allocation )
        hypervisor_fail_alloc(fault.allocation);
    if ( fault.call )
        spmc_refuse(fault.call, fault.code);
}

/* The functions of the secure calls of the run in the log. */
static unsigned int list_calls(uint32_t calls[MAX_CALLS])
{
    uint32_t cursor = 0;
    struct event event;
    unsigned int nr = 0;

    while ( nr < MAX_CALLS && log_next(&cursor, &event) )
        if ( event.kind == EV_SMC )
            calls[nr++] = (uint32_t)event.arg[0];
    return nr;
}

/* False: it is the same run as without the fault. */
static bool run_with_fault(struct place place, const struct program *program,
                           const char *text)
{
    struct result result;

    log_set_watcher(arm);
    sim_run_program(program, &result);
    log_set_watcher(NULL);
    nr_runs++;
    if ( result.verdict == VERDICT_FAILURE || result.verdict == VERDICT_ERROR )
    {
        fprintf(stderr, "allocation %u fails, secure call %u is refused: %d\n",
                fault.allocation, fault.call, fault.code);
        world_complain(place, program, &result, text);
    }
    nr_faults += result.digest != plain_digest;
    return result.digest != plain_digest;
}

static void sweep_allocations(struct place place, const struct program *program,
                              const char *text)
{
    fault.allocation = 1;
    while ( run_with_fault(place, program, text) )
        fault.allocation++;
    fault.allocation = 0;
}

static const int8_t *codes_of(uint32_t fid)
{
    for ( unsigned int i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++ )
        if ( refusals[i].number == (fid & 0xffffu) )
            return refusals[i].code;
    return NULL;
}

static void sweep_codes(struct place place, const struct program *program,
                        const char *text, uint32_t fid)
{
    const int8_t *code = codes_of(fid);

    if ( !code )
    {
        fprintf(stderr, "no refusals are listed for 0x%x\n", fid);
        world_fail(place);
    }
    for ( ; *code; code++ )
    {
        fault.code = *code;
        run_with_fault(place, program, text);
    }
}

static void sweep_calls(struct place place, const struct program *program,
                        const char *text, const uint32_t *calls,
                        unsigned int nr)
{
    for ( fault.call = 1; fault.call <= nr; fault.call++ )
        sweep_codes(place, program, text, calls[fault.call - 1]);
    fault.call = 0;
}

/* Loops over deviations come by with one world again and again. */
static void sweep(struct place place, const struct program *program,
                  const char *text)
{
    static struct program last;
    static struct program plain;
    static uint32_t calls[MAX_CALLS];
    struct result result;
    unsigned int nr;

    plain = *program;
    plain.nr_deviations = 0;
    if ( nr_runs && program_equal(&plain, &last) )
        return;
    last = plain;
    fault.allocation = 0; /* It may be left over from a world that failed. */
    fault.call = 0;
    sim_run_program(&plain, &result);
    plain_digest = result.digest;
    /* Up to the one that is refused, they are those of the runs to come. */
    nr = list_calls(calls);
    sweep_allocations(place, &plain, text);
    sweep_calls(place, &plain, text, calls, nr);
}

void sweep_begin(void)
{
    world_instead(sweep);
}

int sweep_end(void)
{
    printf("%lu runs, %lu with a fault\n", nr_runs, nr_faults);
    return !nr_faults;
}
