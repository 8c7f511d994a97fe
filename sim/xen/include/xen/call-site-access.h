/* SPDX-License-Identifier: GPL-2.0-only */
/* The second half of xen/call-site.h: what is loaded and stored there. */
#ifndef XEN_CALL_SITE_ACCESS_H
#define XEN_CALL_SITE_ACCESS_H

#ifdef CONFIG_CALL_SITES

/* Somebody wants to know of each load and store. */
extern bool call_site_fine;

/* At the current call site: LENGTH bytes at START are read or written. */
void call_site_range(const volatile void *start, size_t length, bool write);

/* The same as one access that others can tell nothing in the middle of. */
enum call_site_atomic
{
    CALL_SITE_LOAD,
    CALL_SITE_RELAXED, /* a read-modify-write                               */
    CALL_SITE_ORDERED, /* and a full barrier                                */
};
void call_site_atomic(const volatile void *at, size_t size,
                      enum call_site_atomic how);

/* The load or store at AT that follows is one access. */
void call_site_mark(const volatile void *at);

void call_site_barrier(void);

/* At the current call site: memmove(), memset(), memcmp(). */
void *call_site_copy(void *to, const void *from, size_t length);
void *call_site_set(void *to, int value, size_t length);
int call_site_compare(const void *a, const void *b, size_t length);

#define CALL_SITE_RANGE(start, length, write)                                  \
    call_site_range(start, length, write)
#define CALL_SITE_ATOMIC(at, how) call_site_atomic(at, sizeof(*(at)), how)
#define CALL_SITE_MARK(at)                                                     \
    do                                                                         \
    {                                                                          \
        if ( __builtin_expect(call_site_fine, 0) )                             \
            call_site_mark(at);                                                \
    } while ( 0 )
#define CALL_SITE_BARRIER()                                                    \
    do                                                                         \
    {                                                                          \
        if ( __builtin_expect(call_site_fine, 0) )                             \
            call_site_barrier();                                               \
    } while ( 0 )

#else

#define CALL_SITE_RANGE(start, length, write) ((void)0)
#define CALL_SITE_ATOMIC(at, how)             ((void)0)
#define CALL_SITE_MARK(at)                    ((void)0)
#define CALL_SITE_BARRIER()                   ((void)0)

#endif

#endif /* XEN_CALL_SITE_ACCESS_H */
