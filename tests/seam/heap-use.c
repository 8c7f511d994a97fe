/* SPDX-License-Identifier: GPL-2.0-only */
/* The heap as Xen has it, and what the log says of its misuse. */
#include "seam.h"

#include "poison.h"

#define CONFIG_CALL_SITES 1
#include <xen/lib.h>
#include <xen/xmalloc.h>
#include <asm/system.h>

struct thing
{
    uint64_t number;
    uint8_t rest[41];
    uint64_t tail[];
};

static struct thing *kept;

static void allocate_some(void)
{
    struct thing *zeroed = xzalloc(struct thing);
    struct thing *plain = xmalloc(struct thing);
    uint16_t *array = xzalloc_array(uint16_t, 5);
    void *bytes = xzalloc_bytes(3);

    seam_tell(zeroed->rest[40]);
    seam_tell(plain->rest[40] == zeroed->rest[40]);
    seam_tell((uintptr_t)bytes % SMP_CACHE_BYTES);
    XFREE(zeroed);
    seam_tell((uintptr_t)zeroed);
    xfree(plain);
    xfree(array);
    xfree(bytes);
    xfree(NULL);
}

static void an_object_is_named_by_its_type(void **state)
{
    static const uint64_t told[] = {0, false, 0, 0};

    (void)state;
    START(1);
    assert_int_equal(RUN({0, allocate_some}), SCHED_QUIET);
    assert_story("0:alloc struct thing, 0:alloc struct thing, "
                 "0:alloc uint16_t, 0:alloc bytes, 0:free struct thing, "
                 "0:free struct thing, 0:free uint16_t, 0:free bytes",
                 EV_ALLOC, EV_FREE);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_event(EV_ALLOC, 0).arg[1], sizeof(struct thing));
}

static void allocate_nothing(void)
{
    void *nothing = xzalloc_bytes(0);

    seam_tell(nothing == ZERO_BLOCK_PTR);
    xfree(nothing);
    seam_tell(xzalloc_array(uint64_t, 1UL << 32) == NULL);
}

static void a_request_for_nothing_gets_something_that_can_be_freed(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, allocate_nothing}), SCHED_QUIET);
    assert_true(seam_told[0]);
    assert_true(seam_told[1]);
    assert_int_equal(seam_count(EV_ALLOC) + seam_count(EV_FREE), 0);
}

static void flexible(void)
{
    struct thing *thing = xzalloc_flex_struct(struct thing, tail, 4);

    thing->tail[3] = 1;
    xfree(thing);
}

static void a_flexible_structure_has_room_for_its_tail(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, flexible}), SCHED_QUIET);
    assert_int_equal(seam_event(EV_ALLOC, 0).arg[1],
                     offsetof(struct thing, tail) + 4 * sizeof(uint64_t));
    assert_int_equal(seam_count(EV_BAD_ACCESS), 0);
}

static void keep_one(void)
{
    kept = xzalloc(struct thing);
}

static void clear_it(void)
{
    XFREE(kept);
}

static void look_at_it(void)
{
    seam_tell(kept == NULL);
}

static void XFREE_clears_the_variable_before_the_memory_goes(void **state)
{
    (void)state;
    /* CPU 1 looks at the decision point between the two. */
    START(2, GO_ON, TO(1));
    assert_int_equal(RUN({0, keep_one}, {0, clear_it}, {1, look_at_it}),
                     SCHED_QUIET);
    assert_true(seam_told[0]);
    assert_int_equal(seam_event(EV_FREE, 0).arg[0], 1);
}

static void allocate_masked(void)
{
    local_irq_disable();
    xfree(xzalloc(struct thing));
    local_irq_enable();
}

static void allocating_with_interrupts_off_is_only_for_the_boot(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, allocate_masked}), SCHED_QUIET);
    START(2);
    assert_int_equal(RUN({0, allocate_masked}), SCHED_STOPPED);
    assert_story("0:at allocate_masked:xzalloc(struct thing), "
                 "0:context rule allocate_masked:xzalloc(struct thing)",
                 EV_AT, EV_CONTEXT_RULE);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_ALLOC_CONTEXT);
}

