/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the SPMC has answered with success is the state; what it answered
 * against the rules leaves the state unknown, and unknown state forbids nothing.
 */
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "ffa.h"
#include "records.h"
#include "partition-info.h"
#include "request.h"
#include "view.h"

enum presence
{
    STATE_ABSENT,
    STATE_PRESENT,
    STATE_UNKNOWN,
};

struct thing
{
    enum presence state;
    bool undo_tried;   /* the mediator asked for its end and was refused    */
    unsigned int made; /* index of the call that made it, or ended it       */
};

struct vm
{
    struct thing bitmap;
    unsigned int vcpus;
    struct thing created[PROGRAM_MAX_SPS]; /* VM_CREATED accepted           */
};

static struct
{
    bool settled; /* a version was agreed on                                */
    bool used;    /* another call followed                                  */
    uint32_t asked;
    uint32_t version;
    struct thing rxtx;
    uint32_t properties[PROGRAM_MAX_SPS];
    bool properties_known;
    bool messages_unknown;
} spmc;
STATE(spmc);

/* By ID: 0 is the hypervisor. */
RECORDS(struct vm, vms, PROGRAM_MAX_DOMAINS + 1)

static void reset(void)
{
    vms.nr = 0;
    memset(&spmc, 0, sizeof(spmc));
}

static struct vm *vm_of(uint64_t id)
{
    uint64_t i = id & 0xffff;

    return i <= PROGRAM_MAX_DOMAINS ? vms_at(i) : NULL;
}

struct request
{
    const uint64_t *x;
    uint32_t fid;
    const struct event *event;
    struct complaint *complaint;
};

static const char *name_of(uint32_t fid)
{
    const char *name = ffa_name(fid);

    return name ? name : "an unknown function";
}

static bool refuse(const struct request *request, int earlier, const char *why)
{
    const char *site = view_site(request->event);
    const char *name = name_of(request->fid);

    return complain(request->complaint, site, name, earlier,
                    "%s asks the SPMC for %s (w1=0x%x w2=0x%x w3=0x%x): %s",
                    site, name, (uint32_t)request->x[1],
                    (uint32_t)request->x[2], (uint32_t)request->x[3], why);
}

/* Before the answer. */

static bool ask_create(const struct request *request)
{
    const struct vm *vm = vm_of(request->x[1]);

    if ( !(request->x[1] & 0xffff) && view_in_hook(request->event) )
        return refuse(request, NO_EVENT, "ID 0 is the hypervisor's own");
    if ( vm && vm->bitmap.state == STATE_PRESENT && !vm->bitmap.undo_tried )
        return refuse(request, (int)vm->bitmap.made,
                      "this VM has its bitmap already");
    return true;
}

static bool ask_destroy(const struct request *request)
{
    const struct vm *vm = vm_of(request->x[1]);

    if ( vm && vm->bitmap.state == STATE_ABSENT )
        return refuse(request,
                      vm->bitmap.made ? (int)vm->bitmap.made : NO_EVENT,
                      "this VM has no bitmap");
    return true;
}

/* BIND, UNBIND, GET: the receiver. */
static bool ask_receiver(const struct request *request)
{
    const struct vm *vm = vm_of(request->x[1]);

    if ( !vm || vm->bitmap.state == STATE_ABSENT )
        return refuse(request, NO_EVENT, "this VM has no bitmap");
    return true;
}

static bool ask_get(const struct request *request)
{
    const struct vm *vm = vm_of(request->x[1]);

    if ( !ask_receiver(request) )
        return false;
    if ( vm->bitmap.state == STATE_PRESENT &&
         (uint32_t)request->x[1] >> FFA_SET_VCPU_SHIFT >= vm->vcpus )
        return refuse(request, (int)vm->bitmap.made,
                      "this VM was created with fewer vCPUs");
    return true;
}

static bool ask_map(const struct request *request)
{
    bool own = request->x[1] || request->x[2] || request->x[3];

    if ( own && spmc.rxtx.state == STATE_PRESENT )
        return refuse(request, (int)spmc.rxtx.made,
                      "the hypervisor's buffers are mapped already");
    if ( !own && spmc.rxtx.state == STATE_ABSENT )
        return refuse(request, NO_EVENT,
                      "the hypervisor's own buffers are not mapped");
    return true;
}

