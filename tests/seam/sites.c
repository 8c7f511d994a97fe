/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Call sites: their names, that each primitive is a decision point, and what
 * it does. None of it may depend on the compiler.
 */
#include "seam.h"

#define CONFIG_CALL_SITES 1
#include <xen/bitmap.h>
#include <xen/lib.h>
#include <xen/list.h>
#include <xen/rwlock.h>
#include <xen/spinlock.h>
#include <asm/atomic.h>

struct inner
{
    int value;
    bool flag;
    spinlock_t lock;
};

struct outer
{
    struct inner *inner;
    struct inner plain;
    unsigned int array[4];
};

static struct inner inner;
static struct outer outer = {.inner = &inner};
static struct outer *pointer = &outer;
static DECLARE_BITMAP(bits, 70);
static atomic_t counter;
static name_t names[16];
static unsigned int nr_names;

static void keep_name(void)
{
    assert_true(nr_names < SIM_ARRAY_SIZE(names));
    names[nr_names++] = facade_site();
}

static void expect_names(const char *const *texts, unsigned int nr)
{
    assert_int_equal(nr_names, nr);
    for ( unsigned int i = 0; i < nr; i++ )
        assert_string_equal(name_text(names[i]), texts[i]);
    nr_names = 0;
}
#define EXPECT_NAMES(...)                                                      \
    expect_names((const char *const[]){__VA_ARGS__},                           \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void visit(void)
{
    ACCESS_ONCE(pointer->inner->value)++;
    keep_name();
    ACCESS_ONCE(pointer->plain.value) = 2;
    keep_name();
    (void)ACCESS_ONCE(((struct outer *)pointer)->array[pointer->plain.value]);
    keep_name();
    (void)test_and_set_bool(pointer->plain.flag);
    keep_name();
    set_bit(pointer->plain.value, bits);
    keep_name();
    (void)xchg(&pointer->inner->value, 4);
    keep_name();
    spin_lock_init(&pointer->inner->lock);
    spin_lock(&pointer->inner->lock);
    keep_name();
    spin_unlock(&pointer->inner->lock);
    keep_name();
}

static void a_site_is_function_primitive_and_last_member(void **state)
{
    (void)state;
    START(1);
    visit();
    EXPECT_NAMES("visit:ACCESS_ONCE(value)", "visit:ACCESS_ONCE(plain.value)",
                 "visit:ACCESS_ONCE(array[plain.value])",
                 "visit:test_and_set_bool(plain.flag)",
                 "visit:set_bit(plain.value,bits)", "visit:xchg(value)",
                 "visit:spin_lock(lock)", "visit:spin_unlock(lock)");
    assert_story("0:lock lock", EV_LOCK);
}

static void nest(void)
{
    set_bit(atomic_read(&counter), bits);
    keep_name();
}

static void a_site_in_an_argument_comes_first(void **state)
{
    (void)state;
    START(1);
    nest();
    EXPECT_NAMES("nest:set_bit(atomic_read(counter),bits)");
}

static void use_each_once(void)
{
    atomic_inc(&counter);
    atomic_dec(&counter);
    (void)atomic_dec_and_test(&counter);
    atomic_set(&counter, 0);
    (void)atomic_read(&counter);
    (void)cmpxchg(&inner.value, 0, 0);
    (void)xchg(&inner.value, 0);
    (void)test_and_clear_bool(inner.flag);
    (void)test_and_set_bit(0, bits);
    clear_bit(0, bits);
    (void)test_bit(0, bits);
    (void)ACCESS_ONCE(inner.value);
    (void)read_atomic(&inner.value);
    write_atomic(&inner.value, 0);
    local_irq_disable();
    local_irq_enable();
    smp_mb();
    barrier();
}

static void each_primitive_is_one_decision_point_and_a_barrier_none(
    void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, use_each_once}), SCHED_QUIET);
    assert_int_equal(sched_points(), 16);
}

static void point_away(void)
{
    atomic_inc(&counter);
    seam_tell(facade_site());
}

static void use_another(void)
{
    atomic_dec(&counter);
}

static void a_site_is_still_there_after_another_cpu_ran(void **state)
{
    (void)state;
    START(2, TO(1));
    assert_int_equal(RUN({0, point_away}, {1, use_another}), SCHED_QUIET);
    assert_string_equal(name_text((name_t)seam_told[0]),
                        "point_away:atomic_inc(counter)");
    assert_string_equal(name_text(seam_event(EV_SWITCH, 0).name),
                        "point_away:atomic_inc(counter)");
}

static void fail_assertion(void)
{
    ASSERT(pointer->plain.value > 100);
}

static void a_failed_assertion_ends_the_run(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, fail_assertion}), SCHED_STOPPED);
    assert_story("0:at fail_assertion:ASSERT(plain.value>100), "
                 "0:assertion ASSERT(pointer->plain.value > 100)",
                 EV_AT, EV_ASSERT);
    assert_int_equal(seam_event(EV_ASSERT, 0).arg[0], false);
}