static void free_in_handler(void)
{
    xfree(kept);
}

static void keep_one_interrupted(void)
{
    keep_one();
    seam_interrupt(free_in_handler);
    keep_one();
}

static void freeing_in_an_interrupt_handler_is_told(void **state)
{
    (void)state;
    START(1, GO_ON, IRQ);
    assert_int_equal(RUN({0, keep_one_interrupted}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_ALLOC_CONTEXT);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).context, CONTEXT_IRQ);
}

static void free_twice(void)
{
    struct thing *thing = xzalloc(struct thing);

    xfree(thing);
    xfree(thing);
}

static void freeing_twice_is_a_bad_free(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, free_twice}), SCHED_STOPPED);
    assert_story("0:free struct thing, 0:at free_twice:xfree(thing), "
                 "0:bad free struct thing",
                 EV_FREE, EV_AT, EV_BAD_FREE);
    assert_int_equal(seam_event(EV_BAD_FREE, 0).arg[1], ACCESS_FREED);
}

static void free_inside(void)
{
    struct thing *thing = xzalloc(struct thing);

    xfree(&thing->rest);
}

static void freeing_the_middle_of_an_object_is_a_bad_free(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, free_inside}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_BAD_FREE, 0).arg[0], 1);
    assert_int_equal(seam_event(EV_BAD_FREE, 0).arg[1], ACCESS_OUTSIDE);
}

static void free_stack(void)
{
    struct thing thing;

    xfree(&thing);
}

static void freeing_what_is_not_of_the_heap_is_a_bad_free(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, free_stack}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_BAD_FREE, 0).arg[1], ACCESS_OUTSIDE);
}

/* As uninstrumented code would: nobody is told. */
#if defined(__clang__)
__attribute__((no_sanitize("address")))
#else
__attribute__((no_sanitize_address))
#endif
static void
spoil(uint8_t *byte)
{
#ifdef VALGRIND_DISABLE_ERROR_REPORTING
    VALGRIND_DISABLE_ERROR_REPORTING;
#endif
    *(volatile uint8_t *)byte = 1;
#ifdef VALGRIND_ENABLE_ERROR_REPORTING
    VALGRIND_ENABLE_ERROR_REPORTING;
#endif
}

static void write_late(void)
{
    struct thing *thing = xzalloc(struct thing);

    xfree(thing);
    spoil(&thing->rest[2]);
}

static void a_late_write_is_found_without_a_sanitizer(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, write_late}), SCHED_QUIET);
    heap_note_left();
    assert_int_equal(seam_count(EV_BAD_ACCESS), 1);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[0], 1);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[1],
                     offsetof(struct thing, rest[2]));
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[4], ACCESS_FREED);
}

static void write_beyond(void)
{
    uint8_t *bytes = xzalloc_array(uint8_t, 21);

    spoil(bytes + 21);
    xfree(bytes);
}

static void a_write_beyond_the_end_is_found_when_it_is_freed(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, write_beyond}), SCHED_QUIET);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[1], 21);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[4], ACCESS_OUTSIDE);
}

static void two_and_a_free(void)
{
    struct thing *first = xzalloc(struct thing);

    xfree(first);
    kept = xzalloc(struct thing);
    seam_tell(kept == first);
}

static void freed_memory_comes_back_only_if_the_choice_says_so(void **state)
{
    static const struct world world = {.nr_cpus = 1, .reuse = true};

    (void)state;
    START(1, GO_ON, GO_ON, GO_ON, 1);
    assert_int_equal(RUN({0, two_and_a_free}), SCHED_QUIET);
    assert_false(seam_told[0]);
    START_IN(world);
    assert_int_equal(RUN({0, two_and_a_free}), SCHED_QUIET);
    assert_false(seam_told[0]);
    START_IN(world, GO_ON, GO_ON, GO_ON, 1);
    assert_int_equal(RUN({0, two_and_a_free}), SCHED_QUIET);
    assert_true(seam_told[0]);
    assert_int_equal(seam_event(EV_ALLOC, 1).arg[0], 2);
}

