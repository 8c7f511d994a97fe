/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FF-A 1.1, sections 11 to 16: the parameters of each call at the non-secure
 * physical instance.
 */
#include "request.h"

#include <stddef.h>

#include "bug.h"
#include "ffa.h"

#define ALL      0xffffffffu
#define HIGH     0xffff0000u
#define LOW      0x0000ffffu
#define BUT(bit) (~(uint32_t)(bit))

#define NR_CALLS (FFA_NR_LAST - FFA_NR_FIRST + 1)
#define AT(call) [FFA_NR_##call - FFA_NR_FIRST]

/* Bits of w1 .. w7 that must be zero. */
static const uint32_t must_be_zero[NR_CALLS][7] = {
    AT(VERSION) = {FFA_VERSION_MBZ, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(FEATURES) = {0, 0, ALL, ALL, ALL, ALL, ALL},
    AT(RX_RELEASE) = {HIGH, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(RX_ACQUIRE) = {HIGH, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(RXTX_MAP) = {0, 0, BUT(0x3f), ALL, ALL, ALL, ALL},
    AT(RXTX_UNMAP) = {LOW, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(PARTITION_INFO_GET) = {0, 0, 0, 0, BUT(1), ALL, ALL},
    AT(ID_GET) = {ALL, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(SPM_ID_GET) = {ALL, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(RUN) = {0, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(NOTIFICATION_BITMAP_CREATE) = {HIGH, 0, ALL, ALL, ALL, ALL, ALL},
    AT(NOTIFICATION_BITMAP_DESTROY) = {HIGH, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(NOTIFICATION_BIND) = {0, BUT(1), 0, 0, ALL, ALL, ALL},
    AT(NOTIFICATION_UNBIND) = {0, ALL, 0, 0, ALL, ALL, ALL},
    AT(NOTIFICATION_SET) = {0, 0x0000fffc, 0, 0, ALL, ALL, ALL},
    AT(NOTIFICATION_GET) = {0, BUT(0xf), ALL, ALL, ALL, ALL, ALL},
    AT(NOTIFICATION_INFO_GET) = {ALL, ALL, ALL, ALL, ALL, ALL, ALL},
    AT(MSG_SEND2) = {LOW, BUT(2), ALL, ALL, ALL, ALL, ALL},
    AT(MEM_SHARE) = {0, 0, 0, 0, ALL, ALL, ALL},
    AT(MEM_LEND) = {0, 0, 0, 0, ALL, ALL, ALL},
    AT(MEM_DONATE) = {0, 0, 0, 0, ALL, ALL, ALL},
    AT(MEM_RECLAIM) = {0, 0, BUT(3), ALL, ALL, ALL, ALL},
    AT(MEM_FRAG_TX) = {0, 0, 0, LOW, ALL, ALL, ALL},
};

static uint32_t fid_of(uint64_t x0)
{
    return (uint32_t)x0 & ~FFA_SVE_HINT;
}

bool request_is_ffa(uint64_t x0)
{
    uint32_t fid = fid_of(x0) & ~FFA_CONVENTION_64;

    return fid >= (FFA_W32 | FFA_NR_FIRST) && fid <= (FFA_W32 | FFA_NR_LAST);
}

unsigned int request_number(uint64_t x0)
{
    SIM_BUG_ON(!request_is_ffa(x0));
    return (fid_of(x0) & 0xffff) - FFA_NR_FIRST;
}

unsigned int request_results(uint64_t x0)
{
    static const uint8_t results_of[NR_CALLS] = {
        AT(FEATURES) = 0x0c,
        AT(ID_GET) = 0x04,
        AT(SPM_ID_GET) = 0x04,
        AT(PARTITION_INFO_GET) = 0x0c,
        AT(NOTIFICATION_GET) = 0xfc,
        AT(NOTIFICATION_INFO_GET) = 0xfc,
        AT(MEM_SHARE) = 0x0c,
        AT(MEM_LEND) = 0x0c,
        AT(MEM_DONATE) = 0x0c,
        AT(MEM_FRAG_TX) = 0x0c,
        AT(PARTITION_INFO_GET_REGS) = 0xfc,
    };

    return results_of[request_number(x0)];
}

/* A whole register of a 64-bit call is 64 bits; a field is where it is. */
static uint64_t mask_of(uint64_t x0, uint32_t mask)
{
    if ( mask == ALL && (fid_of(x0) & FFA_CONVENTION_64) )
        return ~0ull;
    return mask;
}

unsigned int request_mbz(const uint64_t *x)
{
    const uint32_t *mbz = must_be_zero[request_number(x[0])];
    uint32_t w2 = (uint32_t)x[2];

    for ( unsigned int i = 1; i < 8; i++ )
        if ( x[i] & mask_of(x[0], mbz[i - 1]) )
            return i;
    if ( fid_of(x[0]) == FFA_FID32(NOTIFICATION_SET) &&
         !(w2 & FFA_NOTIF_PER_VCPU) && w2 >> FFA_SET_VCPU_SHIFT )
        return 2; /* A target of nothing. */
    if ( (fid_of(x[0]) & ~FFA_CONVENTION_64) ==
             FFA_FID32(MSG_SEND_DIRECT_REQ) &&
         (w2 & FFA_FRAMEWORK_MESSAGE ? w2 & 0x7fffff00 : w2) )
        return 2;
    return 0;
}

static const char *forbidden_bind(const uint64_t *x)
{
    if ( !(x[1] >> 16 & FFA_ID_SECURE) )
        return "the sender is not in the secure world";
    if ( x[1] & FFA_ID_SECURE )
        return "the receiver is not in the normal world";
    return NULL;
}

static const char *forbidden_set(const uint64_t *x)
{
    if ( x[1] >> 16 & FFA_ID_SECURE )
        return "the sender is not in the normal world";
    if ( !(x[1] & FFA_ID_SECURE) )
        return "the receiver is not in the secure world";
    if ( x[2] & FFA_NOTIF_DELAY_SRI )
        return "only an SP may delay the interrupt";
    return NULL;
}

/* ID 0 is the hypervisor, which may have notifications of its own. */
static const char *forbidden_bitmap(const uint64_t *x)
{
    return x[1] & FFA_ID_SECURE ? "the ID is not a VM's" : NULL;
}

static const char *forbidden_create(const uint64_t *x)
{
    if ( !(uint32_t)x[2] )
        return "a VM has at least one vCPU";
    return forbidden_bitmap(x);
}

static const char *forbidden_message(const uint64_t *x)
{
    if ( (x[2] & FFA_FRAMEWORK_MESSAGE) && (uint32_t)x[1] >> 16 )
        return "a VM sends no framework messages";
    return NULL;
}

/* The hypervisor's own pair; with no addresses it is for a VM. */
static const char *forbidden_map(const uint64_t *x)
{
    if ( !x[1] && !x[2] && !x[3] )
        return NULL;
    if ( (x[1] | x[2]) & 0xfff )
        return "the buffers are not aligned";
    if ( x[1] == x[2] )
        return "RX and TX are the same";
    if ( !x[3] )
        return "the buffers have no pages";
    return NULL;
}

/* Answers, and what only SPs do. */
static const char *forbidden_always(const uint64_t *x)
{
    (void)x;
    return "the normal world never makes this call";
}

static const char *(*const checks[NR_CALLS])(const uint64_t *x) = {
    AT(NOTIFICATION_BIND) = forbidden_bind,
    AT(NOTIFICATION_UNBIND) = forbidden_bind,
    AT(NOTIFICATION_SET) = forbidden_set,
    AT(NOTIFICATION_BITMAP_CREATE) = forbidden_create,
    AT(NOTIFICATION_BITMAP_DESTROY) = forbidden_bitmap,
    AT(MSG_SEND_DIRECT_REQ) = forbidden_message,
    AT(RXTX_MAP) = forbidden_map,
    AT(ERROR) = forbidden_always,
    AT(SUCCESS) = forbidden_always,
    AT(INTERRUPT) = forbidden_always,
    AT(MSG_WAIT) = forbidden_always,
    AT(YIELD) = forbidden_always,
    AT(MSG_SEND_DIRECT_RESP) = forbidden_always,
    AT(MSG_SEND_DIRECT_RESP2) = forbidden_always,
};

const char *request_forbidden(const uint64_t *x)
{
    unsigned int number = request_number(x[0]);

    return checks[number] ? checks[number](x) : NULL;
}

bool request_is_the_same(const uint64_t *x, const uint64_t *asked)
{
    static const bool is_handed_on[NR_CALLS] = {
        AT(NOTIFICATION_BIND) = true,
        AT(NOTIFICATION_UNBIND) = true,
        AT(NOTIFICATION_SET) = true,
    };

    if ( !is_handed_on[request_number(x[0])] ||
         fid_of(x[0]) != fid_of(asked[0]) )
        return true;
    return (uint32_t)x[1] == (uint32_t)asked[1] &&
           (uint32_t)x[3] == (uint32_t)asked[3] &&
           (uint32_t)x[4] == (uint32_t)asked[4];
}

bool request_is_vm_message(const uint64_t *x)
{
    uint32_t type = (uint32_t)x[2] & ~FFA_FRAMEWORK_MESSAGE;

    return (x[2] & FFA_FRAMEWORK_MESSAGE) &&
           (type == FFA_MSG_VM_CREATED || type == FFA_MSG_VM_DESTROYED);
}
