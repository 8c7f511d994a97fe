/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What belongs to one domain reaches no other: no endpoint is spoken for but
 * the caller, and no register comes back but those the call defines.
 */
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "info-list.h"
#include "records.h"
#include "request.h"
#include "view.h"

#define NR_CALLS (FFA_NR_LAST - FFA_NR_FIRST + 1)
#define AT(call) [FFA_NR_##call - FFA_NR_FIRST]

/* What the SPMC leaves in registers that a reply does not define. */
#define CANARY_HIGH 0xc0dec0deu

/* Low halves shorter than this are too common to speak of a leak. */
#define TELLING  0x10000u
#define MAX_SEEN 16u

/* Undefined registers the SPMC returned during the call open on a CPU. */
struct canaries
{
    unsigned int call_index;
    unsigned int nr;
    struct
    {
        uint32_t low;
        unsigned int index;
    } entry[MAX_SEEN];
};
RECORDS(struct canaries, canaries, PROGRAM_MAX_CPUS)

/* Where a call to the SPMC names the VM it is made for. */
enum who
{
    WHO_NOBODY,
    WHO_LOW,  /* w1[15:0]                                                */
    WHO_HIGH, /* w1[31:16]                                               */
    WHO_OWN,  /* w1[31:16], or 0 for the hypervisor itself               */
    WHO_LIFE, /* w1[15:0], whose life begins or ends                     */
    WHO_RUN,  /* who was interrupted in the SP of w1[31:16]              */
};

static const uint8_t who_of[NR_CALLS] = {
    AT(NOTIFICATION_BIND) = WHO_LOW,
    AT(NOTIFICATION_UNBIND) = WHO_LOW,
    AT(NOTIFICATION_GET) = WHO_LOW,
    AT(NOTIFICATION_SET) = WHO_HIGH,
    AT(NOTIFICATION_BITMAP_CREATE) = WHO_LIFE,
    AT(NOTIFICATION_BITMAP_DESTROY) = WHO_LIFE,
    AT(MSG_SEND_DIRECT_REQ) = WHO_OWN,
    AT(MSG_SEND_DIRECT_REQ2) = WHO_OWN,
    AT(MSG_SEND2) = WHO_HIGH,
    AT(RXTX_UNMAP) = WHO_OWN,
    AT(RUN) = WHO_RUN,
};

/* Whose request an SP was interrupted in. */
static struct
{
    bool is;
    bool over; /* or so the mediator was told                               */
    uint16_t sender;
    uint16_t vcpu;
} suspended[PROGRAM_MAX_SPS];
STATE(suspended);

static void reset(void)
{
    canaries.nr = 0;
    memset(suspended, 0, sizeof(suspended));
}

static bool see_speaks(const struct event *event, uint16_t id,
                       struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    const char *name = ffa_name((uint32_t)event->arg[0]);

    if ( !view_in_call(event) || id == view_caller(cpu) )
        return true;
    return complain(complaint, view_site(event), name ? name : "?",
                    (int)cpu->call_index,
                    "d%u calls, and the SPMC is asked for %s on behalf of "
                    "endpoint 0x%x",
                    (unsigned int)cpu->call[0], name ? name : "?", id);
}

/* Some hook of this CPU is about the domain behind ID. */
static bool in_hook_of(const struct view_cpu *cpu, uint16_t id)
{
    for ( unsigned int i = 0; i < cpu->nr_activations; i++ )
        if ( cpu->activation[i].kind == EV_HOOK &&
             cpu->activation[i].domain + 1 == id )
            return true;
    return false;
}

/*
 * A VM's bitmap, and what SPs know of it, begin with it, and end with it or
 * later, but never while another VM, a domain with FF-A, lives under its ID.
 */
static bool see_life(const struct event *event, uint16_t id, bool begins,
                     struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    const struct view_domain *domain = view_endpoint(id);
    const char *name = ffa_name((uint32_t)event->arg[0]);

    if ( !id || (id & FFA_ID_SECURE) || in_hook_of(cpu, id) )
        return true;
    if ( view_in_call(event) && view_caller(cpu) == id )
        return true;
    if ( !begins && !(domain && domain->alive && domain->ffa) )
        return true;
    return complain(complaint, view_site(event), name ? name : "?", NO_EVENT,
                    "%s, which is not about d%u, asks for %s of endpoint 0x%x",
                    view_site(event), id - 1u, name ? name : "?", id);
}

