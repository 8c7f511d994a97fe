/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VERSION, FEATURES, ID_GET and SPM_ID_GET: FF-A 1.1, chapters 7 and 13.
 */
#include "setup.h"

#include "bug.h"
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
} caller;
STATE(caller);

void setup_boot(void)
{
    caller.versioned = false;
    caller.used = false;
}

bool setup_use(void)
{
    if ( spmc_is(wants_version) && !caller.versioned )
        return false;
    caller.used = true;
    return true;
}

bool setup_caller_since(int minor)
{
    int own = caller.versioned ? (int)(caller.version & 0xffffu)
                               : (int)spmc_is(assumed_minor);

    return own >= minor && spmc_since(minor);
}

/* Is ASKED, which is not to be stored, refused? */
static bool refuses(uint32_t asked, uint32_t own)
{
    if ( (asked & FFA_VERSION_MBZ) &&
         (spmc_is(refuses_versions) & VERSION_BIT_31) )
        return true;
    if ( asked >> 16 != 1 )
        return spmc_is(refuses_versions) & VERSION_MAJOR;
    return asked > own &&
           spmc_since((int)spmc_is(refuses_higher_version_since));
}

static bool stores(uint32_t asked, uint32_t own)
{
    return asked >> 16 == 1 && (asked <= own || spmc_is(stores_higher_version));
}

/* The answer once other calls were made. */
static uint32_t version_in_use(uint32_t asked, uint32_t own)
{
    uint32_t in_use = caller.versioned ? caller.version : own;

    if ( spmc_is(version_after_use) == VERSION_RECALLED )
        return caller.versioned ? in_use : VERSION_NOT_SUPPORTED;
    return asked == in_use ? own : VERSION_NOT_SUPPORTED;
}

/* VERSION answers in w0; nothing else is defined. */
int32_t serve_version(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint32_t own = FFA_VERSION_OF(1, spmc_state.world.ffa_minor);
    uint32_t asked = (uint32_t)in[1];

    reply->defined = 0;
    reply_set(reply, 0, VERSION_NOT_SUPPORTED);
    if ( refuses(asked, own) )
        return FFA_OK;
    if ( caller.used && spmc_is(version_after_use) != VERSION_ALLOWED )
    {
        reply_set(reply, 0, version_in_use(asked, own));
        return FFA_OK;
    }
    if ( stores(asked, own) )
    {
        caller.version = asked;
        caller.versioned = true;
    }
    reply_set(reply, 0, own);
    return FFA_OK;
}

/* w2 for functions that have properties. The rest is 0, and so is RXTX_MAP:
 * 4 KiB, no limit of pages. */
static uint32_t properties_of(uint32_t number)
{
    const uint32_t dynamic =
        spmc_is(dynamic_buffer) ? FFA_FEATURES_DYNAMIC_BUFFER : 0;
    const struct
    {
        uint32_t number;
        uint32_t properties;
    } rows[] = {
        {FFA_NR_MEM_DONATE, dynamic},
        {FFA_NR_MEM_LEND, dynamic},
        {FFA_NR_MEM_SHARE, dynamic},
        {FFA_NR_MEM_RETRIEVE_REQ,
         FFA_FEATURES_NS_BIT | FFA_FEATURES_HYPERVISOR_RETRIEVE},
    };

    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(rows); i++ )
        if ( rows[i].number == number )
            return rows[i].properties;
    return 0;
}

static int32_t function_features(uint32_t fid, uint32_t input,
                                 struct reply *reply)
{
    uint32_t number = fid & 0xffffu;

    if ( number <= FFA_NR_INTERRUPT && ffa_defined(fid, 0) )
        return FFA_OK; /* ERROR, SUCCESS, INTERRUPT */
    if ( !service_reported(fid) )
        return FFA_NOT_SUPPORTED;
    if ( input && number != FFA_NR_MEM_RETRIEVE_REQ &&
         spmc_is(features_checks_input) )
        return FFA_INVALID_PARAMETERS;
    reply_set(reply, 2, properties_of(number));
    return FFA_OK;
}

int32_t serve_features(const uint64_t in[SERVICE_ARGUMENTS],
                       struct reply *reply)
{
    uint32_t id = (uint32_t)in[1];

    reply_set(reply, 2, 0);
    reply_set(reply, 3, 0);
    if ( id & FFA_FEATURE_FUNCTION )
        return function_features(id, (uint32_t)in[2], reply);
    if ( id == FFA_FEATURE_MEI && spmc_is(features_has_mei) )
        return FFA_OK;
    if ( !service_reported(FFA_FID64(NOTIFICATION_INFO_GET)) )
        return FFA_NOT_SUPPORTED;
    if ( id == FFA_FEATURE_SRI )
    {
        reply_set(reply, 2, sri_intid());
        return FFA_OK;
    }
    if ( id == FEATURE_PER_VCPU && spmc_since(3) )
    {
        if ( spmc_since((int)spmc_is(no_per_vcpu_since)) )
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
