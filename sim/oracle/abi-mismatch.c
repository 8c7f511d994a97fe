/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guests are answered: a naive mediator that follows their calls, and says
 * what FF-A leaves no choice about. Versions and lists of partitions are in
 * files of their own, notifications in other oracles.
 */
#include <string.h>

#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "guest-list.h"
#include "guest-version.h"
#include "message.h"
#include "records.h"
#include "request.h"
#include "view.h"

#define NR_CALLS     (FFA_NR_LAST - FFA_NR_FIRST + 1)
#define AT(call)     [FFA_NR_##call - FFA_NR_FIRST]
#define BUFFER_BYTES 4096u /* of guests                                      */

/* What a call is at the virtual instance. */
enum offer
{
    MAY_BE,     /* if the mediator and the firmware have it                 */
    ALWAYS,     /* in every version that has it                             */
    NOT_GUESTS, /* a call of the physical instance                          */
};

static const uint8_t offers[NR_CALLS] = {
    AT(VERSION) = ALWAYS,
    AT(FEATURES) = ALWAYS,
    AT(ID_GET) = ALWAYS,
    AT(NORMAL_WORLD_RESUME) = NOT_GUESTS,
    AT(NOTIFICATION_BITMAP_CREATE) = NOT_GUESTS,
    AT(NOTIFICATION_BITMAP_DESTROY) = NOT_GUESTS,
    AT(RX_ACQUIRE) = NOT_GUESTS,
    AT(EL3_INTR_HANDLE) = NOT_GUESTS,
};

/* Calls that the SPMC decides on, where it is asked. */
static const bool is_handed_on[NR_CALLS] = {
    AT(RXTX_UNMAP) = true,        AT(RX_RELEASE) = true,
    AT(NOTIFICATION_BIND) = true, AT(NOTIFICATION_UNBIND) = true,
    AT(NOTIFICATION_SET) = true,  AT(NOTIFICATION_GET) = true,
    AT(MSG_SEND2) = true,         AT(MEM_RECLAIM) = true,
};

/* What a guest has been told that it has: a bit per call and convention. */
struct offered
{
    uint64_t calls[2];
};
RECORDS(struct offered, offered, PROGRAM_MAX_DOMAINS)

static uint32_t sps; /* that there are, a bit each                          */
STATE(sps);

/* The call that is open on a CPU. */
static struct open
{
    bool asked;         /* the SPMC, for the same                           */
    bool has_not;       /* an SMC was NOT_SUPPORTED                         */
    unsigned int index; /* of the last reply to what was asked              */
    uint64_t answer;    /* x0 of it                                         */
    uint64_t high;      /* OR of what came back in x8 to x17                */
    uint32_t changed;   /* of these: a bit each                             */
} opens[PROGRAM_MAX_CPUS];
STATE(opens);

/* What is in TX when a CPU makes its next call, or in the one that is open. */
static struct message
{
    bool is;
    uint64_t domain;
    uint64_t receiver;
    uint64_t offset;
    uint64_t size;
    uint64_t sender;
    uint64_t flags;
} messages[PROGRAM_MAX_CPUS];
STATE(messages);

static void reset(void)
{
    offered.nr = 0;
    sps = 0;
    memset(messages, 0, sizeof(messages));
    guest_version_reset();
    guest_list_reset();
}

static bool wrong(const struct event *event, struct complaint *complaint,
                  const char *object, const char *why)
{
    const uint64_t *call = view_cpu(event->cpu)->call;

    return complain(complaint, view_site(event), object,
                    (int)view_cpu(event->cpu)->call_index,
                    "d%u calls x0=0x%llx x1=0x%llx x2=0x%llx and is answered "
                    "x0=0x%llx x2=0x%llx: %s",
                    (unsigned int)call[0], (unsigned long long)call[2],
                    (unsigned long long)call[3], (unsigned long long)call[4],
                    (unsigned long long)event->arg[2],
                    (unsigned long long)event->arg[4], why);
}

/* The calls that DOMID was told it has, of the convention of FID. */
static uint64_t *offered_to(uint64_t domid, uint64_t fid)
{
    return &offered_at(domid)->calls[!!(fid & FFA_CONVENTION_64)];
}