static void one_fails(void)
{
    struct thing *thing = xzalloc(struct thing);

    seam_tell(thing == NULL);
    xfree(thing);
}

static void an_allocation_fails_when_the_choice_says_so(void **state)
{
    static const struct world world = {.nr_cpus = 1, .faults = true};

    (void)state;
    START_IN(world, GO_ON, 1);
    assert_int_equal(RUN({0, one_fails}), SCHED_QUIET);
    assert_true(seam_told[0]);
    assert_story("0:alloc failed struct thing", EV_ALLOC, EV_ALLOC_FAIL);
    /* Without faults in the world nobody is asked. */
    START(1, GO_ON, 1);
    assert_int_equal(RUN({0, one_fails}), SCHED_QUIET);
    assert_false(seam_told[0]);
    START_IN(world, GO_ON, 1);
    heap_behave();
    assert_int_equal(RUN({0, one_fails}), SCHED_QUIET);
    assert_false(seam_told[0]);
}

static void the_nth_allocation_fails_once(void **state)
{
    (void)state;
    START(1);
    heap_fail_nth(2);
    assert_int_equal(RUN({0, one_fails}, {0, one_fails}, {0, one_fails}),
                     SCHED_QUIET);
    assert_false(seam_told[0]);
    assert_true(seam_told[1]);
    assert_false(seam_told[2]);
}

static void allocate_all(void)
{
    while ( xmalloc_bytes(100000) )
        ;
}

static void an_exhausted_heap_refuses(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, allocate_all}), SCHED_QUIET);
    assert_int_equal(seam_count(EV_ALLOC), 10);
    assert_int_equal(seam_count(EV_ALLOC_FAIL), 1);
}

static void what_the_boot_left_is_not_left_behind(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, keep_one}), SCHED_QUIET);
    heap_note_left();
    assert_int_equal(seam_count(EV_LEFT), 0);
    heap_mark_boot();
    assert_int_equal(RUN({0, keep_one}), SCHED_QUIET);
    heap_note_left();
    assert_story("0:left struct thing", EV_LEFT);
    assert_int_equal(seam_event(EV_LEFT, 0).arg[0], LEFT_MEMORY);
    assert_int_equal(seam_event(EV_LEFT, 0).arg[2], 2);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_object_is_named_by_its_type),
        cmocka_unit_test(
            a_request_for_nothing_gets_something_that_can_be_freed),
        cmocka_unit_test(a_flexible_structure_has_room_for_its_tail),
        cmocka_unit_test(XFREE_clears_the_variable_before_the_memory_goes),
        cmocka_unit_test(allocating_with_interrupts_off_is_only_for_the_boot),
        cmocka_unit_test(freeing_in_an_interrupt_handler_is_told),
        cmocka_unit_test(freeing_twice_is_a_bad_free),
        cmocka_unit_test(freeing_the_middle_of_an_object_is_a_bad_free),
        cmocka_unit_test(freeing_what_is_not_of_the_heap_is_a_bad_free),
        cmocka_unit_test(a_late_write_is_found_without_a_sanitizer),
        cmocka_unit_test(a_write_beyond_the_end_is_found_when_it_is_freed),
        cmocka_unit_test(freed_memory_comes_back_only_if_the_choice_says_so),
        cmocka_unit_test(an_allocation_fails_when_the_choice_says_so),
        cmocka_unit_test(the_nth_allocation_fails_once),
        cmocka_unit_test(an_exhausted_heap_refuses),
        cmocka_unit_test(what_the_boot_left_is_not_left_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
