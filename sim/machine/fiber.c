/* SPDX-License-Identifier: GPL-2.0-only */
#include "fiber.h"

#include "bug.h"
#include "poison.h"
#include "switch.h"

#include <sys/mman.h>

#ifdef SIM_ASAN
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#endif
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(low, high) ((void)(low), (void)(high))
#endif

/* A multiple of every page size that hosts use. */
#define GUARD_BYTES (64u * 1024u)

struct fiber
{
    void *stack_pointer; /* while it does not run                            */
    void (*entry)(void);
    char *low;
    size_t bytes;
    void *fake_stack; /* ASan's, for use after return                        */
};

/*
 * Of the process, not of a run: what is on a stack cannot be copied. The last
 * one is FIBER_MAIN; ASan tells its bounds.
 */
static struct
{
    unsigned int current;
    unsigned int previous; /* who switched last                              */
    struct fiber fiber[FIBER_MAX + 1];
} fibers = {.current = FIBER_MAIN};

static void leave_for(struct fiber *next)
{
#ifdef SIM_ASAN
    __sanitizer_start_switch_fiber(&fibers.fiber[fibers.current].fake_stack,
                                   next->low, next->bytes);
#else
    (void)next;
#endif
}

/* First thing on a stack that somebody switched to. */
static void arrive(void)
{
#ifdef SIM_ASAN
    struct fiber *from = &fibers.fiber[fibers.previous];
    const void *low;
    size_t bytes;

    __sanitizer_finish_switch_fiber(fibers.fiber[fibers.current].fake_stack,
                                    &low, &bytes);
    if ( fibers.previous == FIBER_MAIN )
    {
        from->low = (char *)low;
        from->bytes = bytes;
    }
#endif
}

static void first_arrival(void)
{
    arrive();
#ifdef SIM_ASAN
    /* Give back the fake frames of whoever was abandoned on this stack. */
    __asan_handle_no_return();
#endif
    fibers.fiber[fibers.current].entry();
    bug_report("the entry of a fiber does not return", __func__);
}

/* All stacks at once, each above a guard that is never accessible. */
static void create_stacks(void)
{
    const size_t slot = GUARD_BYTES + FIBER_STACK_BYTES;
    char *all = mmap(NULL, slot * FIBER_MAX, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    SIM_BUG_ON(all == MAP_FAILED);
    for ( unsigned int i = 0; i < FIBER_MAX; i++ )
    {
        struct fiber *fiber = &fibers.fiber[i];

        fiber->low = all + i * slot + GUARD_BYTES;
        fiber->bytes = FIBER_STACK_BYTES;
        SIM_BUG_ON(mprotect(fiber->low, fiber->bytes, PROT_READ | PROT_WRITE));
        (void)VALGRIND_STACK_REGISTER(fiber->low,
                                      fiber->low + fiber->bytes - 1);
#ifdef SIM_ASAN
        __lsan_register_root_region(fiber->low, fiber->bytes);
#endif
    }
}

void fiber_start(unsigned int number, void (*entry)(void))
{
    struct fiber *fiber = &fibers.fiber[number];

    SIM_BUG_ON(number >= FIBER_MAX);
    SIM_BUG_ON(number == fibers.current);
    if ( !fiber->low )
        create_stacks();
#ifdef SIM_ASAN
    /* The redzones of abandoned frames. */
    __asan_unpoison_memory_region(fiber->low, fiber->bytes);
#endif
    fiber->entry = entry;
    fiber->stack_pointer =
        switch_prepare(fiber->low + fiber->bytes, first_arrival);
}

void fiber_switch(unsigned int number)
{
    struct fiber *self = &fibers.fiber[fibers.current];
    struct fiber *next = &fibers.fiber[number];

    SIM_BUG_ON(next == self);
    SIM_BUG_ON(!next->stack_pointer);
    fibers.previous = fibers.current;
    fibers.current = number;
    leave_for(next);
    switch_stack(&self->stack_pointer, next->stack_pointer);
    arrive();
}

unsigned int fiber_current(void)
{
    return fibers.current;
}

void fiber_stack(unsigned int number, const void **low, size_t *bytes)
{
    bool known = number < FIBER_MAX;

    *low = known ? fibers.fiber[number].low : NULL;
    *bytes = known ? fibers.fiber[number].bytes : 0;
}

const void *fiber_frame(unsigned int number)
{
    const char *saved =
        number < FIBER_MAX ? fibers.fiber[number].stack_pointer : NULL;

    if ( !saved || number == fibers.current )
        return NULL;
    return saved + SWITCH_FRAME_OFFSET;
}
