/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupts in the middle of hypervisor code, and the GIC behind them.
 */
#include "scripted.h"

static void raise_and_point(const struct sched_op *op)
{
    gic_raise(op->cpu, 8);
    gic_raise(op->cpu, 3);
    scripted_say("a");
    scripted_point();
    scripted_say("a'");
}

/* Rule 2: only where a decision says so, and then before the code goes on. */
static void an_interrupt_is_taken_at_a_decision_point_that_says_so(void **state)
{
    (void)state;
    START(1, IRQ);
    RUN(OP(0, raise_and_point));
    assert_story("0:a 0:(i3 0:) 0:a' 0:(i8 0:) ");
    assert_int_equal(scripted_event(EV_SWITCH, 0).arg[0], 0);
    START(1, GO_ON);
    RUN(OP(0, raise_and_point));
    assert_story("0:a 0:a' 0:(i3 0:) 0:(i8 0:) ");
}

static void raise_masked(const struct sched_op *op)
{
    machine_mask_irqs(true);
    raise_and_point(op);
}

static void a_masked_cpu_takes_no_interrupt(void **state)
{
    (void)state;
    START(1, IRQ);
    RUN(OP(0, raise_masked));
    assert_story("0:a 0:a' 0:(i3 0:) 0:(i8 0:) ");
    assert_int_equal(scripted_count(EV_SWITCH), 0);
}

static void tell_context(unsigned int intid)
{
    (void)intid;
    scripted_say(machine_in_irq() && machine_context() == CONTEXT_IRQ
                     ? "in irq"
                     : "not in irq");
    scripted_say(machine_irqs_masked() ? "masked" : "unmasked");
}

static void interrupt_then_tell(const struct sched_op *op)
{
    gic_raise(op->cpu, 8);
    scripted_point();
    tell_context(0);
}

static void interrupts_are_unmasked_again_after_a_handler(void **state)
{
    (void)state;
    START(1, IRQ);
    RUN(OP(0, interrupt_then_tell));
    assert_story("0:(i8 0:) 0:not in irq 0:unmasked ");
}

static void a_handler_begins_masked_and_in_its_own_context(void **state)
{
    (void)state;
    START(1, IRQ);
    script.on_irq = tell_context;
    RUN(OP(0, raise_and_point));
    assert_story("0:a 0:(i3 0:in irq 0:masked 0:) 0:a' "
                 "0:(i8 0:in irq 0:masked 0:) ");
    assert_false(machine_in_irq());
    assert_false(machine_irqs_masked());
}

static void unmask_and_point(unsigned int intid)
{
    (void)intid;
    machine_mask_irqs(false);
    scripted_point();
}

/* LIFO: the inner handler ends before the outer one. */
static void interrupts_nest_last_in_first_out(void **state)
{
    (void)state;
    START(1, IRQ, IRQ);
    script.on_irq = unmask_and_point;
    RUN(OP(0, raise_and_point));
    assert_story("0:a 0:(i3 0:(i8 0:) 0:) 0:a' ");
}

static void raise_itself(unsigned int intid)
{
    static unsigned int times;

    if ( times++ )
        return;
    gic_raise(machine_cpu(), intid);
    unmask_and_point(intid);
}

/* An active interrupt waits for its end, and is taken again then. */
static void an_active_interrupt_is_not_taken_on_top_of_itself(void **state)
{
    (void)state;
    START(1, IRQ, IRQ);
    script.on_irq = raise_itself;
    RUN(OP(0, raise_and_point));
    /* On top of 3 comes 8, not 3. */
    assert_story("0:a 0:(i3 0:(i8 0:) 0:) 0:a' 0:(i3 0:) ");
}

static void point_in_handler(unsigned int intid)
{
    (void)intid;
    scripted_point();
}

/* A handler has decision points of its own: another CPU may run within it. */
static void another_cpu_may_run_in_the_middle_of_a_handler(void **state)
{
    (void)state;
    START(2, IRQ, TO(1));
    script.on_irq = point_in_handler;
    RUN(OP(0, raise_and_point), OP(1, op_b));
    assert_story("0:a 0:(i3 1:b 0:) 0:a' 0:(i8 0:) ");
    assert_int_equal(scripted_event(EV_SWITCH, 1).context, CONTEXT_IRQ);
}

static void contexts_nest(void **state)
{
    (void)state;
    START(1);
    machine_push_context(CONTEXT_IRQ);
    machine_push_context(CONTEXT_SOFTIRQ);
    assert_int_equal(machine_context(), CONTEXT_SOFTIRQ);
    assert_true(machine_in_irq());
    machine_pop_context();
    assert_int_equal(machine_context(), CONTEXT_IRQ);
    machine_pop_context();
    assert_int_equal(machine_context(), CONTEXT_IDLE);
    assert_false(machine_in_irq());
}

/* GIC. */

static void an_edge_that_is_pending_is_taken_once(void **state)
{
    (void)state;
    START(1);
    gic_raise(0, 5);
    gic_raise(0, 5);
    assert_true(gic_pending(0, 5));
    assert_int_equal(gic_acknowledge(0), 5);
    assert_false(gic_pending(0, 5));
    assert_true(gic_active(0, 5));
    assert_int_equal(gic_acknowledge(0), GIC_SPURIOUS);
    gic_end(0, 5);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
}

static void an_edge_raised_while_active_is_taken_after_the_end(void **state)
{
    (void)state;
    START(1);
    gic_raise(0, 5);
    gic_acknowledge(0);
    gic_raise(0, 5);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    gic_end(0, 5);
    assert_int_equal(gic_highest(0), 5);
}

