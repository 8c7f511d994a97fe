/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor dies: BUG() and a failed ASSERT().
 */
#ifndef XEN_BUG_H
#define XEN_BUG_H

#include <xen/call-site.h>
#include <xen/config.h>
#include <xen/macros.h>

#ifdef CONFIG_CALL_SITES
#define BUG_AT(text, bug)                                                      \
    do                                                                         \
    {                                                                          \
        CALL_SITE(text);                                                       \
        call_site_bug(bug);                                                    \
    } while ( 0 )
#else
#define BUG_AT(text, bug) __builtin_trap()
#endif

#define BUG() BUG_AT("BUG()", true)

#define BUG_ON(p)                                                              \
    do                                                                         \
    {                                                                          \
        if ( unlikely(p) )                                                     \
            BUG_AT("BUG_ON(" #p ")", true);                                    \
    } while ( 0 )

#define WARN() ((void)0)
#define WARN_ON(p)                                                             \
    ({                                                                         \
        bool warn_on_ = (p);                                                   \
                                                                               \
        if ( unlikely(warn_on_) )                                              \
            WARN();                                                            \
        unlikely(warn_on_);                                                    \
    })

#ifndef NDEBUG
#define ASSERT(p)                                                              \
    do                                                                         \
    {                                                                          \
        if ( unlikely(!(p)) )                                                  \
            BUG_AT("ASSERT(" #p ")", false);                                   \
    } while ( 0 )
#define ASSERT_UNREACHABLE()                                                   \
    do                                                                         \
    {                                                                          \
        BUG_AT("ASSERT_UNREACHABLE()", false);                                 \
    } while ( 0 )
#else
#define ASSERT(p)                                                              \
    do                                                                         \
    {                                                                          \
        if ( 0 && (p) )                                                        \
        {                                                                      \
        }                                                                      \
    } while ( 0 )
#define ASSERT_UNREACHABLE() ((void)0)
#endif

#endif /* XEN_BUG_H */