static bool ask_unmap(const struct request *request)
{
    if ( !((uint32_t)request->x[1] >> 16) && spmc.rxtx.state == STATE_ABSENT )
        return refuse(request, NO_EVENT,
                      "the hypervisor's buffers are not mapped");
    return true;
}

/* Of a VM_CREATED or VM_DESTROYED: the SP's index, or PROGRAM_MAX_SPS. */
static unsigned int message_sp(const uint64_t *x)
{
    unsigned int sp = (unsigned int)(x[1] & 0xffff) - PROGRAM_FIRST_SP;

    if ( sp >= PROGRAM_MAX_SPS || !request_is_vm_message(x) )
        return PROGRAM_MAX_SPS;
    return sp;
}

static bool is_destroyed(const uint64_t *x)
{
    return ((uint32_t)x[2] & ~FFA_FRAMEWORK_MESSAGE) == FFA_MSG_VM_DESTROYED;
}

/* SPs that are told of ends only may be told of any number of them. */
static bool hears_of_begins(unsigned int sp)
{
    return spmc.properties_known && (spmc.properties[sp] & FFA_PROP_VM_CREATED);
}

static bool ask_message(const struct request *request)
{
    unsigned int sp = message_sp(request->x);
    const struct vm *vm = vm_of(request->x[5]);
    bool destroyed = is_destroyed(request->x);
    const struct thing *created;

    if ( sp == PROGRAM_MAX_SPS || !vm || spmc.messages_unknown )
        return true;
    if ( spmc.properties_known &&
         !(spmc.properties[sp] &
           (destroyed ? FFA_PROP_VM_DESTROYED : FFA_PROP_VM_CREATED)) )
        return refuse(request, NO_EVENT, "the SP did not ask for this message");
    created = &vm->created[sp];
    if ( destroyed && created->state == STATE_ABSENT && hears_of_begins(sp) )
        return refuse(request, created->made ? (int)created->made : NO_EVENT,
                      "the SP does not know this VM");
    /* An SP that never hears of an end meets the next VM of an ID like this. */
    if ( !destroyed && created->state == STATE_PRESENT &&
         (spmc.properties[sp] & FFA_PROP_VM_DESTROYED) )
        return refuse(request, (int)created->made,
                      "the SP knows this VM already");
    return true;
}

/* After it. */

static void settle(struct thing *thing, bool present, bool hostile,
                   unsigned int index)
{
    thing->state =
        hostile ? STATE_UNKNOWN : (present ? STATE_PRESENT : STATE_ABSENT);
    thing->undo_tried = false;
    thing->made = index;
}

static bool succeeded(const uint64_t *reply)
{
    return reply[0] == FFA_FID32(SUCCESS) || reply[0] == FFA_FID64(SUCCESS);
}

static void answer_version(const struct view_cpu *cpu, const uint64_t *reply)
{
    uint32_t asked = (uint32_t)cpu->smc[1], version = (uint32_t)reply[0];

    if ( version & FFA_VERSION_MBZ )
        return;
    spmc.settled = true;
    spmc.asked = asked;
    spmc.version = version < asked ? version : asked;
}

static void answer_create(const struct view_cpu *cpu, const uint64_t *reply)
{
    struct vm *vm = vm_of(cpu->smc[1]);

    if ( !vm || (!cpu->smc_hostile && !succeeded(reply)) )
        return;
    settle(&vm->bitmap, true, cpu->smc_hostile, cpu->smc_index);
    vm->vcpus = (uint32_t)cpu->smc[2];
}

static void answer_destroy(const struct view_cpu *cpu, const uint64_t *reply)
{
    struct vm *vm = vm_of(cpu->smc[1]);

    if ( !vm )
        return;
    vm->bitmap.undo_tried = true;
    if ( cpu->smc_hostile || succeeded(reply) )
        settle(&vm->bitmap, false, cpu->smc_hostile && !succeeded(reply),
               cpu->smc_index);
}

static void answer_map(const struct view_cpu *cpu, const uint64_t *reply)
{
    bool own = cpu->smc[1] || cpu->smc[2] || cpu->smc[3];

    if ( own && (cpu->smc_hostile || succeeded(reply)) )
        settle(&spmc.rxtx, true, cpu->smc_hostile, cpu->smc_index);
}

