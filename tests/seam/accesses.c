/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bad loads and stores of the mediator are facts, and the process lives on.
 * HOOKED: the compiler tells of every load and store.
 */
#include "seam.h"

#include "access.h"
#include "fake-mediator.h"

static struct fake_object *object;
static int frame;

static void make(void)
{
    object = fake_make();
}

static void make_and_release(void)
{
    make();
    fake_release(object);
}

/* What the run said at its end. */
static void expect_bad(const char *class, enum log_access how, uint64_t offset,
                       bool write)
{
    struct event bad = seam_event(EV_BAD_ACCESS, 0);

    assert_string_equal(name_text(bad.name), class);
    assert_int_equal(bad.arg[1], offset);
    assert_int_equal(bad.arg[3], write);
    assert_int_equal(bad.arg[4], how);
    assert_int_equal(seam_count(EV_AT), 1);
}

static void copy_freed(void)
{
    char to[8];

    make_and_release();
    fake_copy(to, object, sizeof(to));
}

static void copying_from_freed_memory_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, copy_freed}), SCHED_STOPPED);
    expect_bad("struct fake_object", ACCESS_FREED, 0, false);
    assert_string_equal(name_text(seam_event(EV_AT, 0).name),
                        "fake_copy:memcpy(to,from)");
}

static void copy_too_much(void)
{
    static const char from[64];

    make();
    fake_copy(object, from, 49);
}

static void copying_beyond_the_end_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, copy_too_much}), SCHED_STOPPED);
    expect_bad("struct fake_object", ACCESS_OUTSIDE, 0, true);
}

static void copy_within(void)
{
    static const char from[64];

    make();
    fake_copy(object, from, 48);
    fake_copy(object, from, 0);
    fake_release(object);
}

static void copying_a_whole_object_is_fine(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, copy_within}), SCHED_QUIET);
}

static void copy_page(void)
{
    char to[16];
    void *page;

    frame = page_alloc(1, 1);
    page = page_bytes((unsigned int)frame);
    fake_copy(to, page, sizeof(to));
    page_put((unsigned int)frame);
    fake_copy(to, page, sizeof(to));
}

static void a_page_that_went_back_must_not_be_read(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, copy_page}), SCHED_STOPPED);
    expect_bad("page", ACCESS_PAGE_FREED, 0, false);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[0], frame);
}

static void a_copy_of_a_page_is_a_decision_point(void **state)
{
    uint64_t points;

    (void)state;
    START(1);
    points = sched_points();
    assert_int_equal(RUN({0, copy_within}), SCHED_QUIET);
    points = sched_points() - points;
    assert_int_equal(points, 2); /* xzalloc, xfree */
    START(1);
    assert_int_equal(RUN({0, copy_page}), SCHED_STOPPED);
    assert_int_equal(sched_points(), 2);
}

#ifdef HOOKED
static void touch_freed(void)
{
    make_and_release();
    fake_touch(object);
}

static void a_store_to_freed_memory_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, touch_freed}), SCHED_STOPPED);
    expect_bad("struct fake_object", ACCESS_FREED, 16, true);
}

static void touch_tail_end(void)
{
    make();
    fake_touch_tail(object, 2);
    fake_touch_tail(object, 3);
}

static void a_store_beyond_the_end_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, touch_tail_end}), SCHED_STOPPED);
    expect_bad("struct fake_object", ACCESS_OUTSIDE, 48, true);
}

static void touch_before(void)
{
    make();
    fake_touch_tail(object, -4);
}

static void a_store_before_the_start_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, touch_before}), SCHED_STOPPED);
    expect_bad("struct fake_object", ACCESS_OUTSIDE, (uint64_t)-8, true);
}

static void touch_null(void)
{
    seam_tell((uint64_t)fake_load((const int *)16));
}

static void a_member_of_nothing_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, touch_null}), SCHED_STOPPED);
    expect_bad("null", ACCESS_NULL, 16, false);
}

