/* SPDX-License-Identifier: GPL-2.0-only */
#include "words-call.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "ffa.h"
#include "words.h"

/* How the words of a call or a reply are found. NULL: register by register. */
struct phrase
{
    uint32_t number; /* of the function                                     */
    void (*call)(FILE *out, const uint64_t x[8]);
    void (*reply)(FILE *out, const uint64_t x[8]);
};

static uint64_t high_half(uint64_t x)
{
    return x >> 16 & 0xffff;
}

static uint64_t low_half(uint64_t x)
{
    return x & 0xffff;
}

/* Two registers of 32 bits make a bitmap. */
static uint64_t bitmap(const uint64_t x[8], unsigned int low)
{
    return (uint32_t)x[low] | x[low + 1] << 32;
}

static void put_version(FILE *out, uint64_t version)
{
    fprintf(out, "%" PRIu64 ".%" PRIu64, version >> 16, version & 0xffff);
}

static void call_version(FILE *out, const uint64_t x[8])
{
    fputc(' ', out);
    put_version(out, x[1]);
}

static void call_features(FILE *out, const uint64_t x[8])
{
    static const char *const ids[] = {NULL, "NPI", "SRI", "MEI"};
    const char *name = x[1] < 4 ? ids[x[1]] : ffa_name((uint32_t)x[1]);

    if ( name )
        fprintf(out, " %s", name);
    else
        fprintf(out, " 0x%" PRIx64, x[1]);
}

static void call_bind(FILE *out, const uint64_t x[8])
{
    fprintf(out, " 0x%" PRIx64 " of ", bitmap(x, 3));
    words_endpoint(out, low_half(x[1]));
    fputs(" to ", out);
    words_endpoint(out, high_half(x[1]));
    if ( x[2] & FFA_NOTIF_PER_VCPU )
        fputs(", per vCPU", out);
}

static void call_set(FILE *out, const uint64_t x[8])
{
    fprintf(out, " 0x%" PRIx64 " for ", bitmap(x, 3));
    words_endpoint(out, low_half(x[1]));
    fputs(" from ", out);
    words_endpoint(out, high_half(x[1]));
    if ( x[2] & FFA_NOTIF_PER_VCPU )
        fprintf(out, ", vCPU %" PRIu64, x[2] >> FFA_SET_VCPU_SHIFT & 0xffff);
    if ( x[2] & FFA_NOTIF_DELAY_SRI )
        fputs(", SRI delayed", out);
}

static void call_get(FILE *out, const uint64_t x[8])
{
    static const char *const from[] = {"SPs", "VMs", "SPM", "hypervisor"};

    fputs(" of ", out);
    words_endpoint(out, low_half(x[1]));
    fprintf(out, " vCPU %" PRIu64, high_half(x[1]));
    for ( unsigned int i = 0, nr = 0; i < 4; i++ )
        if ( x[2] & 1u << i )
            fprintf(out, "%s%s", nr++ ? "+" : ", from ", from[i]);
}

static void call_bitmap(FILE *out, const uint64_t x[8])
{
    fputs(" of ", out);
    words_endpoint(out, low_half(x[1]));
    if ( x[2] )
        fprintf(out, ", %" PRIu64 " vCPUs", x[2]);
}

static void call_direct(FILE *out, const uint64_t x[8])
{
    fputc(' ', out);
    words_endpoint(out, high_half(x[1]));
    fputs(" -> ", out);
    words_endpoint(out, low_half(x[1]));
    for ( unsigned int i = 2; i < 8; i++ )
        if ( x[i] )
            fprintf(out, " x%u=0x%" PRIx64, i, x[i]);
}

static void reply_get(FILE *out, const uint64_t x[8])
{
    static const char *const half[] = {"from SPs", "from VMs", "framework"};
    bool any = false;

    for ( unsigned int i = 0; i < 3; i++ )
        if ( bitmap(x, 2 + 2 * i) )
        {
            fprintf(out, "%s %s 0x%" PRIx64, any ? "," : "", half[i],
                    bitmap(x, 2 + 2 * i));
            any = true;
        }
    if ( !any )
        fputs(" nothing", out);
}

/* One list of INFO_GET: an endpoint, then its vCPUs. */
static void put_list(FILE *out, const uint64_t x[8], unsigned int per,
                     unsigned int first, unsigned int nr)
{
    for ( unsigned int i = first; i < first + nr; i++ )
    {
        uint64_t id = x[3 + i / per] >> 16 * (i % per) & 0xffff;

        if ( i == first )
            words_endpoint(out, id);
        else
            fprintf(out, "%s%" PRIu64, i == first + 1 ? " vCPU " : ",", id);
    }
}