/* The hypervisor speaks for itself (sender 0): of whose life? */
static bool see_own(const struct event *event, uint16_t sender,
                    struct complaint *complaint)
{
    uint32_t w2 = (uint32_t)event->arg[2];

    if ( sender )
        return see_speaks(event, sender, complaint);
    if ( !endpoint_is_call(event->arg[0], FFA_NR_MSG_SEND_DIRECT_REQ) )
        return true;
    if ( w2 != (FFA_FRAMEWORK_MESSAGE | FFA_MSG_VM_CREATED) &&
         w2 != (FFA_FRAMEWORK_MESSAGE | FFA_MSG_VM_DESTROYED) )
        return true;
    return see_life(event, (uint16_t)event->arg[5],
                    w2 == (FFA_FRAMEWORK_MESSAGE | FFA_MSG_VM_CREATED),
                    complaint);
}

static void see_direct(const struct event *event)
{
    uint64_t sp = event->arg[0] - PROGRAM_FIRST_SP;

    if ( sp >= PROGRAM_MAX_SPS )
        return;
    suspended[sp].over &= event->arg[2] != DIRECT_TAKEN;
    suspended[sp].is = event->arg[2] == DIRECT_SUSPENDED && !suspended[sp].over;
    suspended[sp].sender = (uint16_t)event->arg[1];
    suspended[sp].vcpu = (uint16_t)event->arg[3];
}

/* Who runs an SP gets the answer that another waits for. */
static bool see_run(const struct event *event, uint16_t id, uint16_t vcpu,
                    struct complaint *complaint)
{
    uint32_t sp = id - PROGRAM_FIRST_SP;

    if ( sp >= PROGRAM_MAX_SPS || !suspended[sp].is ||
         suspended[sp].vcpu != vcpu )
        return true;
    return see_speaks(event, suspended[sp].sender, complaint);
}

/* An error that lets nobody hope for the SP's answer. */
static bool is_final(const uint64_t *reply)
{
    int32_t status = (int32_t)reply[2];

    return (uint32_t)reply[0] == FFA_FID32(ERROR) && status != FFA_BUSY &&
           status != FFA_RETRY && status != FFA_INTERRUPTED &&
           status != FFA_INVALID_PARAMETERS;
}

/* Who is told that an SP is in no request, or is lied to, may believe it. */
static void see_answer(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    bool run = cpu->smc && endpoint_is_call(cpu->smc[0], FFA_NR_RUN);
    uint32_t sp;

    if ( !run &&
         !(cpu->smc &&
           (endpoint_is_call(cpu->smc[0], FFA_NR_MSG_SEND_DIRECT_REQ) ||
            endpoint_is_call(cpu->smc[0], FFA_NR_MSG_SEND_DIRECT_REQ2))) )
        return;
    sp = ((uint32_t)cpu->smc[1] >> (run ? 16 : 0) & 0xffff) - PROGRAM_FIRST_SP;
    if ( sp < PROGRAM_MAX_SPS &&
         (cpu->smc_hostile || (run && is_final(event->arg))) )
    {
        suspended[sp].is = false;
        suspended[sp].over = true;
    }
}

static bool see_smc(const struct event *event, struct complaint *complaint)
{
    uint16_t low = (uint16_t)event->arg[1];
    uint16_t high = (uint16_t)(event->arg[1] >> 16);

    if ( !request_is_ffa(event->arg[0]) )
        return true;
    switch ( (enum who)who_of[request_number(event->arg[0])] )
    {
    case WHO_LOW:
        return see_speaks(event, low, complaint);
    case WHO_OWN:
        return see_own(event, high, complaint);
    case WHO_RUN:
        return see_run(event, high, low, complaint);
    case WHO_HIGH:
        return see_speaks(event, high, complaint);
    case WHO_LIFE:
        return see_life(event, low,
                        endpoint_is_call(event->arg[0],
                                         FFA_NR_NOTIFICATION_BITMAP_CREATE),
                        complaint);
    default:
        return true;
    }
}

static unsigned int results(uint64_t x0, uint64_t reply)
{
    if ( endpoint_is_success(reply) )
        return request_results(x0);
    if ( reply == FFA_FID32(ERROR) )
        return 0x04;
    if ( (uint32_t)x0 == FFA_FID32(VERSION) )
        return 0;
    return 0xfe; /* Messages fill all of them. */
}

