/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Coroutines. Also built alone, for other architectures (see CMakeLists.txt):
 * there -DSTANDALONE stands in for cmocka.
 */
#ifdef STANDALONE
#include "standalone.h"
#else
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#endif

#include "fiber.h"

#include <string.h>

static unsigned int counter;
static volatile double fraction;

/* Values in every kind of register, across a switch. */
static void count_for_ever(void)
{
    unsigned int a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;
    double x = 0.5, y = 0.25;

    for ( ;; )
    {
        counter += a + b + c + d + e + f;
        fraction = fraction + x + y;
        fiber_switch(FIBER_MAIN);
    }
}

static void a_fiber_goes_on_where_it_left(void **state)
{
    (void)state;
    counter = 0;
    fraction = 0;
    fiber_start(0, count_for_ever);
    for ( unsigned int i = 1; i <= 1000; i++ )
    {
        fiber_switch(0);
        assert_int_equal(fiber_current(), FIBER_MAIN);
        assert_int_equal(counter, 21 * i);
        assert_true(fraction == 0.75 * i);
    }
}

/* Round and round without the host in between. */
static void pass_on(void)
{
    for ( ;; )
    {
        unsigned int next = (fiber_current() + 1) % FIBER_MAX;

        counter++;
        fiber_switch(counter % 10000 ? next : FIBER_MAIN);
    }
}

static void fibers_switch_to_each_other_many_times(void **state)
{
    (void)state;
    counter = 0;
    for ( unsigned int i = 0; i < FIBER_MAX; i++ )
        fiber_start(i, pass_on);
    for ( unsigned int i = 1; i <= 100; i++ )
    {
        fiber_switch((i - 1) % FIBER_MAX);
        assert_int_equal(counter, 10000 * i);
    }
}

/* Frames with redzones, left in the middle. */
static void __attribute__((noinline)) go_deep(unsigned int depth)
{
    volatile char frame[200];

    memset((char *)frame, (int)depth, sizeof(frame));
    if ( depth )
        go_deep(depth - 1);
    else
        fiber_switch(FIBER_MAIN);
    counter += (unsigned int)frame[depth % sizeof(frame)];
}

static void be_abandoned(void)
{
    counter++;
    go_deep(3 + counter % 50);
    counter = 0; /* Nobody comes back here. */
    fiber_switch(FIBER_MAIN);
}

static void an_abandoned_fiber_restarts_on_a_fresh_stack(void **state)
{
    (void)state;
    counter = 0;
    for ( unsigned int i = 1; i <= 20000; i++ )
    {
        fiber_start(i % 3, be_abandoned);
        fiber_switch(i % 3);
        assert_int_equal(counter, i);
    }
}

static const char *address_on_stack;

static void look_at_stack(void)
{
    address_on_stack = __builtin_frame_address(0);
    fiber_switch(FIBER_MAIN);
}

static void a_stack_has_bounds(void **state)
{
    const void *low;
    size_t bytes;

    (void)state;
    fiber_start(7, look_at_stack);
    fiber_switch(7);
    fiber_stack(7, &low, &bytes);
    assert_int_equal(bytes, FIBER_STACK_BYTES);
    assert_true(address_on_stack >= (const char *)low);
    assert_true(address_on_stack < (const char *)low + bytes);
    fiber_stack(FIBER_MAIN, &low, &bytes);
    assert_true(!low && !bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fiber_goes_on_where_it_left),
        cmocka_unit_test(fibers_switch_to_each_other_many_times),
        cmocka_unit_test(an_abandoned_fiber_restarts_on_a_fresh_stack),
        cmocka_unit_test(a_stack_has_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