static void die(void)
{
    if ( pointer )
        panic("no %d\n", 1);
}

static void a_panic_ends_the_run(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, die}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_ASSERT, 0).arg[0], true);
    assert_int_equal(seam_count(EV_AT), 1);
}

static void unlink_strayed(void)
{
    LIST_HEAD(head);
    struct list_head node;

    list_add_tail(&node, &head);
    head.next = &head;
    list_del(&node);
}

static void taking_out_a_node_its_neighbours_do_not_know_is_an_assertion(
    void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, unlink_strayed}), SCHED_STOPPED);
    assert_int_equal(seam_count(EV_ASSERT), 1);
}

static void bits_are_found_set_and_cleared(void **state)
{
    unsigned int bit;
    unsigned int seen = 0;

    (void)state;
    START(1);
    bitmap_zero(bits, 70);
    assert_true(bitmap_empty(bits, 70));
    set_bit(69, bits);
    set_bit(3, bits);
    assert_true(test_bit(69, bits));
    assert_true(bitmap_empty(bits, 3));
    assert_int_equal(bitmap_weight(bits, 69), 1);
    for_each_set_bit(bit, bits, 70) seen = seen * 100 + bit;
    assert_int_equal(seen, 369);
    assert_true(test_and_clear_bit(3, bits));
    assert_int_equal(find_first_bit(bits, 70), 69);
    clear_bit(69, bits);
    assert_int_equal(find_first_bit(bits, 70), 70);
    bitmap_fill(bits, 70);
    assert_int_equal(find_first_zero_bit(bits, 70), 70);
    assert_true(GENMASK(7, 4) == 0xf0 && GENMASK_ULL(63, 63) == 1ULL << 63);
    assert_int_equal(fls(0x10), 5);
    assert_int_equal(hweight64(0xff00ff00ff00ff00UL), 32);
}

static void atomics_return_what_they_promise(void **state)
{
    int value = 5;

    (void)state;
    START(1);
    atomic_set(&counter, 1);
    assert_int_equal(atomic_add_return(3, &counter), 4);
    assert_false(atomic_sub_and_test(3, &counter));
    assert_true(atomic_dec_and_test(&counter));
    assert_int_equal(atomic_cmpxchg(&counter, 1, 9), 0);
    assert_int_equal(atomic_cmpxchg(&counter, 0, 9), 0);
    assert_int_equal(atomic_add_unless(&counter, 1, 9), 9);
    assert_int_equal(atomic_read(&counter), 9);
    assert_int_equal(cmpxchg(&value, 5, 6), 5);
    assert_int_equal(xchg(&value, 8), 6);
    assert_int_equal(value, 8);
    inner.flag = false;
    assert_false(test_and_set_bool(inner.flag));
    assert_true(test_and_set_bool(inner.flag));
    assert_true(test_and_clear_bool(inner.flag));
}

static void guests_may_print_ten_times_and_then_every_five_seconds(void **state)
{
    unsigned int printed = 0;

    (void)state;
    START(1);
    for ( int i = 0; i < 20; i++ )
        printed += printk_ratelimit();
    assert_int_equal(printed, 10);
    clock_move_to(5000000000LL);
    assert_true(printk_ratelimit());
    assert_false(printk_ratelimit());
}

static char console[256];

static void write_console(const char *text)
{
    strcpy(console, text);
}

static void a_text_is_formatted_for_the_console(void **state)
{
    (void)state;
    START(1);
    printk_set_console(write_console);
    printk("%s: %#lx %-4d|%u%% %04x %c\n", "a", 0x10UL, -2, 3U, 0xabU, 'z');
    assert_string_equal(console, "a: 0x10 -2  |3% 00ab z\n");
    printk("%pd %p.\n", NULL, (void *)&inner);
    assert_string_equal(console, "NULL (pointer).\n");
    printk_set_console(NULL);
    printk("%s %d\n", "b", 1);
    assert_string_equal(console, "NULL (pointer).\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_is_function_primitive_and_last_member),
        cmocka_unit_test(a_site_in_an_argument_comes_first),
        cmocka_unit_test(
            each_primitive_is_one_decision_point_and_a_barrier_none),
        cmocka_unit_test(a_site_is_still_there_after_another_cpu_ran),
        cmocka_unit_test(a_failed_assertion_ends_the_run),
        cmocka_unit_test(a_panic_ends_the_run),
        cmocka_unit_test(
            taking_out_a_node_its_neighbours_do_not_know_is_an_assertion),
        cmocka_unit_test(bits_are_found_set_and_cleared),
        cmocka_unit_test(atomics_return_what_they_promise),
        cmocka_unit_test(
            guests_may_print_ten_times_and_then_every_five_seconds),
        cmocka_unit_test(a_text_is_formatted_for_the_console),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