static void see_smc_return(const struct event *event, unsigned int index)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    struct canaries *seen = canaries_at(event->cpu);
    unsigned int defined;

    if ( !cpu->smc || !view_in_call(event) || !request_is_ffa(cpu->smc[0]) )
        return;
    if ( seen->call_index != cpu->call_index )
        seen->nr = 0;
    seen->call_index = cpu->call_index;
    defined = results(cpu->smc[0], event->arg[0]);
    for ( unsigned int i = 1; i < 8; i++ )
        if ( event->arg[i] >> 32 == CANARY_HIGH && !(defined & (1u << i)) &&
             seen->nr < MAX_SEEN )
        {
            seen->entry[seen->nr].low = (uint32_t)event->arg[i];
            seen->entry[seen->nr++].index = index;
        }
}

/* The index of the reply that VALUE was left in; NO_EVENT: none. */
static int find_canary(unsigned int cpu, uint64_t value)
{
    struct canaries *seen = canaries_at(cpu);

    if ( seen->call_index != view_cpu(cpu)->call_index )
        return NO_EVENT;
    for ( unsigned int i = 0; i < seen->nr; i++ )
        if ( seen->entry[i].low == (uint32_t)value )
            return (int)seen->entry[i].index;
    return NO_EVENT;
}

/* RET and CALL are arguments of the events: register N is at 2 + N. */
static bool check_leak(const struct event *event, const uint64_t *call,
                       struct complaint *complaint)
{
    const uint64_t *ret = event->arg;

    for ( unsigned int i = 1; i < 8; i++ )
    {
        uint64_t value = ret[2 + i];
        int from;

        if ( value == call[2 + i] ||
             (value >> 32 && value >> 32 != CANARY_HIGH) )
            continue;
        from = find_canary(event->cpu, value);
        if ( value >> 32 || (from != NO_EVENT && value >= TELLING) )
            return complain(complaint, view_site(event), "register", from,
                            "d%u finds 0x%llx in x%u, which the SPMC left in "
                            "a register that its reply does not define",
                            (unsigned int)ret[0], (unsigned long long)value, i);
    }
    return true;
}

/* Calls whose answer is another message. */
static const bool is_message[NR_CALLS] = {
    AT(RUN) = true,
    AT(MSG_SEND_DIRECT_REQ) = true,
    AT(MSG_SEND_DIRECT_REQ2) = true,
    AT(MSG_SEND) = true,
    AT(MSG_WAIT) = true,
    AT(MSG_POLL) = true,
    AT(YIELD) = true,
    AT(MEM_DONATE) = true,
    AT(MEM_LEND) = true,
    AT(MEM_SHARE) = true,
    AT(MEM_RETRIEVE_REQ) = true,
    AT(MEM_FRAG_RX) = true,
    AT(MEM_FRAG_TX) = true,
    AT(MEM_OP_PAUSE) = true,
    AT(MEM_OP_RESUME) = true,
};

static bool shape_is_right(uint64_t x0, const uint64_t *ret)
{
    int32_t status = (int32_t)ret[4];

    if ( ret[2] == ~0ull || ret[2] == UINT32_MAX )
        return true; /* An unknown function, or no common version. */
    if ( (uint32_t)x0 == FFA_FID32(VERSION) )
        return ret[2] < FFA_VERSION_MBZ;
    if ( ret[2] == FFA_FID32(ERROR) )
        return status >= FFA_NO_DATA && status <= FFA_NOT_SUPPORTED;
    if ( endpoint_is_success(ret[2]) )
        return true;
    return is_message[request_number(x0)] && ret[2] <= UINT32_MAX &&
           ffa_name((uint32_t)ret[2]);
}

static bool check_shape(const struct event *event, const uint64_t *call,
                        struct complaint *complaint)
{
    if ( !ffa_name((uint32_t)call[2]) || shape_is_right(call[2], event->arg) )
        return true;
    return complain(complaint, view_site(event), "reply",
                    (int)view_cpu(event->cpu)->call_index,
                    "d%u is answered x0=0x%llx x2=0x%llx, which is no reply to "
                    "this call",
                    (unsigned int)call[0], (unsigned long long)event->arg[2],
                    (unsigned long long)event->arg[4]);
}

/* A guest hears of no endpoint but itself, or the SPs that it schedules. */
static bool check_others(const struct event *event, const uint64_t *call,
                         struct complaint *complaint)
{
    uint16_t self = FFA_ID_OF_DOMAIN(call[0]);
    uint16_t other = self;