static void reply_info(FILE *out, const uint64_t x[8])
{
    bool wide = x[0] & FFA_CONVENTION_64;
    unsigned int per = wide ? 4 : 2;
    unsigned int room = wide ? FFA_INFO_IDS_64 : FFA_INFO_IDS_32;
    unsigned int lists =
        (unsigned int)(x[2] >> FFA_INFO_COUNT_SHIFT) & FFA_INFO_COUNT_MASK;
    unsigned int at = 0;

    for ( unsigned int i = 0; i < lists && at < room; i++ )
    {
        unsigned int shift = FFA_INFO_SIZE_SHIFT + 2 * i;
        unsigned int nr = 1;

        if ( shift < 64 )
            nr += (unsigned int)(x[2] >> shift) & FFA_INFO_SIZE_MASK;
        if ( nr > room - at )
            nr = room - at;
        fputs(i ? "; " : " lists ", out);
        put_list(out, x, per, at, nr);
        at += nr;
    }
    if ( x[2] & FFA_INFO_MORE )
        fputs(", and there is more", out);
    if ( !lists )
        fputs(" lists nobody", out);
}

static const struct phrase phrases[] = {
    {FFA_NR_VERSION, call_version, NULL},
    {FFA_NR_FEATURES, call_features, NULL},
    {FFA_NR_NOTIFICATION_BIND, call_bind, NULL},
    {FFA_NR_NOTIFICATION_UNBIND, call_bind, NULL},
    {FFA_NR_NOTIFICATION_SET, call_set, NULL},
    {FFA_NR_NOTIFICATION_GET, call_get, reply_get},
    {FFA_NR_NOTIFICATION_INFO_GET, NULL, reply_info},
    {FFA_NR_NOTIFICATION_BITMAP_CREATE, call_bitmap, NULL},
    {FFA_NR_NOTIFICATION_BITMAP_DESTROY, call_bitmap, NULL},
    {FFA_NR_MSG_SEND_DIRECT_REQ, call_direct, NULL},
    {FFA_NR_MSG_SEND_DIRECT_RESP, call_direct, NULL},
};

static const struct phrase *find_phrase(uint64_t x0)
{
    if ( !ffa_name((uint32_t)x0) || x0 > UINT32_MAX )
        return NULL;
    for ( size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++ )
        if ( phrases[i].number == (x0 & 0xffff) )
            return &phrases[i];
    return NULL;
}

static void put_registers(FILE *out, const uint64_t x[8])
{
    for ( unsigned int i = 1; i < 8; i++ )
        if ( x[i] )
            fprintf(out, " x%u=0x%" PRIx64, i, x[i]);
}

static void put_function(FILE *out, uint64_t x0)
{
    const char *name = x0 <= UINT32_MAX ? ffa_name((uint32_t)x0) : NULL;

    if ( name )
        fputs(name, out);
    else
        fprintf(out, "0x%" PRIx64, x0);
}

void words_call(FILE *out, const uint64_t x[8])
{
    const struct phrase *phrase = find_phrase(x[0]);

    put_function(out, x[0]);
    if ( phrase && phrase->call )
        phrase->call(out, x);
    else
        put_registers(out, x);
}

void words_reply(FILE *out, const uint64_t *asked, const uint64_t x[8])
{
    const struct phrase *phrase = asked ? find_phrase(asked[0]) : NULL;
    const char *status = ffa_status_name((int32_t)x[2]);
    bool success = x[0] == FFA_FID32(SUCCESS) || x[0] == FFA_FID64(SUCCESS);

    fputs("= ", out);
    if ( x[0] == FFA_FID32(ERROR) )
    {
        if ( status )
            fprintf(out, "ERROR %s", status);
        else
            fprintf(out, "ERROR %" PRId32, (int32_t)x[2]);
        return;
    }
    if ( phrase && phrase->number == FFA_NR_VERSION && x[0] >> 31 == 0 )
    {
        put_version(out, x[0]);
        return;
    }
    if ( phrase && phrase->number == FFA_NR_VERSION &&
         (int32_t)x[0] == FFA_NOT_SUPPORTED )
    {
        fputs("NOT_SUPPORTED", out);
        return;
    }
    if ( !success && phrase && phrase->call == call_direct )
    {
        words_call(out, x);
        return;
    }
    if ( success )
        fputs("SUCCESS", out);
    else
        put_function(out, x[0]);
    if ( success && phrase && phrase->reply )
        phrase->reply(out, x);
    else
        put_registers(out, x);
}
