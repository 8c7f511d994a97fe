/* SPDX-License-Identifier: GPL-2.0-only */
#include "guest-version.h"

#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "program.h"
#include "records.h"
#include "view.h"

#define MAJOR_OF(version) ((version) >> 16)
#define NO_VERSION        UINT32_MAX

/* SMCCC: bits 29:24 of a function ID. */
#define OWNER_SHIFT    24u
#define OWNER_MASK     0x3fu
#define OWNER_STANDARD 4u

RECORDS(struct guest_version, versions, PROGRAM_MAX_DOMAINS)

static uint32_t own; /* the mediator's, as it has said; 0: not yet          */
STATE(own);

void guest_version_reset(void)
{
    versions.nr = 0;
    own = 0;
}

struct guest_version *guest_version_of(uint64_t domid)
{
    return domid < PROGRAM_MAX_DOMAINS ? versions_at(domid) : NULL;
}

int guest_version_minor(const struct guest_version *version)
{
    if ( version->unsure || !version->in_force )
        return -1;
    return (int)(version->in_force & 0xffff);
}

void guest_version_domain(const struct event *event)
{
    struct guest_version *version = guest_version_of(event->arg[0]);

    if ( !version )
        return;
    if ( event->kind == EV_DOMAIN_CREATE )
        version->bits32 = event->arg[3] ? version->bits32 : event->arg[4];
    else if ( event->arg[1] == DOMAIN_CREATED )
        *version = (struct guest_version){0};
}

/* Any call but VERSION that is for the mediator, if it knows it or not. */
static bool settles(uint64_t x0)
{
    return ((uint32_t)x0 >> OWNER_SHIFT & OWNER_MASK) == OWNER_STANDARD &&
           (uint32_t)x0 != FFA_FID32(VERSION);
}

void guest_version_call(const struct event *event)
{
    struct guest_version *version = guest_version_of(event->arg[0]);

    if ( !version )
        return;
    version->unsure |= version->open++ && !version->proven;
    if ( settles(event->arg[2]) && !version->in_force )
        version->in_force = version->negotiated;
}

static bool mismatch(const struct event *event, struct complaint *complaint,
                     uint32_t asked, const char *why)
{
    return complain(complaint, view_site(event), "version",
                    (int)view_cpu(event->cpu)->call_index,
                    "d%u asks for version 0x%x and is told 0x%x: %s",
                    (unsigned int)event->arg[0], asked,
                    (unsigned int)event->arg[2], why);
}

/* The caller and the mediator have the same major version: a common one. */
static uint32_t common(uint32_t asked)
{
    return own && asked > own ? own : asked;
}

/* FF-A 1.1, 13.2.2. */
bool guest_version_return(const struct event *event, const uint64_t *call,
                          struct complaint *complaint)
{
    struct guest_version *version = guest_version_of(event->arg[0]);
    uint32_t asked = (uint32_t)call[3], told = (uint32_t)event->arg[2];

    if ( !version || !version->open )
        return true;
    version->open--;
    version->proven |= settles(call[2]) && version->in_force;
    if ( (uint32_t)call[2] != FFA_FID32(VERSION) )
        return true;
    if ( told != NO_VERSION && own && told != own )
        return mismatch(event, complaint, asked,
                        "the mediator has another one, as it has said before");
    if ( told != NO_VERSION )
        own = told;
    if ( version->unsure )
        return true;
    /* Another one may be refused, or answered as if it did not matter. */
    if ( MAJOR_OF(asked) != 1 ||
         (version->in_force && version->in_force != common(asked)) )
        return true;
    if ( told == NO_VERSION )
        return mismatch(event, complaint, asked,
                        version->in_force ? "that is what it has"
                                          : "nothing is settled yet");
    version->negotiated = common(asked);
    return true;
}