    if ( endpoint_is_call(event->arg[2], FFA_NR_MSG_SEND_DIRECT_RESP) ||
         endpoint_is_call(event->arg[2], FFA_NR_MSG_SEND_DIRECT_RESP2) )
        other = (uint16_t)event->arg[3];
    else if ( !endpoint_is_success(event->arg[2]) )
        return true;
    if ( endpoint_is_call(call[2], FFA_NR_ID_GET) )
        other = (uint16_t)event->arg[4];
    if ( endpoint_is_call(call[2], FFA_NR_NOTIFICATION_INFO_GET) )
        other =
            info_list_other(&event->arg[2], self, call[0] == VIEW_SCHEDULER);
    if ( other == self )
        return true;
    return complain(complaint, view_site(event), "endpoint", NO_EVENT,
                    "d%u, endpoint 0x%x, is told of endpoint 0x%x",
                    (unsigned int)call[0], self, other);
}

/* FF-A 1.1, 16.7: a bitmap that GET was not asked for is zero. */
static bool check_unasked(const struct event *event, const uint64_t *call,
                          struct complaint *complaint)
{
    static const uint32_t flag_of[8] = {
        [2] = FFA_GET_FROM_SPS, [3] = FFA_GET_FROM_SPS, [4] = FFA_GET_FROM_VMS,
        [5] = FFA_GET_FROM_VMS, [6] = FFA_GET_FROM_SPM, [7] = FFA_GET_FROM_HYP,
    };
    const uint64_t *ret = event->arg;

    if ( !endpoint_is_success(ret[2]) ||
         !endpoint_is_call(call[2], FFA_NR_NOTIFICATION_GET) )
        return true;
    for ( unsigned int i = 2; i < 8; i++ )
        if ( !(call[4] & flag_of[i]) && ret[2 + i] &&
             ret[2 + i] != call[2 + i] )
            return complain(complaint, view_site(event), "unasked bitmap",
                            (int)view_cpu(event->cpu)->call_index,
                            "d%u gets 0x%llx in w%u, a bitmap it did not ask "
                            "for",
                            (unsigned int)ret[0],
                            (unsigned long long)ret[2 + i], i);
    return true;
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    const uint64_t *call = view_cpu(event->cpu)->call;
    const struct view_domain *domain = view_domain(event->arg[0]);

    if ( !call || !domain || !domain->ffa || !request_is_ffa(call[2]) )
        return true;
    return check_leak(event, call, complaint) &&
           check_shape(event, call, complaint) &&
           check_unasked(event, call, complaint) &&
           check_others(event, call, complaint);
}

static bool see_return_high(const struct event *event,
                            struct complaint *complaint)
{
    if ( event->arg[2] >> 32 != CANARY_HIGH )
        return true;
    return complain(complaint, view_site(event), "register", NO_EVENT,
                    "d%u finds 0x%llx in x8 to x17, which the SPMC left there",
                    (unsigned int)event->arg[0],
                    (unsigned long long)event->arg[2]);
}

static bool see_virq(const struct event *event, struct complaint *complaint)
{
    const struct view_domain *domain = view_domain(event->arg[0]);

    if ( event->arg[2] != ENDPOINT_NPI || (domain && domain->present) )
        return true;
    return complain(complaint, view_site(event), "npi", NO_EVENT,
                    "%s injects an NPI into d%llu, which does not exist",
                    view_site(event), (unsigned long long)event->arg[0]);
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    switch ( event->kind )
    {
    case EV_SMC:
        return see_smc(event, complaint);
    case EV_SMC_RETURN:
        see_answer(event);
        see_smc_return(event, index);
        return true;
    case EV_RETURN:
        return see_return(event, complaint);
    case EV_RETURN_HIGH:
        return see_return_high(event, complaint);
    case EV_DIRECT:
        see_direct(event);
        return true;
    default:
        return see_virq(event, complaint);
    }
}

static const enum event_kind wants[] = {EV_SMC,     EV_SMC_RETURN,
                                        EV_RETURN,  EV_RETURN_HIGH,
                                        EV_VIRQ,    EV_DIRECT,
                                        EVENT_KINDS};

const struct oracle oracle_isolation = {
    .name = "isolation",
    .promise = "no endpoint, notification or register of one domain reaches "
               "another",
    .clause = "FF-A 1.1, 6.1 and 11.2: caller identity and result registers",
    .reset = reset,
    .wants = wants,
    .see = see,
};
