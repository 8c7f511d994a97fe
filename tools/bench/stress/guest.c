/* SPDX-License-Identifier: GPL-2.0-only */
/* What guests do: anything, in any order, with arguments that are near enough. */
#include "guest.h"

#include <string.h>

#include "argument.h"
#include "ffa.h"
#include "message.h"
#include "stress.h"
#include "transaction.h"

#define BITS 0xffull /* notifications that are used                        */

static __thread uint64_t state;
static __thread unsigned int versioned[STRESS_DOMAINS + 1]; /* generation   */
static uint64_t handles[STRESS_DOMAINS + 1];
static uint64_t fetched[STRESS_DOMAINS + 1];

void guest_seed(uint64_t seed)
{
    state = seed * 0x9e3779b97f4a7c15ull + 1;
}

uint32_t guest_random(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % below;
}

static uint32_t self(unsigned int domain)
{
    return FFA_ID_OF_DOMAIN(domain);
}

/* An SP, or now and then a VM. */
static uint32_t peer(void)
{
    return guest_random(4) ? STRESS_FIRST_SP + guest_random(STRESS_SPS)
                           : self(1 + guest_random(STRESS_DOMAINS));
}

static uint64_t bit(void)
{
    return 1ull << guest_random(8);
}

static void call(uint64_t x[STRESS_REGS], uint64_t x0, uint64_t x1, uint64_t x2,
                 uint64_t x3)
{
    memset(x, 0, STRESS_REGS * sizeof(*x));
    x[0] = x0;
    x[1] = x1;
    x[2] = x2;
    x[3] = x3;
    domain_call(x);
}

static bool succeeded(const uint64_t x[STRESS_REGS])
{
    return (uint32_t)x[0] == FFA_FID32(SUCCESS) ||
           (uint32_t)x[0] == FFA_FID64(SUCCESS);
}

static void bind(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    call(x, FFA_FID32(NOTIFICATION_BIND), peer() << 16 | self(domain), 0,
         bit());
}

static void unbind(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    call(x, FFA_FID32(NOTIFICATION_UNBIND), peer() << 16 | self(domain), 0,
         bit());
}

static void set(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    call(x, FFA_FID32(NOTIFICATION_SET), self(domain) << 16 | peer(), 0, bit());
}

static void get(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    call(x, FFA_FID32(NOTIFICATION_GET), stress_cpu << 16 | self(domain),
         FFA_GET_FROM_SPS | FFA_GET_FROM_VMS | FFA_GET_FROM_SPM |
             FFA_GET_FROM_HYP,
         0);
    if ( succeeded(x) )
        __atomic_or_fetch(&fetched[domain], (uint32_t)x[2], __ATOMIC_SEQ_CST);
}

static void info_get(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    (void)domain;
    call(x, FFA_FID64(NOTIFICATION_INFO_GET), 0, 0, 0);
}

static void map(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    (void)domain;
    call(x, FFA_FID64(RXTX_MAP), STRESS_RAM, STRESS_RAM + 4096, 1);
}

static void unmap(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    (void)domain;
    call(x, FFA_FID32(RXTX_UNMAP), 0, 0, 0);
}

static void partitions(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    (void)domain;
    call(x, FFA_FID32(PARTITION_INFO_GET), 0, 0, 0);
    if ( succeeded(x) )
        call(x, FFA_FID32(RX_RELEASE), 0, 0, 0);
}

static void request(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    call(x, FFA_FID64(MSG_SEND_DIRECT_REQ), self(domain) << 16 | peer(), 0,
         guest_random(100));
}

static void send(unsigned int domain)
{
    const struct ffa_message_1_1 header = {
        .offset = sizeof(struct ffa_message_1_2),
        .receiver = (uint16_t)self(1 + guest_random(STRESS_DOMAINS)),
        .sender = (uint16_t)self(domain),
        .size = 1 + guest_random(2000),
    };
    void *tx = domain_page(domain, 0);
    uint64_t x[STRESS_REGS];

    if ( tx )
        memcpy(tx, &header, sizeof(header));
    call(x, FFA_FID32(MSG_SEND2), 0, 0, 0);
}

static void release(unsigned int domain)
{
    uint64_t x[STRESS_REGS];

    (void)domain;
    call(x, FFA_FID32(RX_RELEASE), 0, 0, 0);
}

static void share(unsigned int domain)
{
    const struct transaction t = {
        .version = FFA_VERSION_OF(1, 2),
        .sender = (uint16_t)self(domain),
        .receiver = (uint16_t)(STRESS_FIRST_SP + guest_random(STRESS_SPS)),
        .address = STRESS_RAM + 4096ull * (2 + guest_random(STRESS_PAGES - 2)),
        .pages = 1 + guest_random(2),
        .ranges = 1,
    };
    static __thread uint8_t bytes[TRANSACTION_BYTES];
    struct transaction_call how;
    uint32_t length = transaction_build(&t, bytes, &how);
    void *tx = domain_page(domain, 0);
    uint64_t x[STRESS_REGS];

    if ( tx )
        memcpy(tx, bytes, length);
    call(x, FFA_FID64(MEM_SHARE), how.length, how.fragment, 0);
    if ( succeeded(x) )
        __atomic_store_n(&handles[domain],
                         (uint32_t)x[2] | (uint64_t)(uint32_t)x[3] << 32,
                         __ATOMIC_SEQ_CST);
}

static void reclaim(unsigned int domain)
{
    uint64_t handle = __atomic_load_n(&handles[domain], __ATOMIC_SEQ_CST);
    uint64_t x[STRESS_REGS];

    call(x, FFA_FID32(MEM_RECLAIM), (uint32_t)handle, handle >> 32, 0);
}

/* What there is, and so often. */
static void (*const deeds[])(unsigned int domain) = {
    bind,    bind,    unbind, set,        set,     set,   info_get,
    map,     map,     unmap,  partitions, request, share, share,
    reclaim, reclaim, send,   send,       release,
};

void guest_step(unsigned int domain)
{
    unsigned int generation = domain_generation(domain);
    uint64_t x[STRESS_REGS];

    if ( !domain_enter(domain) )
    {
        stress_yield();
        return;
    }
    if ( versioned[domain] != generation )
        call(x, FFA_FID32(VERSION), FFA_VERSION_OF(1, 2), 0, 0);
    versioned[domain] = generation;
    if ( domain_take_npi(domain) )
        get(domain);
    else
        deeds[guest_random(sizeof(deeds) / sizeof(deeds[0]))](domain);
    domain_leave(domain);
}

/* The first SP sets one bit, and waits until somebody has it. */
void guest_signal(unsigned int domain, int64_t patience)
{
    unsigned int generation = domain_generation(domain);
    uint64_t one = bit() & BITS;
    int64_t began = stress_now();

    __atomic_and_fetch(&fetched[domain], ~one, __ATOMIC_SEQ_CST);
    if ( secure_set(0, domain, one) )
    {
        stress_yield();
        return;
    }
    while ( generation == domain_generation(domain) &&
            !(__atomic_load_n(&fetched[domain], __ATOMIC_SEQ_CST) & one) )
    {
        if ( stress_now() - began > patience )
            stress_found_at("a notification is lost", began);
        secure_set(1, 1 + guest_random(STRESS_DOMAINS), bit());
        stress_yield();
    }
}
