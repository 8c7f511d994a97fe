/* SPDX-License-Identifier: GPL-2.0-only */
/* Tasklets and timers: work that Xen does later, and where. */
#include "hyper.h"

#include <xen/softirq.h>
#include <xen/tasklet.h>
#include <xen/timer.h>

static void work(void *data);
static void work_and_ask_again(void *data);

/* Statics of this program are not put back by anybody: see boot(). */
static struct tasklet tasklet;
static struct tasklet soft;
static struct timer timer;
static unsigned int runs;

static void boot(unsigned int cpus)
{
    hyper_plain();
    runs = 0;
    BOOT(cpus);
}

static void work(void *data)
{
    seam_tell((uint64_t)(unsigned long)data);
    seam_tell(machine_cpu());
    seam_tell(is_idle_vcpu(current));
}

static void schedule_twice(void)
{
    tasklet_init(&tasklet, work, (void *)5);
    tasklet_schedule(&tasklet);
    tasklet_schedule(&tasklet);
}

/* Scheduling again what is queued changes nothing but its place. */
static void schedules_of_a_queued_tasklet_merge(void **state)
{
    static const uint64_t told[] = {5, 1, 1};

    (void)state;
    boot(2);
    assert_int_equal(RUN({1, schedule_twice}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 3);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_story("1:tasklet scheduled work, 1:tasklet scheduled work, "
                 "1:tasklet work, 1:tasklet work",
                 EV_TASKLET_SCHEDULE, EV_TASKLET);
}

static void schedule_from_guest(void)
{
    hypervisor_vcpu_run(1, 0);
    schedule_twice();
    seam_tell(is_idle_vcpu(current));
}

static void who_is_current(void)
{
    seam_tell(current->domain->domain_id);
}

/* The idle vCPU runs tasklets; the guest that made room comes back. */
static void the_guest_comes_back_after_a_tasklet(void **state)
{
    static const uint64_t told[] = {0, 5, 0, 1, 1};

    (void)state;
    boot(1);
    assert_int_equal(RUN({0, hyper_create}, {0, schedule_from_guest},
                         {0, who_is_current}),
                     SCHED_QUIET);
    assert_int_equal(seam_nr_told, 5);
    assert_memory_equal(seam_told, told, sizeof(told));
}

static void work_and_ask_again(void *data)
{
    (void)data;
    runs++;
    if ( runs > 1 )
        return;
    tasklet_schedule(&tasklet);
    tasklet_schedule(&tasklet);
    seam_tell(tasklet.is_running);
}

static void schedule_again(void)
{
    tasklet_init(&tasklet, work_and_ask_again, NULL);
    tasklet_schedule(&tasklet);
}

/* Any number of schedules during a run are one further run. */
static void a_running_tasklet_runs_once_more(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, schedule_again}), SCHED_QUIET);
    assert_int_equal(runs, 2);
    assert_int_equal(seam_told[0], true);
}

static void schedule_elsewhere(void)
{
    tasklet_init(&tasklet, work, (void *)6);
    tasklet_schedule_on_cpu(&tasklet, 1);
}

static void a_tasklet_runs_where_it_was_sent(void **state)
{
    (void)state;
    boot(2);
    assert_int_equal(RUN({0, schedule_elsewhere}), SCHED_QUIET);
    assert_int_equal(seam_told[1], 1);
}

static void schedule_and_kill(void)
{
    tasklet_init(&tasklet, work, NULL);
    tasklet_schedule(&tasklet);
    tasklet_kill(&tasklet);
    tasklet_schedule(&tasklet);
}

static void a_killed_tasklet_never_runs(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, schedule_and_kill}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 0);
}

static void soft_work(void *data)
{
    (void)data;
    seam_tell(machine_context());
    seam_tell(is_idle_vcpu(current));
}

static void schedule_soft(void)
{
    hypervisor_vcpu_run(1, 0);
    softirq_tasklet_init(&soft, soft_work, NULL);
    tasklet_schedule(&soft);
    process_pending_softirqs();
    seam_tell(1000);
}

/* TASKLET_SOFTIRQ does not change the vCPU, and runs where softirqs do. */
static void a_softirq_tasklet_runs_on_the_vcpu_of_the_moment(void **state)
{
    static const uint64_t told[] = {CONTEXT_TASKLET, 0, 1000};

    (void)state;
    boot(1);
    assert_int_equal(RUN({0, hyper_create}, {0, schedule_soft}), SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
}

struct owner
{
    struct tasklet tasklet;
    struct timer timer;
};
static struct owner *owner;

static void free_while_queued(void)
{
    owner = xzalloc(struct owner);
    tasklet_init(&owner->tasklet, work, NULL);
    tasklet_schedule(&owner->tasklet);
    XFREE(owner);
}

/* Stricter than Xen, which would run whatever is there now. */
static void a_tasklet_in_freed_memory_is_found_out(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, free_while_queued}), SCHED_STOPPED);
    assert_story("0:bad access struct owner", EV_BAD_ACCESS);
}

