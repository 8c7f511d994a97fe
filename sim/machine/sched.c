/* SPDX-License-Identifier: GPL-2.0-only */
#include "sched.h"
#include "sched-view.h"
#include "run-state.h"

#include "bug.h"
#include "cpu.h"
#include "fiber.h"
#include "law.h"
#include "effect.h"

_Static_assert(FIBER_MAX == PROGRAM_MAX_CPUS, "fiber N is CPU N");
_Static_assert(FIBER_MAIN == LAW_NOBODY, "outside of any CPU is the host");

const struct sched_budget sched_budget = {
    .activation_points = 20000,
    .activation_smcs = 256,
    .run_points = 1000000,
    .clock_moves = 48,
};

struct sched_state sched;

static size_t sched_used(void)
{
    return (size_t)((char *)&sched.cpu[sched.nr_cpus] - (char *)&sched);
}
STATE_USED(sched, sched_used);

/*
 * Of the process: this CPU's fiber is in its top loop, or in the midst of what
 * the current run does. False once the run has abandoned it.
 */
static bool has_fiber[PROGRAM_MAX_CPUS];

static struct
{
    name_t idle_irq;
    name_t wait_irq;
} names;

static struct sched_cpu *current_cpu(void)
{
    return &sched.cpu[machine.current];
}

/* Budgets. */

static struct activation *current_activation(void)
{
    struct sched_cpu *cpu = current_cpu();

    return &cpu->activation[cpu->depth];
}

/* The current activation stops counting for a while. */
static void activation_leave(void)
{
    current_activation()->points += (uint32_t)(sched.points - sched.since);
}

static void activation_go_on(void)
{
    uint64_t limit = sched.points + sched_budget.activation_points -
                     current_activation()->points;

    sched.since = sched.points;
    sched.limit =
        limit < sched_budget.run_points ? limit : sched_budget.run_points;
}

static void activation_begin(void)
{
    *current_activation() = (struct activation){0};
    activation_go_on();
}

void sched_activation(bool begins)
{
    struct sched_cpu *cpu = current_cpu();

    if ( !machine.on_cpu )
        return;
    if ( begins )
    {
        SIM_BUG_ON(cpu->depth + 1 >= CPU_MAX_NESTING);
        activation_leave();
        cpu->depth++;
        activation_begin();
    }
    else
    {
        SIM_BUG_ON(!cpu->depth);
        cpu->depth--;
        activation_go_on();
    }
}

void sched_count_smc(void)
{
    if ( !machine.on_cpu )
        return;
    if ( ++current_activation()->smcs > sched_budget.activation_smcs )
        machine_stop(EV_BUDGET, 0, BUDGET_SMCS, sched_budget.activation_smcs);
}

static void __attribute__((noreturn, cold)) over_budget(name_t site)
{
    if ( sched.points > sched_budget.run_points )
        machine_stop(EV_BUDGET, site, BUDGET_RUN, sched_budget.run_points);
    machine_stop(EV_BUDGET, site, BUDGET_STEPS, sched_budget.activation_points);
}

uint64_t sched_points(void)
{
    return sched.points;
}

/* Going on elsewhere. */

static void cpu_loop(void);

/* Leave the current stack and go on on CPU, for what its task says. */
static void go_on(unsigned int cpu)
{
    sched.turns++;
    if ( machine.on_cpu )
    {
        if ( cpu == machine.current )
            return;
        activation_leave();
    }
    machine.on_cpu = cpu != LAW_NOBODY;
    machine.current = machine.on_cpu ? cpu : 0;
    if ( machine.on_cpu )
    {
        if ( !has_fiber[cpu] )
            fiber_start(cpu, cpu_loop);
        has_fiber[cpu] = true;
        activation_go_on();
    }
    fiber_switch(cpu);
}

void sched_look_further(void)
{
    sched.clock_moves = 0;
}

void sched_stop(void)
{
    SIM_BUG_ON(!machine.on_cpu);
    sched.stopped = true;
    for ( unsigned int cpu = 0; cpu < sched.nr_cpus; cpu++ )
        if ( sched.cpu[cpu].busy || cpu == fiber_current() )
            has_fiber[cpu] = false;
    go_on(LAW_NOBODY);
    bug_report("nobody goes on after the end of a run", __func__);
}

