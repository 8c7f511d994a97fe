/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What compilers call before every load and store of the mediator. Beside a
 * sanitizer: clang's trace-loads and trace-stores, in which atomics and copies
 * are missing. Without one: what -fsanitize=thread puts in, with this file in
 * place of its library; accesses through volatile are told apart there.
 *
 * These functions must themselves be left alone by the sanitizers.
 */
#include <string.h>

#include "poison.h"

#include "access-hooks.h"

static always_inline void told(const volatile void *start, size_t size,
                               unsigned int touch, const void *frame)
{
    if ( __builtin_expect(!access_left--, 0) )
        access_stop_endless();
    if ( access_on_stack(start, frame) )
        return;
    if ( __builtin_expect(call_site_fine, 0) && fine_is_marked(start) )
        touch |= TOUCH_MARKED;
    access_watch(start, size, touch);
}

#define HOOK(name, size, touch)                                                \
    void name(const volatile void *start);                                     \
    UNWATCHED void name(const volatile void *start)                            \
    {                                                                          \
        told(start, size, touch, __builtin_frame_address(0));                  \
    }

#define HOOKS_OF_SIZE(size)                                                    \
    HOOK(__sanitizer_cov_load##size, size, 0)                                  \
    HOOK(__sanitizer_cov_store##size, size, TOUCH_WRITE)                       \
    HOOK(__tsan_read##size, size, 0)                                           \
    HOOK(__tsan_write##size, size, TOUCH_WRITE)                                \
    HOOK(__tsan_unaligned_read##size, size, 0)                                 \
    HOOK(__tsan_unaligned_write##size, size, TOUCH_WRITE)                      \
    HOOK(__tsan_volatile_read##size, size, TOUCH_MARKED)                       \
    HOOK(__tsan_volatile_write##size, size, TOUCH_MARKED | TOUCH_WRITE)        \
    HOOK(__tsan_unaligned_volatile_read##size, size, TOUCH_MARKED)             \
    HOOK(__tsan_unaligned_volatile_write##size, size,                          \
         TOUCH_MARKED | TOUCH_WRITE)

HOOKS_OF_SIZE(1)
HOOKS_OF_SIZE(2)
HOOKS_OF_SIZE(4)
HOOKS_OF_SIZE(8)
HOOKS_OF_SIZE(16)

/* gcc's, for structures. */

void __tsan_read_range(const volatile void *start, size_t size);
UNWATCHED void __tsan_read_range(const volatile void *start, size_t size)
{
    told(start, size, 0, __builtin_frame_address(0));
}

void __tsan_write_range(const volatile void *start, size_t size);
UNWATCHED void __tsan_write_range(const volatile void *start, size_t size)
{
    told(start, size, TOUCH_WRITE, __builtin_frame_address(0));
}

/* Nothing to set up; entries and exits of functions are not asked for. */
void __tsan_init(void);
void __tsan_init(void)
{
}

/* In the mediator's objects these stand for memcpy() and its kin, and for what
 * ASan has in their place. */

#define COPY(name)                                                             \
    void *name(void *to, const void *from, size_t length);                     \
    void *name(void *to, const void *from, size_t length)                      \
    {                                                                          \
        return access_implied_copy(to, from, length);                          \
    }
#define SET(name)                                                              \
    void *name(void *to, int value, size_t length);                            \
    void *name(void *to, int value, size_t length)                             \
    {                                                                          \
        return access_implied_set(to, value, length);                          \
    }

COPY(mediator_memcpy)
COPY(mediator_memmove)
SET(mediator_memset)
COPY(mediator___asan_memcpy)
COPY(mediator___asan_memmove)
SET(mediator___asan_memset)

/* Atomics. Those of the interface have been told of at their call sites. */

static void atomic_told(const volatile void *at, size_t size, int order,
                        unsigned int touch)
{
    if ( !call_site_fine || fine_is_atomic_told(at) )
        return;
    if ( order == __ATOMIC_SEQ_CST && (touch & TOUCH_WRITE) )
        touch |= TOUCH_ORDERED;
    access_watch(at, size, touch | TOUCH_MARKED);
}

#define ATOMIC_RMW(bits, type, name, builtin)                                  \
    type __tsan_atomic##bits##_##name(volatile type *at, type value,           \
                                      int order);                              \
    type __tsan_atomic##bits##_##name(volatile type *at, type value,           \
                                      int order)                               \
    {                                                                          \
        atomic_told(at, sizeof(type), order, TOUCH_WRITE);                     \
        return builtin(at, value, __ATOMIC_SEQ_CST);                           \
    }

#define ATOMIC_COMPARE(bits, type, name)                                       \
    int __tsan_atomic##bits##_compare_exchange_##name(                         \
        volatile type *at, type *old, type new, int order, int failure);       \
    int __tsan_atomic##bits##_compare_exchange_##name(                         \
        volatile type *at, type *old, type new, int order, int failure)        \
    {                                                                          \
        (void)failure;                                                         \
        atomic_told(at, sizeof(type), order, TOUCH_WRITE);                     \
        return __atomic_compare_exchange_n(                                    \
            at, old, new, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);          \
    }

#define ATOMICS_OF(bits, type)                                                 \
    type __tsan_atomic##bits##_load(const volatile type *at, int order);       \
    type __tsan_atomic##bits##_load(const volatile type *at, int order)        \
    {                                                                          \
        atomic_told(at, sizeof(type), order, 0);                               \
        return __atomic_load_n(at, __ATOMIC_SEQ_CST);                          \
    }                                                                          \
    void __tsan_atomic##bits##_store(volatile type *at, type value,            \
                                     int order);                               \
    void __tsan_atomic##bits##_store(volatile type *at, type value, int order) \
    {                                                                          \
        atomic_told(at, sizeof(type), order, TOUCH_WRITE);                     \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                         \
    }                                                                          \
    ATOMIC_RMW(bits, type, exchange, __atomic_exchange_n)                      \
    ATOMIC_RMW(bits, type, fetch_add, __atomic_fetch_add)                      \
    ATOMIC_RMW(bits, type, fetch_sub, __atomic_fetch_sub)                      \
    ATOMIC_RMW(bits, type, fetch_and, __atomic_fetch_and)                      \
    ATOMIC_RMW(bits, type, fetch_or, __atomic_fetch_or)                        \
    ATOMIC_RMW(bits, type, fetch_xor, __atomic_fetch_xor)                      \
    ATOMIC_RMW(bits, type, fetch_nand, __atomic_fetch_nand)                    \
    ATOMIC_COMPARE(bits, type, strong)                                         \
    ATOMIC_COMPARE(bits, type, weak)                                           \
    type __tsan_atomic##bits##_compare_exchange_val(                           \
        volatile type *at, type old, type new, int order, int failure);        \
    type __tsan_atomic##bits##_compare_exchange_val(                           \
        volatile type *at, type old, type new, int order, int failure)         \
    {                                                                          \
        __tsan_atomic##bits##_compare_exchange_strong(at, &old, new, order,    \
                                                      failure);                \
        return old;                                                            \
    }

ATOMICS_OF(8, uint8_t)
ATOMICS_OF(16, uint16_t)
ATOMICS_OF(32, uint32_t)
ATOMICS_OF(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    call_site_barrier();
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