static void answer_unmap(const struct view_cpu *cpu, const uint64_t *reply)
{
    bool own = !((uint32_t)cpu->smc[1] >> 16);

    if ( own && (cpu->smc_hostile || succeeded(reply)) )
        settle(&spmc.rxtx, false, cpu->smc_hostile, cpu->smc_index);
}

/* What the SP decided is a fact of its own: see_vm_message(). Until then nobody
 * knows, and never if the mediator was told otherwise. */
static void answer_message(const struct view_cpu *cpu, const uint64_t *reply)
{
    unsigned int sp = message_sp(cpu->smc);
    struct vm *vm = vm_of(cpu->smc[5]);

    if ( sp < PROGRAM_MAX_SPS && vm &&
         (cpu->smc_hostile || reply[0] == FFA_FID32(INTERRUPT) ||
          reply[0] == FFA_FID32(YIELD) ||
          (is_destroyed(cpu->smc) && reply[0] == FFA_FID32(ERROR))) )
        settle(&vm->created[sp], false, true, cpu->smc_index);
}

/* The end of a message that was interrupted. Whose, a lie does not say. */
static void answer_run(const struct view_cpu *cpu, const uint64_t *reply)
{
    (void)reply;
    spmc.messages_unknown |= cpu->smc_hostile;
}

/* What it was told of SPs may be anything then. */
static void answer_partitions(const struct view_cpu *cpu, const uint64_t *reply)
{
    (void)reply;
    if ( cpu->smc_hostile )
        spmc.properties_known = false;
}

struct rule
{
    bool (*ask)(const struct request *request);
    void (*answer)(const struct view_cpu *cpu, const uint64_t *reply);
};

#define AT(call) [FFA_NR_##call - FFA_NR_FIRST]

static const struct rule rules[FFA_NR_LAST - FFA_NR_FIRST + 1] = {
    AT(VERSION) = {NULL, answer_version},
    AT(NOTIFICATION_BITMAP_CREATE) = {ask_create, answer_create},
    AT(NOTIFICATION_BITMAP_DESTROY) = {ask_destroy, answer_destroy},
    AT(NOTIFICATION_BIND) = {ask_receiver, NULL},
    AT(NOTIFICATION_UNBIND) = {ask_receiver, NULL},
    AT(NOTIFICATION_GET) = {ask_get, NULL},
    AT(RXTX_MAP) = {ask_map, answer_map},
    AT(RXTX_UNMAP) = {ask_unmap, answer_unmap},
    AT(MSG_SEND_DIRECT_REQ) = {ask_message, answer_message},
    AT(RUN) = {NULL, answer_run},
    AT(PARTITION_INFO_GET) = {NULL, answer_partitions},
    AT(PARTITION_INFO_GET_REGS) = {NULL, answer_partitions},
};

static const struct rule *rule_of(uint32_t fid)
{
    SIM_BUG_ON(!request_is_ffa(fid));
    return &rules[(fid & 0xffff) - FFA_NR_FIRST];
}

/* A version first; then the calls it has, and no other version. */
static bool check_version(const struct request *request)
{
    bool version = request->fid == FFA_FID32(VERSION);

    if ( version && spmc.used && (uint32_t)request->x[1] != spmc.version &&
         (uint32_t)request->x[1] != spmc.asked )
        return refuse(request, NO_EVENT,
                      "the version was settled and used already");
    if ( version )
        return true;
    spmc.used = spmc.settled;
    if ( !spmc.settled )
        return refuse(request, NO_EVENT, "no version was settled yet");
    if ( !ffa_defined(request->fid, spmc.version & 0xffff) )
        return refuse(request, NO_EVENT,
                      "the version that was settled has no such call");
    return true;
}

static bool check_fidelity(const struct request *request)
{
    const struct view_cpu *cpu = view_cpu(request->event->cpu);

    if ( !view_in_call(request->event) ||
         request_is_the_same(request->x, &cpu->call[2]) )
        return true;
    return refuse(request, (int)cpu->call_index,
                  "this is not what the guest asked for");
}

