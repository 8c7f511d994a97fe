/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who has a guest's RX buffer. FF-A 1.1, 4.2 and 7.2: a producer writes it when
 * it is empty; from then on it is the consumer's until it is released. Where the
 * SPMC keeps the buffer too, its idea and that of the mediator are one.
 */
#include <string.h>

#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "records.h"
#include "view.h"

#define MAX_WRITTEN 8u

struct buffer
{
    bool full;           /* the guest has it                                */
    bool open;           /* it has or has not: released while it was filled */
    bool known;          /* the SPMC keeps it                               */
    unsigned int owner;  /* enum log_rx_owner, as the SPMC has it           */
    unsigned int since;  /* index of the event that says so                 */
    unsigned int mapped; /* index of the event that the SPMC got it with    */
    unsigned int filled; /* index of what filled it                         */
    unsigned int read;   /* index of the guest's look at it                 */
};

/* By endpoint: the hypervisor, then VMs. */
RECORDS(struct buffer, buffers, PROGRAM_MAX_DOMAINS + 1)

/* Frames that an SP has written: their owner gave them away. */
static struct
{
    unsigned int nr;
    uint64_t frame[MAX_WRITTEN];
} written;
STATE(written);

/* Of calls that are open. */
static struct
{
    uint64_t receiver; /* whose buffer it may fill; 0: nobody's             */
    uint64_t gives;    /* whose buffer it gives back; 0: nobody's           */
    bool released;     /* the receiver's, by another meanwhile              */
    bool was_full;     /* the other                                         */
    bool was_open;
} calls[PROGRAM_MAX_CPUS];
STATE(calls);

/*
 * A header changed while it was read, or the guest has another page where its TX
 * was: who got the message is not known.
 */
static bool unsure;
STATE(unsure);

static void reset(void)
{
    buffers.nr = 0;
    written.nr = 0;
    unsure = false;
    memset(calls, 0, sizeof(calls));
}

static struct buffer *buffer_of(uint64_t endpoint)
{
    return endpoint <= PROGRAM_MAX_DOMAINS ? buffers_at(endpoint) : NULL;
}

/* Is a call open that gives ENDPOINT's buffer back? */
static bool is_given_back(uint64_t endpoint)
{
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( endpoint && calls[cpu].gives == endpoint )
            return true;
    return false;
}

/*
 * BUFFER is given back. Calls that are open have filled it before that, or will,
 * and others that would give it back may have come too late.
 */
static void let_go(uint64_t endpoint, struct buffer *buffer)
{
    buffer->open |= buffer->full;
    buffer->full = false;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        calls[cpu].released |= calls[cpu].receiver == endpoint;
        if ( calls[cpu].gives != endpoint )
            continue;
        calls[cpu].was_open |= calls[cpu].was_full;
        calls[cpu].was_full = false;
    }
}

/* A call on CPU that is about to fill the buffer of RECEIVER. */
static void begin_to_fill(unsigned int cpu, uint64_t receiver)
{
    calls[cpu].receiver = receiver;
    calls[cpu].released = false;
}

/* The call on CPU has filled a buffer: is it full still? */
static bool is_certain(unsigned int cpu)
{
    return !calls[cpu].released && !is_given_back(calls[cpu].receiver);
}

/* Guests' calls. EVENT is the return, of a success. */

static bool fill(const struct event *event, struct buffer *buffer,
                 struct complaint *complaint)
{
    unsigned int before = buffer->filled;

    buffer->filled = view.now;
    buffer->open = !is_certain(event->cpu);
    if ( buffer->open )
        return true;
    if ( buffer->full && !unsure )
        return complain(complaint, view_site(event), "rx", (int)before,
                        "d%u is given its RX buffer again, and has not "
                        "released it",
                        (unsigned int)event->arg[0]);
    buffer->full = true;
    if ( !buffer->known || buffer->owner != RX_SPMC || view.excuses )
        return true;
    return complain(complaint, view_site(event), "rx", (int)buffer->since,
                    "d%u is given its RX buffer, which the SPMC believes to be "
                    "empty",
                    (unsigned int)event->arg[0]);
}

static bool partitions(const struct event *event, const uint64_t *call,
                       struct buffer *buffer, struct complaint *complaint)
{
    if ( call[2 + 5] & FFA_PARTITION_INFO_COUNT_BIT )
        return true;
    return fill(event, buffer, complaint);
}