static bool is_status(const uint64_t *ret, int32_t status)
{
    return ret[2] == FFA_FID32(ERROR) && (int32_t)ret[4] == status;
}

/* Why a guest of 1.MINOR cannot have FID; NULL: it may. */
static const char *not_for(uint32_t fid, int minor, bool bits32)
{
    if ( bits32 && (fid & FFA_CONVENTION_64) )
        return "a guest of 32 bits has no calls of 64";
    if ( !ffa_defined(fid, (unsigned int)minor) )
        return "there is no such call in its version of FF-A";
    if ( offers[request_number(fid)] == NOT_GUESTS )
        return "that is no call of a guest's";
    return NULL;
}

static bool must_have(uint32_t fid, int minor, bool bits32)
{
    return !not_for(fid, minor, bits32) &&
           offers[request_number(fid)] == ALWAYS;
}

/* FF-A 1.1, 13.3: what FEATURES says of a call holds when it is made. */
static bool check_features(const struct event *event, const uint64_t *call,
                           int minor, bool bits32, struct complaint *complaint)
{
    bool has = endpoint_is_success(event->arg[2]);
    uint32_t id = (uint32_t)call[3];
    const char *why;

    if ( !(id & FFA_FEATURE_FUNCTION) )
        return !has || (id >= FFA_FEATURE_NPI && id <= FFA_FEATURE_MEI + 1) ||
               wrong(event, complaint, "features", "there is no such feature");
    if ( !request_is_ffa(id) || (id & FFA_SVE_HINT) )
        return !has ||
               wrong(event, complaint, "features", "there is no such call");
    why = not_for(id, minor, bits32);
    if ( has && why )
        return wrong(event, complaint, "features", why);
    if ( !has && must_have(id, minor, bits32) )
        return wrong(event, complaint, "features",
                     "that is a call that every guest has");
    if ( !has && (*offered_to(call[0], id) >> request_number(id) & 1) )
        return wrong(event, complaint, "features",
                     "it was told that it has it");
    if ( has )
        *offered_to(call[0], id) |= 1ull << request_number(id);
    return true;
}

/* Calls that may be there for VMs only, or for SPs only. */
static const bool depends_on_whom[NR_CALLS] = {
    AT(NOTIFICATION_BIND) = true,
    AT(NOTIFICATION_UNBIND) = true,
    AT(NOTIFICATION_SET) = true,
    AT(MSG_SEND2) = true,
};

/* An SP that was listed as one that takes messages takes them. */
static bool promised(const struct event *event, const uint64_t *call)
{
    const struct message *message = &messages[event->cpu];

    if ( endpoint_is_call(call[2], FFA_NR_MSG_SEND2) )
        return message->is &&
               guest_list_takes_messages(call[0], message->receiver);
    return !depends_on_whom[request_number(call[2])] &&
           (*offered_to(call[0], call[2]) >> request_number(call[2]) & 1);
}

static bool check_offer(const struct event *event, const uint64_t *call,
                        int minor, bool bits32, struct complaint *complaint)
{
    bool refused = is_status(event->arg, FFA_NOT_SUPPORTED);
    uint32_t fid = (uint32_t)call[2];
    const char *why = not_for(fid, minor, bits32);

    if ( why && !refused )
        return wrong(event, complaint, "call", why);
    if ( !refused || opens[event->cpu].has_not || fid == FFA_FID32(FEATURES) )
        return true;
    if ( must_have(fid, minor, bits32) )
        return wrong(event, complaint, "call",
                     "that is a call that every guest has");
    if ( promised(event, call) )
        return wrong(event, complaint, "call", "it was told that it has it");
    return true;
}

/* Table 11.2 and its kin. */
static bool check_registers(const struct event *event, const uint64_t *call,
                            struct complaint *complaint)
{
    const uint64_t *x = &event->arg[2];
    bool success = endpoint_is_success(x[0]);
    unsigned int used = success ? request_results(call[2]) : 0xfe;

    if ( (uint32_t)x[0] == UINT32_MAX )
        return wrong(event, complaint, "register",
                     "no call of FF-A is unknown");
    if ( x[0] == FFA_FID32(ERROR) )
        used = 0x04;
    for ( unsigned int i = 1; i < 8; i++ )
    {
        if ( x[i] == call[2 + i] )
            continue; /* It is the guest's own.                           */
        if ( x[i] && !(used & (1u << i)) )
            return wrong(event, complaint, "register",
                         "a register that this reply does not have is not 0");
        if ( x[i] >> 32 && !(x[0] & FFA_CONVENTION_64) )
            return wrong(event, complaint, "register",
                         "a reply of 32 bits has something above them");
    }
    return true;
}