static void a_level_is_pending_for_as_long_as_its_line_is_high(void **state)
{
    (void)state;
    START(1);
    gic_enable(0, 40, true);
    gic_raise(0, 40);
    assert_int_equal(gic_acknowledge(0), 40);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    gic_end(0, 40);
    assert_int_equal(gic_highest(0), 40);
    gic_lower(0, 40);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    gic_set_edge(0, 40, true);
    gic_raise(0, 40);
    gic_lower(0, 40);
    assert_int_equal(gic_highest(0), 40);
}

static void sgis_are_edge_whatever_they_are_set_to(void **state)
{
    (void)state;
    START(1);
    gic_set_edge(0, 5, false);
    gic_raise(0, 5);
    gic_acknowledge(0);
    gic_end(0, 5);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
}

static void the_lowest_intid_is_taken_first(void **state)
{
    (void)state;
    START(1);
    gic_enable(0, 900, true);
    gic_enable(0, 33, true);
    gic_enable(0, 27, true);
    gic_raise(0, 900);
    gic_raise(0, 33);
    gic_raise(0, 27);
    gic_raise(0, 15);
    assert_int_equal(gic_acknowledge(0), 15);
    assert_int_equal(gic_acknowledge(0), 27);
    assert_int_equal(gic_acknowledge(0), 33);
    assert_int_equal(gic_acknowledge(0), 900);
    assert_int_equal(gic_acknowledge(0), GIC_SPURIOUS);
}

static void sgis_and_ppis_are_banked(void **state)
{
    (void)state;
    START(2);
    gic_raise(1, 5);
    assert_false(gic_pending(0, 5));
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    assert_int_equal(gic_highest(1), 5);
    gic_enable(1, 27, true);
    gic_raise(0, 27);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
}

static void an_spi_goes_where_it_is_routed(void **state)
{
    (void)state;
    START(2);
    gic_enable(0, 64, true);
    gic_raise(1, 64);
    assert_int_equal(gic_highest(0), 64);
    assert_int_equal(gic_highest(1), GIC_SPURIOUS);
    gic_route(64, 1);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    assert_int_equal(gic_acknowledge(1), 64);
    /* Active on one CPU: not taken on another. */
    gic_route(64, 0);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
}

static void a_disabled_interrupt_stays_pending(void **state)
{
    (void)state;
    START(1);
    gic_enable(0, 5, false);
    gic_raise(0, 5);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    assert_true(gic_pending(0, 5));
    gic_enable(0, 5, true);
    assert_int_equal(gic_highest(0), 5);
}

static void a_cpu_comes_up_with_sgis_enabled_and_nothing_pending(void **state)
{
    (void)state;
    START(2);
    gic_enable(1, 27, true);
    gic_raise(1, 27);
    gic_raise(1, 5);
    gic_acknowledge(1);
    gic_cpu_init(1);
    assert_false(gic_pending(1, 27));
    assert_false(gic_active(1, 5));
    gic_raise(1, 27);
    assert_int_equal(gic_highest(1), GIC_SPURIOUS);
    gic_raise(1, 5);
    assert_int_equal(gic_highest(1), 5);
}

static void what_is_not_an_interrupt_is_never_pending(void **state)
{
    (void)state;
    START(1);
    gic_raise(0, 1020);
    gic_raise(0, 1023);
    gic_raise(0, 70000);
    gic_raise(7, 5);
    gic_lower(0, 70000);
    assert_false(gic_pending(0, 1020));
    assert_false(gic_pending(0, 70000));
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
}

static void a_boot_forgets_every_interrupt(void **state)
{
    (void)state;
    START(1);
    gic_enable(0, 64, true);
    gic_set_edge(0, 64, true);
    gic_raise(0, 64);
    gic_acknowledge(0);
    gic_raise(0, 64);
    START(1);
    assert_false(gic_active(0, 64));
    assert_false(gic_pending(0, 64));
    gic_raise(0, 64);
    assert_int_equal(gic_highest(0), GIC_SPURIOUS);
    gic_lower(0, 64);
    assert_false(gic_pending(0, 64));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            an_interrupt_is_taken_at_a_decision_point_that_says_so),
        cmocka_unit_test(a_masked_cpu_takes_no_interrupt),
        cmocka_unit_test(a_handler_begins_masked_and_in_its_own_context),
        cmocka_unit_test(interrupts_are_unmasked_again_after_a_handler),
        cmocka_unit_test(interrupts_nest_last_in_first_out),
        cmocka_unit_test(an_active_interrupt_is_not_taken_on_top_of_itself),
        cmocka_unit_test(another_cpu_may_run_in_the_middle_of_a_handler),
        cmocka_unit_test(contexts_nest),
        cmocka_unit_test(an_edge_that_is_pending_is_taken_once),
        cmocka_unit_test(an_edge_raised_while_active_is_taken_after_the_end),
        cmocka_unit_test(a_level_is_pending_for_as_long_as_its_line_is_high),
        cmocka_unit_test(sgis_are_edge_whatever_they_are_set_to),
        cmocka_unit_test(the_lowest_intid_is_taken_first),
        cmocka_unit_test(sgis_and_ppis_are_banked),
        cmocka_unit_test(an_spi_goes_where_it_is_routed),
        cmocka_unit_test(a_disabled_interrupt_stays_pending),
        cmocka_unit_test(a_cpu_comes_up_with_sgis_enabled_and_nothing_pending),
        cmocka_unit_test(what_is_not_an_interrupt_is_never_pending),
        cmocka_unit_test(a_boot_forgets_every_interrupt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
