/* SPDX-License-Identifier: GPL-2.0-only */
#include "guest-list.h"

#include <string.h>

#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "guest-version.h"
#include "partition-info.h"
#include "program.h"
#include "records.h"
#include "view.h"

#define ENTRY     sizeof(struct ffa_partition_info_1_1)
#define ENTRY_1_0 sizeof(struct ffa_partition_info_1_0)
#define WINDOW    (FFA_REGS_BYTES / ENTRY)

#define SINCE_1_2 (FFA_PROP_DIRECT2_RECV | FFA_PROP_DIRECT2_SEND)
#define IN_1_0    (FFA_PROP_DIRECT_RECV | FFA_PROP_DIRECT_SEND | FFA_PROP_INDIRECT)

struct uuid
{
    uint64_t low;
    uint64_t high;
};

/* What a domain was told. */
struct told
{
    bool is;              /* TOTAL is                                       */
    bool windows;         /* and nobody came or went at the first           */
    unsigned int changes; /* of the list until then                         */
    unsigned int total;
    unsigned int index;
    struct uuid uuid;

    unsigned int leaves; /* until then                                     */
    uint32_t indirect;   /* SPs that take messages, a bit each             */
};
RECORDS(struct told, domains, PROGRAM_MAX_DOMAINS)

/* The call that is open on a CPU, or the list that it has returned. */
static struct listing
{
    bool is;      /* a list is, whose entries are to come                  */
    bool settles; /* it may put its caller on the list                     */
    bool disturbed;
    bool calm; /* nobody came or went when it began                     */
    bool filtered;
    int minor;
    unsigned int changes;
    unsigned int leaves;
    uint64_t seen; /* a bit per VM, then per SP                             */
} listings[PROGRAM_MAX_CPUS];
STATE(listings);

static unsigned int changes; /* of what VMs there are, to be or not to be  */
static unsigned int leaves; /* VMs that were listed, if any were, and are not */
static unsigned int settling; /* open calls that may put a VM on the list   */
static uint32_t dying;
static bool vms_are_listed;
STATE(changes);
STATE(leaves);
STATE(settling);
STATE(dying);
STATE(vms_are_listed);

void guest_list_reset(void)
{
    domains.nr = 0;
    changes = leaves = settling = 0;
    dying = 0;
    vms_are_listed = false;
    memset(listings, 0, sizeof(listings));
}

bool guest_list_takes_messages(uint64_t domid, uint64_t sp)
{
    uint64_t index = sp - PROGRAM_FIRST_SP;

    return domid < PROGRAM_MAX_DOMAINS && index < PROGRAM_MAX_SPS &&
           (domains_at(domid)->indirect >> index & 1);
}

void guest_list_call(const struct event *event)
{
    const struct guest_version *version = guest_version_of(event->arg[0]);
    struct listing *listing = &listings[event->cpu];

    *listing = (struct listing){0};
    if ( !version )
        return;
    listing->settles = !version->proven;
    settling += listing->settles;
    changes += listing->settles;
    listing->calm = !settling && !dying;
    listing->minor = guest_version_minor(version);
    listing->changes = changes;
    listing->leaves = leaves;
}

void guest_list_returned(const struct event *event)
{
    struct listing *listing = &listings[event->cpu];

    settling -= listing->settles;
    changes += listing->settles;
    listing->settles = false;
}

void guest_list_domain(const struct event *event)
{
    uint64_t domid = event->arg[0];

    if ( event->kind != EV_DOMAIN || domid >= PROGRAM_MAX_DOMAINS )
        return;
    changes++;
    if ( event->arg[1] == DOMAIN_DYING )
        dying |= 1u << domid;
    if ( event->arg[1] != DOMAIN_FREED )
        return;
    dying &= ~(1u << domid);
    leaves += guest_version_of(domid)->proven && vms_are_listed;
    *domains_at(domid) = (struct told){0};
}

void guest_list_write(void)
{
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        listings[cpu].disturbed = true;
}

static bool wrong(const struct event *event, struct complaint *complaint,
                  const char *object, uint64_t value, const char *why)
{
    return complain(complaint, view_site(event), object,
                    (int)view_cpu(event->cpu)->call_index,
                    "d%u is told 0x%llx: %s", (unsigned int)event->arg[0],
                    (unsigned long long)value, why);
}

/* The list, its windows and its count have as many, while nobody comes or goes. */
static bool total_is(const struct event *event, struct uuid uuid,
                     unsigned int total, struct complaint *complaint)
{
    const struct listing *listing = &listings[event->cpu];
    struct told *told = domains_at(event->arg[0]);
    bool same = told->is && told->changes == changes &&
                told->uuid.low == uuid.low && told->uuid.high == uuid.high;

    if ( !listing->calm || listing->changes != changes )
        return true;
    if ( same && told->total != total )
        return complain(complaint, view_site(event), "count", (int)told->index,
                        "d%u is told of %u partitions, and of %u before, with "
                        "nobody come or gone",
                        (unsigned int)event->arg[0], total, told->total);
    told->is = true;
    told->changes = changes;
    told->total = total;
    told->index = view.now;
    told->uuid = uuid;
    return true;
}