/* SMCCC 1.2: what is no result is as it was; 0 is no harm to a guest of 1.2. */
static bool check_high(const struct event *event, const uint64_t *call,
                       int minor, struct complaint *complaint)
{
    const struct open *open = &opens[event->cpu];
    bool results = event->arg[2] == FFA_FID64(MSG_SEND_DIRECT_RESP2) ||
                   ((uint32_t)call[2] == FFA_FID64(PARTITION_INFO_GET_REGS) &&
                    event->arg[2] == FFA_FID64(SUCCESS));

    if ( !open->changed || results || (minor >= 2 && !open->high) )
        return true;
    return wrong(event, complaint, "x8 to x17",
                 "registers beyond x7 are not as they were");
}

static bool check_answer(const struct event *event, const uint64_t *call,
                         struct complaint *complaint)
{
    const struct open *open = &opens[event->cpu];

    if ( !open->asked || !is_handed_on[request_number(call[2])] ||
         !endpoint_is_success(event->arg[2]) ||
         endpoint_is_success((uint32_t)open->answer) )
        return true;
    return complain(complaint, view_site(event), "answer", (int)open->index,
                    "d%u is told SUCCESS, and the SPMC has answered 0x%llx",
                    (unsigned int)call[0], (unsigned long long)open->answer);
}

/* What is wrong with a message of MINOR; NULL: nothing. FF-A 1.2, 15.1. */
static const char *flaw_of(const struct message *message, int minor)
{
    uint64_t header = minor >= 2 ? sizeof(struct ffa_message_1_2)
                                 : sizeof(struct ffa_message_1_1);

    if ( message->sender != FFA_ID_OF_DOMAIN(message->domain) )
        return "the message names another sender";
    if ( message->receiver == message->sender )
        return "the message is for its sender";
    if ( message->flags )
        return "the message has flags";
    if ( !message->size )
        return "the message is empty";
    if ( message->offset < header )
        return "the message is in its header";
    if ( message->offset + message->size > BUFFER_BYTES )
        return "the message is longer than the buffer";
    return NULL;
}

static bool check_message(const struct event *event, const uint64_t *call,
                          int minor, struct complaint *complaint)
{
    const struct message *message = &messages[event->cpu];
    uint64_t sp = message->receiver - PROGRAM_FIRST_SP;
    const char *flaw;

    if ( !endpoint_is_call(call[2], FFA_NR_MSG_SEND2) || !message->is )
        return true;
    flaw = flaw_of(message, minor);
    if ( flaw && endpoint_is_success(event->arg[2]) )
        return wrong(event, complaint, "message", flaw);
    if ( flaw || !is_status(event->arg, FFA_INVALID_PARAMETERS) ||
         (uint32_t)call[3] || (uint32_t)call[4] || opens[event->cpu].asked ||
         view.excuses || sp >= PROGRAM_MAX_SPS || !(sps >> sp & 1) )
        return true;
    return wrong(event, complaint, "message", "nothing is wrong with it");
}

static bool check_reply(const struct event *event, const uint64_t *call,
                        struct complaint *complaint)
{
    const struct guest_version *version = guest_version_of(call[0]);
    int minor = guest_version_minor(version);

    if ( (uint32_t)call[2] == FFA_FID32(VERSION) )
        return true;
    if ( !version->unsure && !version->in_force &&
         !is_status(event->arg, FFA_NOT_SUPPORTED) )
        return wrong(event, complaint, "version",
                     "no version has been negotiated");
    if ( !check_registers(event, call, complaint) ||
         !check_answer(event, call, complaint) )
        return false;
    if ( minor < 0 )
        return true;
    if ( !check_high(event, call, minor, complaint) ||
         !check_offer(event, call, minor, version->bits32, complaint) ||
         !check_message(event, call, minor, complaint) )
        return false;
    if ( (uint32_t)call[2] == FFA_FID32(FEATURES) )
        return check_features(event, call, minor, version->bits32, complaint);
    return !endpoint_is_success(event->arg[2]) ||
           guest_list_return(event, call, complaint);
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    const uint64_t *call = view_cpu(event->cpu)->call;
    const struct view_domain *domain = view_domain(event->arg[0]);
    bool kept;

