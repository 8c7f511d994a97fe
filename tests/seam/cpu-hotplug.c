/* SPDX-License-Identifier: GPL-2.0-only */
/* CPUs that come up and go down: who is told what, where, in which order. */
#include "hyper.h"

#include "gic.h"

#include <xen/cpu.h>
#include <xen/errno.h>
#include <xen/irq.h>
#include <xen/xmalloc.h>

#define SGI 8u

static unsigned long refused; /* the action that the second one refuses */

static int told(unsigned int who, unsigned long action, const void *hcpu)
{
    static char name[64];

    snprintf(name, sizeof(name), "%u:%lx:cpu%lu%s", who, action,
             (unsigned long)hcpu, local_irq_is_enabled() ? "" : ":off");
    machine_note(EV_SOFTIRQ, name_intern(name), 0);
    return who == 2 && action == refused ? notifier_from_errno(-EBUSY)
                                         : NOTIFY_DONE;
}

static int first_call(struct notifier_block *nfb, unsigned long action,
                      void *hcpu)
{
    (void)nfb;
    return told(1, action, hcpu);
}

static int second_call(struct notifier_block *nfb, unsigned long action,
                       void *hcpu)
{
    (void)nfb;
    return told(2, action, hcpu);
}

/* The second is registered first: priority decides. */
static struct notifier_block first = {.notifier_call = first_call,
                                      .priority = 5};
static struct notifier_block second = {.notifier_call = second_call};

static void register_both(void)
{
    register_cpu_notifier(&second);
    register_cpu_notifier(&first);
}

static void note_secondary(void)
{
    char name[32];

    snprintf(name, sizeof(name), "secondary%s",
             cpu_online(smp_processor_id()) && local_irq_is_enabled() ? ""
                                                                      : "!");
    machine_note(EV_SOFTIRQ, name_intern(name), 0);
}

static void boot_with(unsigned int cpus)
{
    hyper_plain();
    refused = 0;
    hyper_probe = register_both;
    hyper_secondary = note_secondary;
    BOOT(cpus);
}

static void boot(void)
{
    boot_with(2);
}

static void down(void)
{
    seam_tell(hypervisor_cpu_down(1));
}

static void up(void)
{
    machine_push_context(CONTEXT_BOOT);
    seam_tell(hypervisor_cpu_up(1));
    machine_pop_context();
}

/* cpu_up, start_secondary: UP_PREPARE and ONLINE on the CPU that asks, STARTING
 * on the new one with interrupts off, init_secondary there once it is online. */
static void a_cpu_comes_up_in_order(void **state)
{
    (void)state;
    boot();
    assert_story("0:cpu -, 0:softirq 1:1:cpu1, 0:softirq 2:1:cpu1, "
                 "1:softirq 1:3:cpu1:off, 1:softirq 2:3:cpu1:off, 1:cpu -, "
                 "1:softirq secondary, "
                 "0:softirq 1:4:cpu1, 0:softirq 2:4:cpu1",
                 EV_CPU, EV_SOFTIRQ);
}

/* cpu_down: DOWN_PREPARE and DEAD on the CPU that asks, DYING on the dying one,
 * all backwards. */
static void a_cpu_goes_down_backwards(void **state)
{
    (void)state;
    boot();
    log_reset();
    assert_int_equal(RUN({0, down}), SCHED_QUIET);
    assert_int_equal(seam_told[0], true);
    assert_story("0:softirq 2:8005:cpu1, 0:softirq 1:8005:cpu1, "
                 "1:softirq 2:8007:cpu1:off, 1:softirq 1:8007:cpu1:off, "
                 "1:cpu -, "
                 "0:softirq 2:8008:cpu1, 0:softirq 1:8008:cpu1",
                 EV_CPU, EV_SOFTIRQ);
    assert_false(machine_cpu_online(1));
}

/* Only those who were told before the one that refused hear of it. */
static void a_refused_bring_up_is_cancelled(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, down}), SCHED_QUIET);
    log_reset();
    refused = CPU_UP_PREPARE;
    assert_int_equal(RUN({0, up}), SCHED_QUIET);
    assert_int_equal(seam_told[1], false);
    assert_story("0:softirq 1:1:cpu1, 0:softirq 2:1:cpu1, "
                 "0:softirq 1:8002:cpu1",
                 EV_SOFTIRQ);
    assert_false(machine_cpu_online(1));
}