static void fire(void *data)
{
    work(data);
    seam_tell(timer_is_active(&timer));
    seam_tell(machine_context());
}

static void arm(void)
{
    init_timer(&timer, fire, (void *)7, 0);
    set_timer(&timer, 1000);
    seam_tell(timer_is_active(&timer));
}

static void let_it_be(void)
{
    clock_move_to(1000);
}

static void let_it_expire(void)
{
    clock_move_to(1001);
}

/* It fires on its own CPU when the time is past it, and is inactive then. */
static void a_timer_fires_on_its_cpu_once_expired(void **state)
{
    static const uint64_t told[] = {1, 7, 0, 0, 0, CONTEXT_TIMER};

    (void)state;
    boot(2);
    assert_int_equal(RUN({1, arm}, {1, let_it_be}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 1);
    assert_int_equal(RUN({0, hyper_create}, {0, let_it_expire}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 6);
    seam_told[3] = 0; /* whoever was running */
    assert_memory_equal(seam_told, told, sizeof(told));
}

static void set_and_stop(void)
{
    init_timer(&timer, fire, NULL, 0);
    set_timer(&timer, 10);
    set_timer(&timer, 500);
    stop_timer(&timer);
    kill_timer(&timer);
    set_timer(&timer, 10);
    clock_move_to(2000);
}

static void a_killed_timer_never_fires(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, set_and_stop}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 0);
    assert_int_equal(seam_count(EV_TIMER_SET), 2);
}

static void free_while_armed(void)
{
    owner = xzalloc(struct owner);
    init_timer(&owner->timer, work, NULL, 0);
    set_timer(&owner->timer, 10);
    XFREE(owner);
}

static void a_timer_in_freed_memory_is_found_out(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, free_while_armed}), SCHED_QUIET);
    hypervisor_note_left();
    assert_int_equal(seam_event(EV_LEFT, 0).arg[0], LEFT_TIMER);
    assert_int_equal(seam_event(EV_LEFT, 0).arg[2], true);
    assert_int_equal(RUN({0, let_it_expire}), SCHED_STOPPED);
    assert_story("0:bad access struct owner", EV_BAD_ACCESS);
}

static void set_uninitialised(void)
{
    static struct timer blank;

    set_timer(&blank, 10);
}

static void a_timer_must_be_initialised_first(void **state)
{
    (void)state;
    boot(1);
    assert_int_equal(RUN({0, set_uninitialised}), SCHED_STOPPED);
    assert_int_equal(seam_count(EV_ASSERT), 1);
}

static void take_cpu_1_down(void)
{
    seam_tell(hypervisor_cpu_down(1));
}

static void arm_on_cpu_1(void)
{
    init_timer(&timer, fire, (void *)8, 1);
    set_timer(&timer, 1000);
    tasklet_init(&tasklet, work, (void *)9);
}

static void cpu_1_dies_with_work(void)
{
    take_cpu_1_down();
    seam_tell(timer.cpu);
}

/* Timers and tasklets of a dead CPU move. */
static void the_work_of_a_dead_cpu_is_done_elsewhere(void **state)
{
    (void)state;
    boot(2);
    assert_int_equal(RUN({0, arm_on_cpu_1}, {0, cpu_1_dies_with_work},
                         {0, let_it_expire}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], true);
    assert_int_equal(seam_told[1], 0);
    assert_int_equal(seam_told[2], 8);
    assert_int_equal(seam_told[3], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules_of_a_queued_tasklet_merge),
        cmocka_unit_test(the_guest_comes_back_after_a_tasklet),
        cmocka_unit_test(a_running_tasklet_runs_once_more),
        cmocka_unit_test(a_tasklet_runs_where_it_was_sent),
        cmocka_unit_test(a_killed_tasklet_never_runs),
        cmocka_unit_test(a_softirq_tasklet_runs_on_the_vcpu_of_the_moment),
        cmocka_unit_test(a_tasklet_in_freed_memory_is_found_out),
        cmocka_unit_test(a_timer_fires_on_its_cpu_once_expired),
        cmocka_unit_test(a_killed_timer_never_fires),
        cmocka_unit_test(a_timer_in_freed_memory_is_found_out),
        cmocka_unit_test(a_timer_must_be_initialised_first),
        cmocka_unit_test(the_work_of_a_dead_cpu_is_done_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