    if ( !call || !domain || !domain->ffa )
        return true;
    kept = !request_is_ffa(call[2]) || check_reply(event, call, complaint);
    guest_list_returned(event);
    messages[event->cpu].is = false;
    return kept && guest_version_return(event, call, complaint);
}

static bool see_call(const struct event *event, struct complaint *complaint)
{
    struct message *message = &messages[event->cpu];

    (void)complaint;
    opens[event->cpu] = (struct open){0};
    message->is &= message->domain == event->arg[0] &&
                   endpoint_is_call(event->arg[2], FFA_NR_MSG_SEND2);
    guest_version_call(event);
    guest_list_call(event);
    return true;
}

static bool see_return_high(const struct event *event,
                            struct complaint *complaint)
{
    (void)complaint;
    opens[event->cpu].high = event->arg[2];
    opens[event->cpu].changed = (uint32_t)event->arg[3];
    return true;
}

static bool see_smc_return(const struct event *event,
                           struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    struct open *open = &opens[event->cpu];

    (void)complaint;
    if ( !cpu->smc || !view_in_call(event) || !request_is_ffa(cpu->smc[0]) ||
         !request_is_ffa(cpu->call[2]) )
        return true;
    open->has_not |=
        cpu->smc_hostile || ((uint32_t)event->arg[0] == FFA_FID32(ERROR) &&
                             (int32_t)event->arg[2] == FFA_NOT_SUPPORTED);
    if ( request_number(cpu->smc[0]) != request_number(cpu->call[2]) )
        return true;
    open->asked = true;
    open->answer = event->arg[0];
    open->index = view.now;
    return true;
}

static bool see_send(const struct event *event, struct complaint *complaint)
{
    (void)complaint;
    messages[event->cpu] = (struct message){
        .is = true,
        .domain = event->arg[0],
        .receiver = event->arg[1],
        .offset = event->arg[2],
        .size = event->arg[3],
        .sender = event->arg[4],
        .flags = event->arg[5],
    };
    return true;
}

/* What is written while a call is open may be in a buffer of it. */
static bool see_write(const struct event *event, struct complaint *complaint)
{
    (void)event;
    (void)complaint;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        messages[cpu].is = false;
    guest_list_write();
    return true;
}

static bool see_domain(const struct event *event, struct complaint *complaint)
{
    (void)complaint;
    guest_list_domain(event);
    guest_version_domain(event);
    if ( event->arg[0] < PROGRAM_MAX_DOMAINS && event->kind == EV_DOMAIN &&
         event->arg[1] == DOMAIN_CREATED )
        *offered_at(event->arg[0]) = (struct offered){0};
    return true;
}

static bool see_sp(const struct event *event, struct complaint *complaint)
{
    uint64_t sp = event->arg[0] - PROGRAM_FIRST_SP;

    (void)complaint;
    if ( sp < PROGRAM_MAX_SPS )
        sps |= 1u << sp;
    return true;
}

/* What is wanted, and who looks at it. */
#define HANDLERS(X)                                                            \
    X(SP, see_sp)                                                              \
    X(CALL, see_call)                                                          \
    X(RETURN, see_return)                                                      \
    X(RETURN_HIGH, see_return_high)                                            \
    X(SMC_RETURN, see_smc_return)                                              \
    X(GUEST_SEND, see_send)                                                    \
    X(GUEST_WRITE, see_write)                                                  \
    X(GUEST_PARTITION, guest_list_entry)                                       \
    X(SECURE_ACCESS, see_write)                                                \
    X(DOMAIN, see_domain)                                                      \
    X(DOMAIN_CREATE, see_domain)

ORACLE_DISPATCH(HANDLERS)

const struct oracle oracle_abi_mismatch = {
    .name = "abi-mismatch",
    .promise = "a guest is answered what its version of FF-A says",
    .clause = "FF-A 1.2, 11 to 15: calls at the virtual instance",
    .reset = reset,
    .wants = wants,
    .see = see,
};
