/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VERSION, FEATURES, ID_GET, SPM_ID_GET, RXTX_MAP, RXTX_UNMAP and RX_RELEASE:
 * FF-A 1.1, chapters 7 and 13.
 */
#include "setup.h"

#include "bug.h"
#include "run-state.h"
#include "receiver.h"
#include "page.h"
#include "service.h"
#include "sri.h"
#include "state.h"

#define FEATURE_PER_VCPU      4u /* since 1.3                              */
#define NO_PER_VCPU_FOR_VMS   (1u << 0)
#define NO_PER_VCPU_FOR_SPS   (1u << 1)
#define VERSION_NOT_SUPPORTED 0xffffffffu

static struct
{
    bool versioned;
    uint32_t version; /* what the caller asked for                          */
    bool used;
    uint64_t tx; /* machine addresses                                       */
    uint64_t rx;
    unsigned int pages; /* 0: no pair is mapped                             */
    bool rx_full;       /* the caller owns RX                               */
} caller;
STATE(caller);

void setup_boot(void)
{
    caller.versioned = false;
    caller.used = false;
    caller.pages = 0;
    caller.rx_full = false;
}

void setup_used(void)
{
    caller.used = true;
}

bool setup_caller_since(int minor)
{
    if ( caller.versioned && (caller.version & 0xffffu) < (uint32_t)minor )
        return false;
    return spmc_since(minor);
}

/* VERSION answers in w0; nothing else is defined. */
int32_t serve_version(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint32_t own = FFA_VERSION_OF(1, spmc_state.world.ffa_minor);
    uint32_t asked = (uint32_t)in[1];
    uint32_t in_use = caller.versioned ? caller.version : own;

    reply->defined = 0;
    reply_set(reply, 0, VERSION_NOT_SUPPORTED);
    if ( (asked & FFA_VERSION_MBZ) || asked >> 16 != 1 )
        return FFA_OK;
    if ( asked > own && spmc_since(spmc_is(refuses_higher_version_since)) )
        return FFA_OK;
    if ( spmc_is(version_frozen_after_use) && caller.used && asked != in_use )
        return FFA_OK;

    caller.version = asked;
    caller.versioned = true;
    reply_set(reply, 0, own);
    return FFA_OK;
}

static int32_t function_features(uint32_t fid, struct reply *reply)
{
    uint32_t number = fid & 0xffffu;

    if ( number <= FFA_NR_INTERRUPT && ffa_defined(fid, 0) )
        return FFA_OK; /* ERROR, SUCCESS, INTERRUPT */
    if ( !service_exists(fid) )
        return FFA_NOT_SUPPORTED;
    if ( number == FFA_NR_RXTX_MAP )
        reply_set(reply, 2, 0); /* 4 KiB, no limit of pages */
    return FFA_OK;
}

int32_t serve_features(const uint64_t in[SERVICE_ARGUMENTS],
                       struct reply *reply)
{
    uint32_t id = (uint32_t)in[1];

    reply_set(reply, 2, 0);
    reply_set(reply, 3, 0);
    if ( id & FFA_FEATURE_FUNCTION )
        return function_features(id, reply);
    if ( id == FFA_FEATURE_SRI && spmc_since(1) )
    {
        reply_set(reply, 2, sri_intid());
        return FFA_OK;
    }
    if ( id == FEATURE_PER_VCPU && spmc_since(3) )
    {
        if ( spmc_since(spmc_is(no_per_vcpu_since)) )
            reply_set(reply, 2, NO_PER_VCPU_FOR_VMS | NO_PER_VCPU_FOR_SPS);
        return FFA_OK;
    }
    return FFA_NOT_SUPPORTED; /* NPI, MEI: not for the normal world. */
}

int32_t serve_id_get(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    (void)in;
    reply_set(reply, 2, FFA_ID_HYPERVISOR);
    return FFA_OK;
}

int32_t serve_spm_id_get(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    (void)in;
    reply_set(reply, 2, FFA_ID_SPMC);
    return FFA_OK;
}

static bool overlap(uint64_t a, uint64_t b, uint64_t bytes)
{
    return a < b ? b - a < bytes : a - b < bytes;
}

/* The hypervisor's own pair only: a pair for a VM (all arguments zero) is
 * refused as SPMCs without that service do. */
int32_t serve_rxtx_map(const uint64_t in[SERVICE_ARGUMENTS],
                       struct reply *reply)
{
    uint64_t tx = in[1];
    uint64_t rx = in[2];
    uint64_t pages = (uint32_t)in[3];
    uint64_t bytes = pages * PAGE_BYTES;

    (void)reply;
    if ( !pages || (pages & ~(uint64_t)FFA_RXTX_PAGES_MASK) )
        return FFA_INVALID_PARAMETERS;
    if ( (tx | rx) & (PAGE_BYTES - 1) )
        return FFA_INVALID_PARAMETERS;
    if ( overlap(tx, rx, bytes) )
        return FFA_INVALID_PARAMETERS;
    if ( !page_window(tx, bytes) || !page_window(rx, bytes) )
        return FFA_INVALID_PARAMETERS;
    if ( caller.pages )
        return FFA_DENIED;

    caller.tx = tx;
    caller.rx = rx;
    caller.pages = (unsigned int)pages;
    caller.rx_full = false;
    return FFA_OK;
}

/* No VM ever has a pair. */
int32_t serve_rxtx_unmap(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    uint16_t vm = (uint16_t)(in[1] >> 16);

    (void)reply;
    if ( vm != FFA_ID_HYPERVISOR || !caller.pages )
        return FFA_INVALID_PARAMETERS;
    caller.pages = 0;
    caller.rx_full = false;
    return FFA_OK;
}

int32_t serve_rx_release(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    uint16_t vm = (uint16_t)in[1];
    struct receiver *r = receiver_find(vm);

    (void)reply;
    if ( !r || receiver_is_sp(r) )
        return FFA_INVALID_PARAMETERS;
    if ( vm != FFA_ID_HYPERVISOR || !caller.rx_full )
        return FFA_DENIED;
    if ( spmc_is(release_wants_get) && r->framework_pend )
        return FFA_DENIED;
    SIM_BUG_ON(!caller.pages);
    caller.rx_full = false;
    return FFA_OK;
}

int32_t setup_rx_window(size_t size, void **window)
{
    if ( !caller.pages || caller.rx_full )
        return FFA_BUSY;
    if ( size > (size_t)caller.pages * PAGE_BYTES )
        return FFA_NO_MEMORY;
    *window = page_window(caller.rx, size);
    return *window ? FFA_OK : FFA_ABORTED;
}

void setup_rx_filled(void)
{
    SIM_BUG_ON(!caller.pages);
    SIM_BUG_ON(caller.rx_full);
    caller.rx_full = true;
}

/* Offered, with no room for a share. */
int32_t serve_mem_share(const uint64_t in[SERVICE_ARGUMENTS],
                        struct reply *reply)
{
    (void)in;
    (void)reply;
    return caller.pages ? FFA_NO_MEMORY : FFA_INVALID_PARAMETERS;
}

/* There is no handle it could be. */
int32_t serve_mem_reclaim(const uint64_t in[SERVICE_ARGUMENTS],
                          struct reply *reply)
{
    (void)in;
    (void)reply;
    return FFA_INVALID_PARAMETERS;
}