static void touch_zero_block(void)
{
    seam_tell((uint64_t)fake_load((const int *)-1L));
}

static void the_object_of_no_bytes_must_not_be_used(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, touch_zero_block}), SCHED_STOPPED);
    expect_bad("null", ACCESS_NULL, (uint64_t)-1, false);
}

static void taking_a_list_node_out_twice_touches_poison(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, fake_unlink_twice}), SCHED_STOPPED);
    expect_bad("list node", ACCESS_POISON, 0x00100100 + 8, false);
}

static void load_page(void)
{
    const int *page;

    frame = page_alloc(1, 1);
    page = page_bytes((unsigned int)frame);
    seam_tell((uint64_t)fake_load(page));
    page_put((unsigned int)frame);
    fake_load(page + 3);
}

static void a_load_from_a_page_that_went_back_is_a_bad_access(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, load_page}), SCHED_STOPPED);
    expect_bad("page", ACCESS_PAGE_FREED, 12, false);
    assert_int_equal(seam_nr_told, 1);
}

static void spin(void)
{
    static const int never;

    fake_spin_for_ever(&never);
}

static void an_endless_loop_without_a_decision_point_ends(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, spin}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_BUDGET, 0).arg[0], BUDGET_ACCESSES);
}

static void touch_and_count(void)
{
    make();
    fake_touch(object);
    seam_tell((uint64_t)fake_once());
    fake_release(object);
}

static void pass_by(void)
{
    seam_tell(0);
}

static void loads_and_stores_are_decision_points_in_fine_runs(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, touch_and_count}), SCHED_QUIET);
    assert_int_equal(sched_points(), 2); /* xzalloc, xfree */
    access_set_points(ACCESS_POINTS_ALL);
    START(2, GO_ON, TO(1));
    assert_int_equal(RUN({0, touch_and_count}, {1, pass_by}), SCHED_QUIET);
    assert_string_equal(name_text(seam_event(EV_SWITCH, 0).name),
                        "struct fake_object+16");
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, touch_and_count}, {1, pass_by}), SCHED_QUIET);
    assert_string_equal(name_text(seam_event(EV_SWITCH, 0).name), "calls+0");
    access_set_points(ACCESS_POINTS_NONE);
}
#endif

static void use_everything(void)
{
    make();
    fake_touch(object);
    fake_touch_tail(object, 2);
    fake_release(object);
    seam_tell((uint64_t)fake_use_stack(1));
    seam_tell((uint64_t)fake_once());
}

static void good_accesses_are_not_told(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, use_everything}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 8);
    assert_int_equal(seam_count(EV_BAD_ACCESS), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(copying_from_freed_memory_is_a_bad_access),
        cmocka_unit_test(copying_beyond_the_end_is_a_bad_access),
        cmocka_unit_test(copying_a_whole_object_is_fine),
        cmocka_unit_test(a_page_that_went_back_must_not_be_read),
        cmocka_unit_test(a_copy_of_a_page_is_a_decision_point),
#ifdef HOOKED
        cmocka_unit_test(a_store_to_freed_memory_is_a_bad_access),
        cmocka_unit_test(a_store_beyond_the_end_is_a_bad_access),
        cmocka_unit_test(a_store_before_the_start_is_a_bad_access),
        cmocka_unit_test(a_member_of_nothing_is_a_bad_access),
        cmocka_unit_test(the_object_of_no_bytes_must_not_be_used),
        cmocka_unit_test(taking_a_list_node_out_twice_touches_poison),
        cmocka_unit_test(a_load_from_a_page_that_went_back_is_a_bad_access),
        cmocka_unit_test(an_endless_loop_without_a_decision_point_ends),
        cmocka_unit_test(loads_and_stores_are_decision_points_in_fine_runs),
#endif
        cmocka_unit_test(good_accesses_are_not_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
