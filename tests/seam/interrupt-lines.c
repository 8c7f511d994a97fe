/* SPDX-License-Identifier: GPL-2.0-only */
/* request_irq and its family, and what happens when an interrupt comes. */
#include "hyper.h"

#include "gic.h"

#include <xen/errno.h>
#include <xen/irq.h>
#include <xen/smp.h>

#define SGI 8u
#define PPI 20u
#define SPI 40u

static void boot(unsigned int cpus)
{
    hyper_plain();
    BOOT(cpus);
}

static void handler(int irq, void *dev_id)
{
    seam_tell((uint64_t)irq);
    seam_tell(machine_cpu());
    seam_tell((uint64_t)(unsigned long)dev_id);
    seam_tell(in_irq() && local_irq_is_enabled());
}

static int ask(unsigned int irq)
{
    return request_irq(irq, 0, handler, "test", (void *)3);
}

static void ask_and_raise_on_both(void)
{
    seam_tell((uint64_t)-ask(SGI));
    gic_set_edge(0, SGI, true);
    gic_set_edge(1, SGI, true);
    gic_raise(0, SGI);
    gic_raise(1, SGI);
}

/* INTIDs below 32 are banked: who has not asked loses it. In a handler
 * interrupts are on. */
static void an_sgi_has_a_handler_only_where_it_was_asked_for(void **state)
{
    static const uint64_t told[] = {0, SGI, 0, 3, 1};

    (void)state;
    boot(2);
    assert_int_equal(RUN({0, ask_and_raise_on_both}), SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_story("0:irq -, 0:irq end -, 1:irq lost -", EV_IRQ, EV_IRQ_END,
                 EV_IRQ_LOST);
}

static void ask_wrongly(void)
{
    seam_tell((uint64_t)-request_irq(SGI, 0, NULL, "test", NULL));
    seam_tell((uint64_t)-ask(NR_IRQS));
    seam_tell((uint64_t)-ask(SGI));
    seam_tell((uint64_t)-ask(SGI));
}

static void request_irq_refuses_nonsense_and_the_second_user(void **state)
{
    static const uint64_t told[] = {EINVAL, EINVAL, 0, EINVAL};

    (void)state;
    boot(1);
    assert_int_equal(RUN({0, ask_wrongly}), SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
}

static struct irqaction first = {.handler = handler, .dev_id = (void *)1};
static struct irqaction second = {.handler = handler, .dev_id = (void *)2};

static void share(void)
{
    seam_tell((uint64_t)-setup_irq(SGI, IRQF_SHARED, &first));
    seam_tell((uint64_t)-setup_irq(SGI, IRQF_SHARED, &second));
    gic_set_edge(0, SGI, true);
    gic_raise(0, SGI);
}

static void release_second(void)
{
    release_irq(SGI, (void *)2);
    gic_raise(0, SGI);
}

static void users_that_share_are_all_called(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, share}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 2 + 2 * 4);
    assert_int_equal(seam_told[4], 2);
    assert_int_equal(seam_told[8], 1);
    seam_nr_told = 0;
    assert_int_equal(RUN({0, release_second}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 4);
    assert_int_equal(seam_told[2], 1);
}

static void set_types(void)
{
    seam_tell((uint64_t)-irq_set_type(PPI, IRQ_TYPE_LEVEL_HIGH));
    seam_tell((uint64_t)-irq_set_type(PPI, IRQ_TYPE_LEVEL_HIGH));
    seam_tell((uint64_t)-irq_set_type(PPI, IRQ_TYPE_EDGE_RISING));
    seam_tell((uint64_t)-irq_set_type(SPI, IRQ_TYPE_EDGE_RISING));
    seam_tell((uint64_t)-irq_set_type(SPI, IRQ_TYPE_LEVEL_HIGH));
    seam_tell((uint64_t)-ask(SPI));
    gic_raise(0, SPI);
}

static void a_trigger_type_is_set_once(void **state)
{
    static const uint64_t told[] = {0, 0, EBUSY, 0, EBUSY, 0, SPI, 1};

    (void)state;
    boot(2);
    assert_int_equal(RUN({1, set_types}), SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
}

static void ask_without_type(void)
{
    ask(PPI);
}

static void a_line_without_a_trigger_type_is_an_assertion(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, ask_without_type}), SCHED_STOPPED);
    assert_int_equal(seam_count(EV_ASSERT), 1);
}