static bool release(const struct event *event, const uint64_t *call,
                    struct buffer *buffer, struct complaint *complaint)
{
    (void)call;
    if ( !buffer->known || buffer->owner != RX_RECEIVER || view.excuses ||
         buffer->since > view_cpu(event->cpu)->call_index )
        return true;
    return complain(complaint, view_site(event), "rx", (int)buffer->since,
                    "d%u has released its RX buffer, and the SPMC was not told",
                    (unsigned int)event->arg[0]);
}

static bool unmap(const struct event *event, const uint64_t *call,
                  struct buffer *buffer, struct complaint *complaint)
{
    (void)call;
    if ( !buffer->known || view.excuses ||
         buffer->mapped > view_cpu(event->cpu)->call_index )
        return true;
    return complain(complaint, view_site(event), "rx", (int)buffer->since,
                    "d%u has unmapped its buffers, and the SPMC has them still",
                    (unsigned int)event->arg[0]);
}

/* A message to a VM fills its buffer. */
static bool send(const struct event *event, const uint64_t *call,
                 struct buffer *buffer, struct complaint *complaint)
{
    struct buffer *to = buffer_of(calls[event->cpu].receiver);
    bool overwritten = to && to->full && !unsure;

    (void)call;
    (void)buffer;
    unsure |= !calls[event->cpu].receiver;
    if ( !to || !calls[event->cpu].receiver )
        return true;
    to->open = !is_certain(event->cpu);
    if ( to->open )
        return true;
    if ( overwritten )
        return complain(complaint, view_site(event), "rx", (int)to->filled,
                        "a message of d%u is put into the RX buffer of "
                        "endpoint 0x%x, which is full",
                        (unsigned int)event->arg[0],
                        (unsigned int)calls[event->cpu].receiver);
    to->full = true;
    to->filled = view.now;
    return true;
}

static const struct
{
    uint32_t fid;
    bool (*see)(const struct event *event, const uint64_t *call,
                struct buffer *buffer, struct complaint *complaint);
} replies[] = {
    {FFA_FID32(PARTITION_INFO_GET), partitions},
    {FFA_FID32(RX_RELEASE), release},
    {FFA_FID32(RXTX_UNMAP), unmap},
    {FFA_FID32(MSG_SEND2), send},
};

static bool gives_back(uint64_t fid)
{
    return (uint32_t)fid == FFA_FID32(RX_RELEASE) ||
           (uint32_t)fid == FFA_FID32(RXTX_UNMAP);
}

/* From here on, not from its return, others may fill what it gives back. */
static bool see_call(const struct event *event, struct complaint *complaint)
{
    uint32_t endpoint = FFA_ID_OF_DOMAIN(event->arg[0]);
    struct buffer *buffer = buffer_of(endpoint);

    (void)complaint;
    if ( (uint32_t)event->arg[2] == FFA_FID32(PARTITION_INFO_GET) )
        begin_to_fill(event->cpu, endpoint);
    if ( !buffer || !gives_back(event->arg[2]) )
        return true;
    calls[event->cpu].gives = endpoint;
    calls[event->cpu].was_full = buffer->full;
    calls[event->cpu].was_open = buffer->open;
    buffer->full = false;
    buffer->open = false;
    return true;
}

static bool judge(const struct event *event, const uint64_t *call,
                  struct complaint *complaint)
{
    struct buffer *buffer = buffer_of(FFA_ID_OF_DOMAIN(event->arg[0]));

    if ( !call || !buffer )
        return true;
    if ( !endpoint_is_success(event->arg[2]) )
    {
        buffer->full |= calls[event->cpu].was_full;
        buffer->open |= calls[event->cpu].was_open;
        return true;
    }
    if ( calls[event->cpu].gives )
        let_go(calls[event->cpu].gives, buffer);
    for ( unsigned int i = 0; i < sizeof(replies) / sizeof(replies[0]); i++ )
        if ( replies[i].fid == (uint32_t)call[2] )
            return replies[i].see(event, call, buffer, complaint);
    return true;
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    bool kept = judge(event, view_cpu(event->cpu)->call, complaint);

    calls[event->cpu].receiver = 0;
    calls[event->cpu].gives = 0;
    calls[event->cpu].was_full = false;
    calls[event->cpu].was_open = false;
    return kept;
}

/* Facts. */

static bool see_rxtx(const struct event *event, struct complaint *complaint)
{
    struct buffer *buffer = buffer_of(event->arg[0]);

    (void)complaint;
    if ( !buffer )
        return true;
    buffer->known = event->arg[1];
    buffer->owner = RX_SPMC;
    buffer->since = view.now;
    buffer->mapped = view.now;
    return true;
}