static void a_notifier_that_must_not_fail_is_a_bug(void **state)
{
    (void)state;
    boot();
    refused = CPU_DYING;
    assert_int_equal(RUN({0, down}), SCHED_STOPPED);
    assert_int_equal(seam_count(EV_ASSERT), 1);
}

static void last_down(void)
{
    seam_tell(hypervisor_cpu_down(0));
}

static void the_boot_cpu_does_not_go_down(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({1, last_down}), SCHED_QUIET);
    assert_int_equal(seam_told[0], false);
}

static void handler(int irq, void *dev_id)
{
    (void)dev_id;
    seam_tell((uint64_t)irq);
}

static void ask(void)
{
    request_irq(SGI, 0, handler, "test", NULL);
}

static void raise_on_1(void)
{
    gic_set_edge(1, SGI, true);
    gic_raise(1, SGI);
}

/* CPU_UP_PREPARE: the local descriptors of a CPU are as new. */
static void a_cpu_that_comes_back_has_forgotten_its_handlers(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {0, hyper_kill}, {1, ask},
                         {0, raise_on_1}),
                     SCHED_QUIET);
    assert_int_equal(seam_nr_told, 1);
    assert_int_equal(RUN({0, down}, {0, up}, {0, raise_on_1}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 3);
    assert_int_equal(seam_count(EV_IRQ_LOST), 1);
    /* Nor does their memory count as the mediator's. */
    hypervisor_note_left();
    assert_int_equal(seam_count(EV_LEFT), 0);
}

static void keep_memory(void)
{
    seam_tell(xmalloc(int) != NULL);
}

/* What a CPU is given as it comes up it has for good, whenever that is. */
static void memory_of_a_cpu_is_not_left_behind(void **state)
{
    (void)state;
    boot();
    hyper_secondary = keep_memory;
    assert_int_equal(RUN({0, hyper_create}, {0, hyper_kill}, {0, down},
                         {0, up}),
                     SCHED_QUIET);
    hypervisor_note_left();
    assert_int_equal(seam_count(EV_LEFT), 0);
    assert_int_equal(RUN({0, keep_memory}), SCHED_QUIET);
    hypervisor_note_left();
    assert_int_equal(seam_count(EV_LEFT), 1);
}

static void register_late(void)
{
    register_cpu_notifier(&first);
}

static void notifiers_are_registered_during_boot(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {0, register_late}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0],
                     RULE_INIT_CALLED_LATE);
}

static void kill_in_parts(void)
{
    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_kill(1, 3);
    machine_pop_context();
    seam_tell(500);
}

/* A CPU that is to go down finishes its hypercall first. */
static void a_cpu_goes_down_between_two_ops(void **state)
{
    static const uint32_t choices[] = {GO_ON, GO_ON, TO(0)};

    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}), SCHED_QUIET);
    choice_feed_literal(choice_stream(), choices, SIM_ARRAY_SIZE(choices));
    assert_int_equal(RUN({1, kill_in_parts}, {0, down}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 500);
    assert_int_equal(seam_told[1], true);
    assert_false(hypervisor_domain_exists(1));
}

static void called(void *info)
{
    (void)info;
    seam_tell(machine_cpu());
}

static void call_cpu_1(void)
{
    on_selected_cpus(cpumask_of(1), called, NULL, 1);
}

/* Interrupts are served before a CPU leaves the map. */
static void a_cpu_that_goes_answers_who_waits_for_it(void **state)
{
    static const uint32_t choices[] = {TO(0)};

    (void)state;
    boot_with(3);
    choice_feed_literal(choice_stream(), choices, SIM_ARRAY_SIZE(choices));
    assert_int_equal(RUN({2, down}, {0, call_cpu_1}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 1);
    assert_int_equal(seam_told[1], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cpu_comes_up_in_order),
        cmocka_unit_test(a_cpu_goes_down_backwards),
        cmocka_unit_test(a_refused_bring_up_is_cancelled),
        cmocka_unit_test(a_notifier_that_must_not_fail_is_a_bug),
        cmocka_unit_test(the_boot_cpu_does_not_go_down),
        cmocka_unit_test(a_cpu_that_comes_back_has_forgotten_its_handlers),
        cmocka_unit_test(memory_of_a_cpu_is_not_left_behind),
        cmocka_unit_test(notifiers_are_registered_during_boot),
        cmocka_unit_test(a_cpu_goes_down_between_two_ops),
        cmocka_unit_test(a_cpu_that_goes_answers_who_waits_for_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