static bool see_smc(const struct event *event, struct complaint *complaint)
{
    struct request request = {
        .x = event->arg,
        .fid = (uint32_t)event->arg[0] & ~FFA_SVE_HINT,
        .event = event,
        .complaint = complaint,
    };
    const struct rule *rule;
    const char *why;

    if ( !request_is_ffa(event->arg[0]) )
        return true;
    if ( !check_version(&request) )
        return false;
    if ( request_mbz(event->arg) )
        return refuse(&request, NO_EVENT, "a bit is set that must be zero");
    why = request_forbidden(event->arg);
    if ( why )
        return refuse(&request, NO_EVENT, why);
    rule = rule_of(request.fid);
    return check_fidelity(&request) && (!rule->ask || rule->ask(&request));
}

static void see_smc_return(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    const struct rule *rule;

    if ( !cpu->smc || !request_is_ffa(cpu->smc[0]) )
        return;
    rule = rule_of((uint32_t)cpu->smc[0] & ~FFA_SVE_HINT);
    if ( rule->answer )
        rule->answer(cpu, event->arg);
}

/* x8 and up are arguments of some 64-bit calls, and of no other. */
static bool see_smc_high(const struct event *event, struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);

    if ( !event->arg[0] || !cpu->smc || (cpu->smc[0] & FFA_CONVENTION_64) )
        return true;
    return complain(complaint, view_site(event), name_of((uint32_t)cpu->smc[0]),
                    (int)cpu->smc_index,
                    "%s makes a 32-bit call with 0x%llx in x8 to x17",
                    view_site(event), (unsigned long long)event->arg[0]);
}

/* An SP that refuses to hear of an end, for good, may think what it likes. */
static void see_vm_message(const struct event *event)
{
    uint64_t sp = event->arg[0] - PROGRAM_FIRST_SP;
    struct vm *vm = vm_of(event->arg[1]);
    bool destroyed = event->arg[2];
    int32_t status = (int32_t)event->arg[3];

    if ( sp >= PROGRAM_MAX_SPS || !vm )
        return;
    if ( !status ||
         (destroyed && status != FFA_RETRY && status != FFA_INTERRUPTED) )
        settle(&vm->created[sp], !destroyed, status,
               view_cpu(event->cpu)->smc_index);
}

static void see_sp(const struct event *event)
{
    uint64_t sp = event->arg[0] - PROGRAM_FIRST_SP;

    if ( sp >= PROGRAM_MAX_SPS )
        return;
    spmc.properties[sp] = (uint32_t)event->arg[1];
    spmc.properties_known = true;
}

/* FF-A 1.1, 16.1: a bitmap is made for as many vCPUs as the VM has. One that
 * outlived its VM is not that of a domain without FF-A. */
static bool see_domain_create(const struct event *event,
                              struct complaint *complaint)
{
    const struct vm *vm = vm_of(event->arg[0] + 1);

    if ( !vm || !event->arg[2] || event->arg[3] ||
         vm->bitmap.state != STATE_PRESENT || vm->vcpus == event->arg[1] )
        return true;
    return complain(complaint, "domain_init", "NOTIFICATION_BITMAP_CREATE",
                    (int)vm->bitmap.made,
                    "d%u has %u vCPUs, and its bitmap was created for %u",
                    (unsigned int)event->arg[0], (unsigned int)event->arg[1],
                    vm->vcpus);
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    (void)index;
    switch ( event->kind )
    {
    case EV_SMC:
        return see_smc(event, complaint);
    case EV_SMC_HIGH:
        return see_smc_high(event, complaint);
    case EV_SMC_RETURN:
        see_smc_return(event);
        return true;
    case EV_SP:
        see_sp(event);
        return true;
    case EV_VM_MESSAGE:
        see_vm_message(event);
        return true;
    default:
        return see_domain_create(event, complaint);
    }
}

static const enum event_kind wants[] = {EV_SMC,        EV_SMC_HIGH,
                                        EV_SMC_RETURN, EV_SP,
                                        EV_VM_MESSAGE, EV_DOMAIN_CREATE,
                                        EVENT_KINDS};

const struct oracle oracle_spmc_protocol = {
    .name = "spmc-protocol",
    .promise = "the SPMC is asked for nothing that FF-A forbids to ask",
    .clause = "FF-A 1.1, 13 to 16: calls at the non-secure physical instance",
    .reset = reset,
    .wants = wants,
    .see = see,
};
