/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What xen/lib.h and xen/time.h promise beyond formatting.
 */
#include <string.h>

#include "bug.h"
#include "clock.h"
#include "machine.h"
#include "run-state.h"
#include "effect.h"

#include "facade.h"

#include <xen/lib.h>
#include <xen/time.h>

/* One token in so many nanoseconds, at most so many kept. */
#define TOKEN_NS     5000000000LL
#define TOKENS_BURST 10

unsigned int tainted;
STATE(tainted);

static struct
{
    int64_t saved; /* nanoseconds' worth of tokens                           */
    int64_t last;
} ratelimit;
STATE(ratelimit);

void lib_reset(void)
{
    tainted = 0;
    ratelimit.saved = TOKENS_BURST * TOKEN_NS;
    ratelimit.last = 0;
}

bool printk_ratelimit(void)
{
    int64_t now = clock_now();

    effect_on_range(&ratelimit, sizeof(ratelimit), true);
    SIM_BUG_ON(now < ratelimit.last);
    ratelimit.saved += now - ratelimit.last;
    ratelimit.last = now;
    if ( ratelimit.saved > TOKENS_BURST * TOKEN_NS )
        ratelimit.saved = TOKENS_BURST * TOKEN_NS;
    if ( ratelimit.saved < TOKEN_NS )
        return false;
    ratelimit.saved -= TOKEN_NS;
    return true;
}

void(panic)(const char *fmt, ...)
{
    facade_stop_here();
    machine_stop(EV_ASSERT, name_intern(fmt), true);
}

void add_taint(unsigned int taint)
{
    effect_on_range(&tainted, sizeof(tainted), true);
    tainted |= taint;
}

s_time_t get_s_time(void)
{
    return clock_now();
}

size_t strlcpy(char *dest, const char *src, size_t size)
{
    size_t length = strlen(src);
    size_t fits = size && length >= size ? size - 1 : length;

    if ( size )
    {
        memcpy(dest, src, fits);
        dest[fits] = '\0';
    }
    return length;
}

size_t strlcat(char *dest, const char *src, size_t size)
{
    size_t used = strnlen(dest, size);

    return used + strlcpy(dest + used, src, size - used);
}