/* What its handler does is not what the CPU was about to do. */
static void take_irq(void)
{
    struct sched_cpu *self = current_cpu();
    bool (*open)(const void *door) = self->open;
    const void *door = self->door;

    self->open = NULL;
    machine_take_irq();
    self->open = open;
    self->door = door;
}

/* A point, and after it the interrupt, if it is still there. */
static void take_irq_after(name_t site)
{
    struct sched_cpu *self = current_cpu();

    self->takes_irq = true;
    if ( self->task == TASK_IRQ )
        effect_on(EFFECT_ALL, 0, true); /* Of all it does not wait for. */
    sched_point_stated(site);
    self->takes_irq = false;
    effect_on(EFFECT_IRQ, machine.current, false);
    if ( machine_irq_waits(machine.current) )
        take_irq();
}

/* Rule 3. */
static void leave_hypervisor(unsigned int cpu)
{
    activation_begin();
    while ( machine.cpu[cpu].online )
    {
        machine_mask_irqs(false);
        machine.client->do_work();
        machine_mask_irqs(false);
        SIM_BUG_ON(machine.cpu[cpu].online && machine.client->has_work(cpu));
        effect_on(EFFECT_IRQ, cpu, false);
        if ( !machine_irq_waits(cpu) )
            break;
        take_irq_after(names.idle_irq);
    }
}

/* An op starts where neither work nor an interrupt is to be done before. */
static void touch_start(unsigned int cpu)
{
    effect_on(EFFECT_IRQ, cpu, false);
    if ( effects.wanted && machine.client->touch_work )
        machine.client->touch_work(cpu);
}

static void perform_op(struct sched_cpu *self)
{
    const struct sched_op *op = &sched.ops[self->next];

    touch_start(op->cpu);
    self->last = self->next + 1;
    self->next = law_find_op(op->cpu, self->next + 1);
    choice_op_started(sched.stream, op->cpu);
    activation_begin();
    op->perform(op);
    SIM_BUG_ON(self->depth);
    SIM_BUG_ON(machine.cpu[op->cpu].depth);
}

/*
 * What a fiber does. Between two ops it is in go_on() here, and nothing of a
 * run is in its frames: the next run finds it there and uses it as it is.
 */
static void cpu_loop(void)
{
    for ( ;; )
    {
        struct sched_cpu *self = current_cpu();

        self->busy = true;
        effect_on(EFFECT_BUSY, machine.current, true);
        if ( self->task == TASK_OP )
            perform_op(self);
        leave_hypervisor(machine.current);
        self->busy = false;
        effect_on(EFFECT_BUSY, machine.current, true);
        go_on(law_pick());
    }
}

/* An answer other than 0. False: it has no effect. */
static bool deviate_once(uint32_t answer, name_t site)
{
    struct sched_cpu *self = current_cpu();
    unsigned int cpu = answer - 1;
    enum task task;

    if ( answer == SCHED_TAKE_IRQ )
    {
        if ( !machine_irq_waits(machine.current) )
            return false;
        machine_note(EV_SWITCH, site, machine.current);
        self->takes_irq = false;
        take_irq();
        return true;
    }
    if ( cpu == machine.current || cpu >= sched.nr_cpus )
        return false;
    task = law_task_now(cpu);
    if ( task == TASK_NONE )
        return false;
    machine_note(EV_SWITCH, site, cpu);
    sched.cpu[cpu].task = (uint8_t)task;
    self->parked = true;
    go_on(cpu);
    self->parked = false;
    return true;
}

/*
 * Rule 2, what follows a deviation: an interrupt that is there now may be taken
 * before the CPU goes on.
 */
static void come_back(name_t site)
{
    const struct cpu *cpu = &machine.cpu[machine.current];
    uint32_t answer;

    do
    {
        if ( current_cpu()->takes_irq || !machine_irq_waits(machine.current) )
            return;
        answer = choice_below(sched.stream, CHOICE_NEXT, machine.current,
                              cpu->context[cpu->depth], site, SCHED_VALUES);
    } while ( answer && deviate_once(answer, site) );
}

/* Rule 2, an answer other than 0. */
static void __attribute__((noinline)) deviate(uint32_t answer, name_t site)
{
    bool takes_irq = current_cpu()->takes_irq;

    if ( deviate_once(answer, site) && !takes_irq )
        come_back(site);
}

