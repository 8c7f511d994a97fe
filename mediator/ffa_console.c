/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CONSOLE_LOG: what a guest has to say goes to the hypervisor's log, as any
 * guest's messages do, and where these are turned off it goes nowhere.
 */
#include <xen/lib.h>
#include <xen/sched.h>
#include <xen/string.h>

#include "ffa_private.h"

/* Characters are in the registers from the third on. */
#define FIRST        2
#define LAST_32      7
#define LAST_64      17
#define CHARS_MAX    ((LAST_64 - FIRST + 1) * sizeof(register_t))

#define PRINTABLE(c) ((c) >= ' ' && (c) <= '~')

static unsigned int read_chars(const register_t *arg, char *text)
{
    unsigned int size = smccc_is_conv_64(arg[0]) ? 8 : 4;
    unsigned int last = smccc_is_conv_64(arg[0]) ? LAST_64 : LAST_32;
    unsigned int nr = 0;

    for ( unsigned int i = FIRST; i <= last; i++, nr += size )
        memcpy(text + nr, &arg[i], size);

    return nr;
}

/* w1: how many characters. */
int32_t ffa_console_guest_log(struct ffa_ctx *ctx, const register_t *arg,
                              register_t *result)
{
    char text[CHARS_MAX + 1];
    unsigned int length = arg[1];

    if ( !length || length > read_chars(arg, text) )
        return FFA_INVALID_PARAMETERS;

    /* A guest must not write what looks like a line of somebody else's. */
    for ( unsigned int i = 0; i < length; i++ )
        if ( !PRINTABLE(text[i]) )
            text[i] = ' ';
    text[length] = '\0';

    printk(XENLOG_G_DEBUG "%pd: %s\n", ctx->d, text);
    return FFA_OK;
}
