/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fine runs, with code that is compiled as a mediator is. HOOKED: the compiler
 * tells of every load and store; without, there is nothing to test.
 */
#include "seam.h"

#include "access.h"
#include "fake-mediator.h"

#ifdef HOOKED
static struct fake_object *object;
static char told[4096]; /* one line an access                               */

static void tell(const struct access *access)
{
    size_t used = strlen(told);

    snprintf(told + used, sizeof(told) - used, "%s%s %s %u\n",
             access->touch & TOUCH_WRITE ? "write" : "read",
             access->touch & TOUCH_MARKED ? " marked" : "",
             name_text(access->name), access->size);
}

static int begin(void **state)
{
    (void)state;
    told[0] = '\0';
    access_forget();
    access_set_points(ACCESS_POINTS_ALL);
    access_set_watcher(tell);
    return 0;
}

static int end(void **state)
{
    (void)state;
    access_set_points(ACCESS_POINTS_NONE);
    access_set_facts(false);
    access_set_watcher(NULL);
    return 0;
}

static void count(void)
{
    object = fake_make();
    told[0] = '\0';
    fake_count(object);
}

static void an_increment_is_a_load_and_then_a_store(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, count}), SCHED_QUIET);
    assert_string_equal(told, "read struct fake_object+16 4\n"
                              "write struct fake_object+16 4\n");
}

static void add_one(void)
{
    fake_count(object);
}

static void tell_number(void)
{
    seam_tell((uint64_t)fake_load((const int *)((char *)object + 16)));
}

static void another_cpu_can_come_between_the_load_and_the_store(void **state)
{
    (void)state;
    /* xzalloc, the load; at the store CPU 1 runs. */
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, count}, {1, add_one}, {0, tell_number}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 1);
    START(2);
    assert_int_equal(RUN({0, count}, {1, add_one}, {0, tell_number}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 2);
}

static void mark(void)
{
    object = fake_make();
    told[0] = '\0';
    fake_mark(object);
    fake_count(object);
}

static void marked_and_atomic_accesses_are_told_as_such(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, mark}), SCHED_QUIET);
    assert_string_equal(told, "write marked struct fake_object+16 4\n"
                              "write marked struct fake_object+32 4\n"
                              "read marked struct fake_object+16 4\n"
                              "read struct fake_object+16 4\n"
                              "write struct fake_object+16 4\n");
}

static int frame;

static void copy_page(void)
{
    uint64_t words[2];
    uint64_t *page;

    frame = page_alloc(1, 1);
    page = page_bytes((unsigned int)frame);
    page[0] = page[1] = 1;
    fake_copy(words, page, sizeof(words));
    seam_tell(words[0]);
    seam_tell(words[1]);
}

static void change_page(void)
{
    uint64_t *page = page_bytes((unsigned int)frame);

    page[0] = page[1] = 2;
}

static void a_sibling_can_come_between_two_words_of_a_copy(void **state)
{
    (void)state;
    /* memcpy() itself, the first word, and then the second. */
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, copy_page}, {1, change_page}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 1);
    assert_int_equal(seam_told[1], 2);
}

static void assign(void)
{
    struct fake_object *other = fake_make();

    object = fake_make();
    told[0] = '\0';
    fake_assign(object, other);
}

static void assigning_a_structure_is_told(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, assign}), SCHED_QUIET);
    assert_non_null(strstr(told, "read struct fake_object+0"));
    assert_non_null(strstr(told, "write struct fake_object+0"));
}

static void seal(void)
{
    reset_seal();
    object = fake_make();
}

static void look(void)
{
    fake_load((const int *)((char *)object + 16));
}

static void touch(void)
{
    fake_touch(object);
}

static void a_location_is_shared_if_two_touch_it_and_one_stores(void **state)
{
    name_t class = name_intern("struct fake_object");

    (void)state;
    reset_mediator();
    START(2);
    RUN({0, seal}, {0, look}, {1, look});
    assert_false(access_is_shared(class, 16, 4));
    access_forget();
    START(2);
    RUN({0, seal}, {0, touch}, {0, look});
    assert_false(access_is_shared(class, 16, 4));
    START(2);
    RUN({0, seal}, {1, look});
    assert_true(access_is_shared(class, 16, 4));
    assert_true(access_is_shared(class, 12, 8));
    assert_false(access_is_shared(class, 24, 8));
    assert_int_equal(access_nr_shared(), 1);
}

static void only_shared_locations_are_facts(void **state)
{
    (void)state;
    reset_mediator();
    access_set_facts(true);
    START(2);
    RUN({0, seal}, {0, touch});
    assert_int_equal(seam_count(EV_ACCESS), 0);
    access_share(name_intern("struct fake_object"), 16);
    START(2);
    RUN({0, seal}, {0, touch}, {1, look});
    assert_int_equal(seam_count(EV_ACCESS), 2);
    assert_int_equal(seam_event(EV_ACCESS, 0).arg[1], 16);
    assert_int_equal(seam_event(EV_ACCESS, 0).arg[3], TOUCH_WRITE);
}

static void the_digest_is_that_of_the_run_without_these_facts(void **state)
{
    uint64_t digest;

    (void)state;
    reset_mediator();
    START(2);
    RUN({0, seal}, {0, touch}, {1, look});
    digest = log_digest();
    access_share(name_intern("struct fake_object"), 16);
    access_set_facts(true);
    START(2);
    RUN({0, seal}, {0, touch}, {1, look});
    assert_int_equal(seam_count(EV_ACCESS), 2);
    assert_true(log_digest() == digest);
}
#endif

#define FINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
#ifdef HOOKED
    static const struct CMUnitTest tests[] = {
        FINE(an_increment_is_a_load_and_then_a_store),
        FINE(another_cpu_can_come_between_the_load_and_the_store),
        FINE(marked_and_atomic_accesses_are_told_as_such),
        FINE(a_sibling_can_come_between_two_words_of_a_copy),
        FINE(assigning_a_structure_is_told),
        FINE(a_location_is_shared_if_two_touch_it_and_one_stores),
        FINE(only_shared_locations_are_facts),
        FINE(the_digest_is_that_of_the_run_without_these_facts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
#else
    return 0;
#endif
}