static bool info(const struct event *event, const uint64_t *call,
                 struct complaint *complaint)
{
    uint32_t flags = (uint32_t)call[2 + 5], size = (uint32_t)event->arg[2 + 3];
    struct listing *listing = &listings[event->cpu];
    uint32_t known = listing->minor ? FFA_PARTITION_INFO_COUNT_BIT : 0;
    const struct uuid uuid = {
        (uint32_t)call[2 + 1] | call[2 + 2] << 32,
        (uint32_t)call[2 + 3] | call[2 + 4] << 32,
    };
    bool sized = size == (listing->minor && !flags ? ENTRY : 0) ||
                 (!listing->minor && size == ENTRY_1_0);

    if ( flags & ~known )
        return wrong(event, complaint, "flags", flags,
                     "success, with a flag that is reserved");
    if ( !sized )
        return wrong(event, complaint, "size", size,
                     "not the size of an entry of its version");
    listing->is = !flags;
    listing->filtered = uuid.low || uuid.high;
    return total_is(event, uuid, (uint32_t)event->arg[2 + 2], complaint);
}

static bool windows(const struct event *event, const uint64_t *call,
                    struct complaint *complaint)
{
    struct listing *listing = &listings[event->cpu];
    struct told *told = domains_at(event->arg[0]);
    const struct uuid uuid = {call[2 + 1], call[2 + 2]};
    uint64_t x2 = event->arg[2 + 2];
    uint16_t start = (uint16_t)call[2 + 3], last = (uint16_t)x2;
    uint16_t current = (uint16_t)(x2 >> FFA_REGS_CURRENT_SHIFT);

    if ( x2 >> FFA_REGS_SIZE_SHIFT != ENTRY )
        return wrong(event, complaint, "size", x2,
                     "not the size of an entry of its version");
    if ( current < start || current > last || current - start >= (int)WINDOW )
        return wrong(event, complaint, "index", x2,
                     "no window from where it has asked on");
    if ( !start )
    {
        told->windows = listing->calm && listing->changes == changes;
        told->leaves = leaves;
    }
    else if ( told->windows && !uuid.low && !uuid.high &&
              told->leaves != listing->leaves )
        return wrong(event, complaint, "tag", x2,
                     "the list goes on, and a VM on it is gone");
    listing->is = true;
    listing->filtered = uuid.low || uuid.high;
    return total_is(event, uuid, last + 1u, complaint);
}

bool guest_list_return(const struct event *event, const uint64_t *call,
                       struct complaint *complaint)
{
    if ( listings[event->cpu].minor < 0 )
        return true;
    if ( (uint32_t)call[2] == FFA_FID32(PARTITION_INFO_GET) )
        return info(event, call, complaint);
    if ( (uint32_t)call[2] == FFA_FID64(PARTITION_INFO_GET_REGS) )
        return windows(event, call, complaint);
    return true;
}

/* Why an entry of a VM is wrong; NULL: it is not. */
static const char *wrong_vm(const struct listing *listing, uint64_t domid,
                            const uint64_t *entry)
{
    const struct guest_version *version = guest_version_of(domid);
    const struct view_domain *domain = view_domain(domid);
    bool wide = entry[2] & FFA_PROP_AARCH64;

    if ( !version || !domain )
        return "no VM has this ID";
    if ( listing->filtered )
        return "a VM has no UUID, and it has asked for one";
    if ( entry[3] || entry[4] )
        return "a VM has no UUID";
    if ( !domain->alive || !listing->calm )
        return NULL;
    if ( entry[1] != domain->vcpus )
        return "it has another number of vCPUs";
    if ( listing->minor && wide == version->bits32 )
        return "its execution state is another";
    return NULL;
}

static const char *wrong_entry(struct listing *listing, uint64_t self,
                               const uint64_t *entry)
{
    bool vm = !(entry[0] & FFA_ID_SECURE);
    uint64_t index =
        vm ? entry[0] - 1 : PROGRAM_MAX_DOMAINS + entry[0] - PROGRAM_FIRST_SP;
    uint64_t bit = index < 64 ? 1ull << index : 0;
    bool again = listing->seen & bit;

    listing->seen |= bit;
    if ( again && (vm || listing->minor < 2) )
        return "the same endpoint twice";
    if ( entry[0] == FFA_ID_OF_DOMAIN(self) && listing->minor < 2 )
        return "itself, which is for 1.2";
    if ( entry[2] & (listing->minor ? 0 : ~(uint64_t)IN_1_0) )
        return "a property that 1.0 does not have";
    if ( listing->minor < 2 && (entry[2] & SINCE_1_2) )
        return "a property of 1.2";
    if ( listing->filtered && (entry[3] || entry[4]) )
        return "a UUID, which it knows as it has asked for it";
    return vm ? wrong_vm(listing, index, entry) : NULL;
}

bool guest_list_entry(const struct event *event, struct complaint *complaint)
{
    struct listing *listing = &listings[event->cpu];
    const uint64_t *entry = &event->arg[1];
    uint64_t sp = entry[0] - PROGRAM_FIRST_SP;
    const char *why;

    if ( !listing->is || listing->disturbed || listing->minor < 0 )
        return true;
    vms_are_listed |= !(entry[0] & FFA_ID_SECURE);
    if ( sp < PROGRAM_MAX_SPS && (entry[2] & FFA_PROP_INDIRECT) )
        domains_at(event->arg[0])->indirect |= 1u << sp;
    why = wrong_entry(listing, event->arg[0], entry);
    return !why ||
           complain(complaint, "PARTITION_INFO_GET", "entry", NO_EVENT,
                    "d%u is told of endpoint 0x%llx, properties 0x%llx: "
                    "%s",
                    (unsigned int)event->arg[0], (unsigned long long)entry[0],
                    (unsigned long long)entry[2], why);
}
