/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where in the source a primitive of this interface is used.
 *
 * With CONFIG_CALL_SITES each use leaves the function it stands in and its own
 * text as written, e.g. "spin_lock(&ctx->lock)", in call_site_here before it
 * does anything else. Without, nothing of this exists.
 *
 * A primitive that is a real function has a macro of the same name around it,
 * so its address can still be taken and its type is what it is.
 */
#ifndef XEN_CALL_SITE_H
#define XEN_CALL_SITE_H

#include <xen/types.h>

struct call_site
{
    const char *function;
    const char *what;  /* as written in the source                          */
    unsigned int name; /* filled in by the first reader                     */
};

#ifdef CONFIG_CALL_SITES

extern struct call_site *call_site_here;

/* At the current call site: another CPU may run now. */
void call_site_point(void);

/* The same, and this CPU only waits for what others do. */
void call_site_relax(void);

/* At the current call site: the hypervisor dies. BUG: not an ASSERT(). */
void call_site_bug(bool bug) __attribute__((__noreturn__, __cold__));

#define CALL_SITE(text)                                                        \
    do                                                                         \
    {                                                                          \
        static struct call_site __attribute__((__section__("call_sites")))     \
        this_site_ = {__func__, text, 0};                                      \
                                                                               \
        call_site_here = &this_site_;                                          \
    } while ( 0 )

#define CALL_SITE_POINT(text)                                                  \
    do                                                                         \
    {                                                                          \
        CALL_SITE(text);                                                       \
        call_site_point();                                                     \
    } while ( 0 )

#define CALL_SITE_RELAX(text)                                                  \
    do                                                                         \
    {                                                                          \
        CALL_SITE(text);                                                       \
        call_site_relax();                                                     \
    } while ( 0 )

#else

#define CALL_SITE(text)       ((void)0)
#define CALL_SITE_POINT(text) ((void)0)
#define CALL_SITE_RELAX(text) ((void)0)
#endif

/*
 * FUNCTION(a ...) at the site TEXT. The arguments come first: they may hold
 * sites of their own. What a caller may write as a constant or a bit-field is
 * given as (type){a}, which converts it as a call does.
 */
#define CALL_SITE_0(text, function)                                            \
    ({                                                                         \
        CALL_SITE(text);                                                       \
        (function)();                                                          \
    })
#define CALL_SITE_1(text, function, a)                                         \
    ({                                                                         \
        __auto_type site_a_ = (a);                                             \
        CALL_SITE(text);                                                       \
        (function)(site_a_);                                                   \
    })
#define CALL_SITE_2(text, function, a, b)                                      \
    ({                                                                         \
        __auto_type site_a_ = (a);                                             \
        __auto_type site_b_ = (b);                                             \
        CALL_SITE(text);                                                       \
        (function)(site_a_, site_b_);                                          \
    })
#define CALL_SITE_3(text, function, a, b, c)                                   \
    ({                                                                         \
        __auto_type site_a_ = (a);                                             \
        __auto_type site_b_ = (b);                                             \
        __auto_type site_c_ = (c);                                             \
        CALL_SITE(text);                                                       \
        (function)(site_a_, site_b_, site_c_);                                 \
    })
#define CALL_SITE_4(text, function, a, b, c, d)                                \
    ({                                                                         \
        __auto_type site_a_ = (a);                                             \
        __auto_type site_b_ = (b);                                             \
        __auto_type site_c_ = (c);                                             \
        __auto_type site_d_ = (d);                                             \
        CALL_SITE(text);                                                       \
        (function)(site_a_, site_b_, site_c_, site_d_);                        \
    })

#include <xen/call-site-access.h>

#endif /* XEN_CALL_SITE_H */