static inline void decide(name_t site)
{
    const struct cpu *cpu = &machine.cpu[machine.current];
    uint32_t answer =
        choice_below(sched.stream, CHOICE_SCHED, machine.current,
                     cpu->context[cpu->depth], site, SCHED_VALUES);

    if ( __builtin_expect(answer != 0, 0) )
        deviate(answer, site);
}

void sched_point_stated(name_t site)
{
    if ( __builtin_expect(!machine.on_cpu, 0) )
        return;
    if ( __builtin_expect(++sched.points > sched.limit, 0) )
        over_budget(site);
    decide(site);
}

void sched_point(name_t site)
{
    sched_point_stated(site);
    effect_on(EFFECT_ALL, 0, true);
}

void sched_access_point(name_t site)
{
    if ( machine.on_cpu )
        decide(site);
}

void sched_wait(bool (*ready)(const void *arg), const void *arg, name_t name)
{
    sched_wait_stated(ready, arg, name);
    effect_on(EFFECT_ALL, 0, true);
}

void sched_wait_stated(bool (*ready)(const void *arg), const void *arg,
                       name_t name)
{
    struct sched_cpu *self = current_cpu();

    SIM_BUG_ON(!machine.on_cpu);
    sched_point_stated(name);
    while ( !ready(arg) )
    {
        self->ready = ready;
        self->arg = arg;
        self->waits_for = name;
        go_on(law_pick());
        self->ready = NULL;
        if ( self->task == TASK_IRQ )
            take_irq_after(names.wait_irq);
        else
            come_back(name);
    }
}

static bool has_had_company(const void *arg)
{
    const struct sched_cpu *self = arg;

    return self->turn != sched.turns;
}

void sched_relax(name_t name)
{
    struct sched_cpu *self = current_cpu();

    if ( !machine.on_cpu )
        return;
    effect_on(EFFECT_ALL, 0, true); /* Anybody's step ends it. */
    self->turn = sched.turns;
    self->relaxes = true;
    sched_wait(has_had_company, self, name);
    self->relaxes = false;
}

void sched_door(bool (*open)(const void *door), const void *door)
{
    struct sched_cpu *self = current_cpu();

    self->open = open;
    self->door = door;
}

void sched_abandon(void)
{
    sched.abandoned = true;
    sched_stop();
}

bool sched_abandoned(void)
{
    return sched.abandoned;
}

bool sched_busy(unsigned int cpu)
{
    return cpu < sched.nr_cpus && sched.cpu[cpu].busy;
}

void sched_boot(unsigned int nr_cpus)
{
    SIM_BUG_ON(machine.on_cpu);
    SIM_BUG_ON(!nr_cpus || nr_cpus > PROGRAM_MAX_CPUS);
    names.idle_irq = name_intern("idle:irq");
    names.wait_irq = name_intern("wait:irq");
    sched.points = 0;
    sched.turns = 0;
    sched.stream = choice_stream();
    sched.nr_cpus = nr_cpus;
    sched.stopped = false;
    sched.abandoned = false;
    sched.picks = false;
    for ( unsigned int cpu = 0; cpu < nr_cpus; cpu++ )
    {
        sched.cpu[cpu].busy = false;
        sched.cpu[cpu].ready = NULL;
        sched.cpu[cpu].open = NULL;
        sched.cpu[cpu].takes_irq = false;
        sched.cpu[cpu].parked = false;
        sched.cpu[cpu].relaxes = false;
        sched.cpu[cpu].depth = 0;
    }
}

enum sched_outcome sched_run(const struct sched_op *ops, unsigned int nr,
                             bool move_clock)
{
    unsigned int first;

    SIM_BUG_ON(machine.on_cpu || sched.stopped);
    SIM_BUG_ON(!machine.client);
    for ( unsigned int i = 0; i < nr; i++ )
        SIM_BUG_ON(ops[i].cpu >= sched.nr_cpus);
    sched.ops = ops;
    sched.nr_ops = nr;
    sched.move_clock = move_clock;
    sched.clock_moves = 0;
    for ( unsigned int cpu = 0; cpu < sched.nr_cpus; cpu++ )
    {
        sched.cpu[cpu].last = 0;
        sched.cpu[cpu].next = law_find_op(cpu, 0);
    }
    first = law_pick();
    if ( first != LAW_NOBODY )
        go_on(first);
    return sched.stopped ? SCHED_STOPPED : SCHED_QUIET;
}