static void type_out_of_range(void)
{
    irq_set_type(5000, IRQ_TYPE_EDGE_RISING);
}

/* Xen indexes beyond its table. */
static void an_intid_beyond_the_table_is_a_fact(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, type_out_of_range}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_RANGE);
}

static void ask_with_irqs_off(void)
{
    local_irq_disable();
    ask(SGI);
}

/* request_irq allocates, which is not for everybody. */
static void request_irq_with_interrupts_off_breaks_the_allocation_rule(void **s)
{
    (void)s;
    boot(2);
    assert_int_equal(RUN({0, ask_with_irqs_off}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_ALLOC_CONTEXT);
}

static void faulty_ask(void)
{
    seam_tell((uint64_t)-ask(SGI));
    seam_tell((uint64_t)-ask(SGI));
    seam_tell((uint64_t)-ask(SGI));
}

static void request_irq_fails_where_the_scenario_wants_it(void **state)
{
    static const struct world faulty = {.nr_cpus = 1, .faults = true};
    static const uint64_t told[] = {ENOMEM, EBUSY, 0};

    (void)state;
    hyper_plain();
    /* A point and the memory; a point, the memory and the line; two calm ones. */
    BOOT_IN(faulty, 0, 1, 0, 0, 1);
    assert_int_equal(RUN({0, faulty_ask}), SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
}

static void leave_locked(int irq, void *dev_id)
{
    (void)irq;
    (void)dev_id;
    preempt_disable();
}

static void raise_badly(void)
{
    request_irq(SGI, 0, leave_locked, "test", NULL);
    gic_set_edge(0, SGI, true);
    gic_raise(0, SGI);
}

/* Only what the handler itself leaves is said of it. */
static void what_a_handler_leaves_behind_is_noted(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, raise_badly}), SCHED_QUIET);
    assert_int_equal(seam_event(EV_HELD, 1).arg[2], 1);
    preempt_enable();
}

static void called(void *info)
{
    seam_tell(machine_cpu());
    seam_tell(in_irq() && !local_irq_is_enabled());
    ++*(unsigned int *)info;
}

static void call_everybody(void)
{
    unsigned int nr = 0;

    on_selected_cpus(&cpu_online_map, called, &nr, 1);
    seam_tell(nr);
}

/* In hard interrupt context everywhere, with interrupts off. */
static void on_selected_cpus_calls_each_and_waits(void **state)
{
    (void)state;
    boot(3);
    assert_int_equal(RUN({1, call_everybody}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 7);
    assert_int_equal(seam_told[0], 1);
    assert_int_equal(seam_told[1], true);
    assert_int_equal(seam_told[2], 0);
    assert_int_equal(seam_told[4], 2);
    assert_int_equal(seam_told[6], 3);
}

static void call_with_irqs_off(void)
{
    unsigned int nr = 0;

    local_irq_disable();
    on_selected_cpus(cpumask_of(0), called, &nr, 1);
    local_irq_enable();
}

static void on_selected_cpus_wants_interrupts_on(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, call_with_irqs_off}), SCHED_QUIET);
    assert_story("0:context rule on_selected_cpus", EV_CONTEXT_RULE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_sgi_has_a_handler_only_where_it_was_asked_for),
        cmocka_unit_test(request_irq_refuses_nonsense_and_the_second_user),
        cmocka_unit_test(users_that_share_are_all_called),
        cmocka_unit_test(a_trigger_type_is_set_once),
        cmocka_unit_test(a_line_without_a_trigger_type_is_an_assertion),
        cmocka_unit_test(an_intid_beyond_the_table_is_a_fact),
        cmocka_unit_test(
            request_irq_with_interrupts_off_breaks_the_allocation_rule),
        cmocka_unit_test(request_irq_fails_where_the_scenario_wants_it),
        cmocka_unit_test(what_a_handler_leaves_behind_is_noted),
        cmocka_unit_test(on_selected_cpus_calls_each_and_waits),
        cmocka_unit_test(on_selected_cpus_wants_interrupts_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
