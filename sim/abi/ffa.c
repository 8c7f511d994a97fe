/* SPDX-License-Identifier: GPL-2.0-only */
#include "ffa.h"

#include <stddef.h>

enum
{
    W32 = 1,
    W64 = 2,
    BOTH = 3
};

struct call
{
    uint8_t conventions;
    uint8_t since;
    const char *name;   /* as the only convention                          */
    const char *name32; /* of two                                          */
    const char *name64;
};

/* Indexed by the number, less the first. */
static const struct call calls[FFA_NR_LAST - FFA_NR_FIRST + 1] = {
#define CALL(name, number, conventions, since)                                 \
    [(number)-                                                                 \
        FFA_NR_FIRST] = {conventions, since, #name, #name "_32", #name "_64"},
#include "calls.def"
#undef CALL
};

static const struct call *find(uint32_t fid)
{
    uint32_t index = (fid & 0xffffu) - FFA_NR_FIRST;
    uint32_t convention = fid & ~0xffffu;
    unsigned int wanted;

    if ( convention != FFA_W32 && convention != FFA_W64 )
        return NULL;
    if ( index >= sizeof(calls) / sizeof(calls[0]) )
        return NULL;
    wanted = convention == FFA_W64 ? W64 : W32;
    return (calls[index].conventions & wanted) ? &calls[index] : NULL;
}

const char *ffa_name(uint32_t fid)
{
    const struct call *call = find(fid);

    if ( !call )
        return NULL;
    if ( call->conventions != BOTH )
        return call->name;
    return (fid & FFA_CONVENTION_64) ? call->name64 : call->name32;
}

bool ffa_defined(uint32_t fid, unsigned int minor)
{
    const struct call *call = find(fid);

    return call && call->since <= minor;
}

static const char *const status_names[] = {
    "OK",        "NOT_SUPPORTED", "INVALID_PARAMETERS",
    "NO_MEMORY", "BUSY",          "INTERRUPTED",
    "DENIED",    "RETRY",         "ABORTED",
    "NO_DATA",   "NOT_READY",
};

const char *ffa_status_name(int32_t status)
{
    if ( status > 0 ||
         status <= -(int32_t)(sizeof(status_names) / sizeof(status_names[0])) )
        return NULL;
    return status_names[-status];
}
