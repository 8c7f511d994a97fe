/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that must not be touched, told to whoever watches: ASan or Valgrind.
 * Without either these are no-ops, so nothing may depend on them but a report.
 *
 * Under ASan the grain is 8 bytes: begin a region at a multiple of 8.
 */
#ifndef SIM_BASE_POISON_H
#define SIM_BASE_POISON_H

/* SIM_ASAN: ASan watches the mediator. The build says so, for files that it does
 * not watch itself. */
#if !defined(SIM_ASAN) && defined(__SANITIZE_ADDRESS__)
#define SIM_ASAN 1
#elif !defined(SIM_ASAN) && defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIM_ASAN 1
#endif
#endif

/*
 * POISON(p, n)   any access is wrong from now on.
 * UNPOISON(p, n) accesses are right again; the contents are undefined.
 * DEFINED(p, n)  whatever these bytes hold is their value, as with memory that
 *                a guest wrote.
 * PEEK(p, n)     an UNWATCHED function is about to read what is poisoned; POISON
 *                again afterwards is UNPEEK(p, n).
 * UNWATCHED      in front of a function: nobody looks at its accesses.
 * DEFINEDNESS_IS_WATCHED
 *                somebody knows of every byte whether it was ever written; a
 *                copy of memory that passes through DEFINED() misleads them.
 */
#if defined(SIM_ASAN)
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   __asan_poison_memory_region(p, n)
#define UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#define DEFINED(p, n)  ((void)(p), (void)(n))
#define PEEK(p, n)     ((void)(p), (void)(n))
#define UNPEEK(p, n)   ((void)(p), (void)(n))
#elif __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#define POISON(p, n)           ((void)VALGRIND_MAKE_MEM_NOACCESS(p, n))
#define UNPOISON(p, n)         ((void)VALGRIND_MAKE_MEM_UNDEFINED(p, n))
#define DEFINED(p, n)          ((void)VALGRIND_MAKE_MEM_DEFINED(p, n))
#define DEFINEDNESS_IS_WATCHED (RUNNING_ON_VALGRIND > 0)
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define DEFINED(p, n)  ((void)(p), (void)(n))
#endif

#if defined(__clang__)
#define UNWATCHED __attribute__((no_sanitize("address", "undefined")))
#else
#define UNWATCHED __attribute__((no_sanitize_address, no_sanitize_undefined))
#endif

#ifndef PEEK
#define PEEK(p, n)   (UNPOISON(p, n), DEFINED(p, n))
#define UNPEEK(p, n) POISON(p, n)
#endif

#ifndef DEFINEDNESS_IS_WATCHED
#define DEFINEDNESS_IS_WATCHED false
#endif

#endif /* SIM_BASE_POISON_H */