static bool see_rx(const struct event *event, struct complaint *complaint)
{
    struct buffer *buffer = buffer_of(event->arg[0]);

    (void)complaint;
    if ( !buffer )
        return true;
    buffer->owner = (unsigned int)event->arg[1];
    buffer->since = view.now;
    return true;
}

static bool see_message(const struct event *event, struct complaint *complaint)
{
    struct buffer *buffer = buffer_of(event->arg[0]);

    (void)complaint;
    if ( buffer )
    {
        buffer->full = true;
        buffer->filled = view.now;
    }
    return true;
}

static bool see_read(const struct event *event, struct complaint *complaint)
{
    struct buffer *buffer = buffer_of(FFA_ID_OF_DOMAIN(event->arg[0]));

    (void)complaint;
    if ( buffer )
        buffer->read = view.now;
    return true;
}

static bool see_send(const struct event *event, struct complaint *complaint)
{
    (void)complaint;
    begin_to_fill(event->cpu, event->arg[1]);
    return true;
}

static bool see_guest_write(const struct event *event,
                            struct complaint *complaint)
{
    (void)complaint;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        const uint64_t *call = view_cpu(cpu)->call;

        unsure |= call && call[0] == event->arg[0] &&
                  (uint32_t)call[2] == FFA_FID32(MSG_SEND2);
    }
    return true;
}

static bool see_secure_access(const struct event *event,
                              struct complaint *complaint)
{
    (void)complaint;
    if ( event->arg[3] && written.nr < MAX_WRITTEN )
        written.frame[written.nr++] = event->arg[1];
    return true;
}

static bool see_changed(const struct event *event, struct complaint *complaint)
{
    const struct buffer *buffer = buffer_of(FFA_ID_OF_DOMAIN(event->arg[0]));

    /* A guest may believe in a message that is not there yet. */
    if ( !buffer || !buffer->full || buffer->filled > buffer->read ||
         written.nr == MAX_WRITTEN )
        return true;
    for ( unsigned int i = 0; i < written.nr; i++ )
        if ( written.frame[i] == event->arg[1] )
            return true;
    return complain(complaint, view_site(event), "rx", (int)buffer->filled,
                    "the RX buffer of d%u was written before d%u released it",
                    (unsigned int)event->arg[0], (unsigned int)event->arg[0]);
}

static bool see_domain(const struct event *event, struct complaint *complaint)
{
    struct buffer *buffer = buffer_of(FFA_ID_OF_DOMAIN(event->arg[0]));

    (void)complaint;
    if ( buffer && event->arg[1] == DOMAIN_FREED )
        buffer->full = false;
    return true;
}

/* All is quiet: nobody is at work on a buffer. */
static bool see_phase(const struct event *event, struct complaint *complaint)
{
    if ( event->arg[0] != PHASE_TEARDOWN || view.excuses || unsure )
        return true;
    for ( unsigned int i = 0; i < buffers.nr; i++ )
    {
        const struct buffer *buffer = &buffers.record[i];
        unsigned int stuck = i ? RX_HYPERVISOR : RX_RECEIVER;

        if ( !buffer->known || buffer->owner != stuck || buffer->full ||
             buffer->open )
            continue;
        return complain(complaint, "liveness", "rx", (int)buffer->since,
                        "the RX buffer of endpoint 0x%x was never given back "
                        "to the SPMC",
                        i);
    }
    return true;
}

/* What is wanted, and who looks at it. */
#define HANDLERS(X)                                                            \
    X(CALL, see_call)                                                          \
    X(RETURN, see_return)                                                      \
    X(RXTX, see_rxtx)                                                          \
    X(RX, see_rx)                                                              \
    X(MESSAGE, see_message)                                                    \
    X(GUEST_SEND, see_send)                                                    \
    X(GUEST_WRITE, see_guest_write)                                            \
    X(SECURE_ACCESS, see_secure_access)                                        \
    X(GUEST_READ, see_read)                                                    \
    X(GUEST_RX_CHANGED, see_changed)                                           \
    X(DOMAIN, see_domain)                                                      \
    X(PHASE, see_phase)

ORACLE_DISPATCH(HANDLERS)

const struct oracle oracle_rx_ownership = {
    .name = "rx-ownership",
    .promise = "a full RX buffer is its owner's until released, and the SPMC "
               "knows whose it is",
    .clause = "FF-A 1.1, 7.2: buffer ownership",
    .reset = reset,
    .wants = wants,
    .see = see,
};
