/* SPDX-License-Identifier: GPL-2.0-only */
#include "law.h"

#include "bug.h"
#include "choice.h"
#include "clock.h"
#include "effect.h"

/* Of virtual time: a step of who spins and has no company. */
#define RELAX_NS 1000

static enum task find_task(unsigned int number)
{
    const struct sched_cpu *cpu = &sched.cpu[number];

    if ( cpu->busy )
    {
        if ( !cpu->ready || cpu->ready(cpu->arg) )
            return TASK_RESUME;
        return machine_irq_waits(number) ? TASK_IRQ : TASK_NONE;
    }
    if ( machine.cpu[number].online &&
         (machine.client->has_work(number) || machine_irq_waits(number)) )
        return TASK_WORK;
    return cpu->next < sched.nr_ops ? TASK_OP : TASK_NONE;
}

/* Who asks is not the CPU whose step it is: touch_work() has told. */
enum task law_task(unsigned int number)
{
    bool wanted = effects.wanted;
    enum task task;

    effects.wanted = false;
    task = find_task(number);
    effects.wanted = wanted;
    return task;
}

enum task law_task_now(unsigned int cpu)
{
    enum task task = law_task(cpu);

    return task == TASK_OP && !machine.cpu[cpu].online ? TASK_NONE : task;
}

uint32_t law_enabled(void)
{
    uint32_t enabled =
        machine_irq_waits(machine.current) ? 1u << SCHED_TAKE_IRQ : 0;

    SIM_BUG_ON(!machine.on_cpu);
    for ( unsigned int cpu = 0; cpu < sched.nr_cpus; cpu++ )
        if ( cpu != machine.current && law_task_now(cpu) != TASK_NONE )
            enabled |= 1u << (1 + cpu);
    return enabled;
}

/* Lower goes first; of equals, the lower CPU. */
static uint64_t precedence(unsigned int cpu, enum task task)
{
    const uint32_t tie[] = {
        [TASK_RESUME] = sched.cpu[cpu].last,
        [TASK_WORK] = cpu,
        [TASK_IRQ] = cpu,
        [TASK_OP] = sched.cpu[cpu].next,
        [TASK_NONE] = 0,
    };

    return (uint64_t)task << 32 | tie[task];
}

static unsigned int first_of_rule_4(void)
{
    uint64_t best = precedence(0, TASK_NONE);
    unsigned int first = LAW_NOBODY;

    for ( unsigned int cpu = 0; cpu < sched.nr_cpus; cpu++ )
    {
        enum task task = law_task(cpu);
        uint64_t mine = precedence(cpu, task);

        if ( mine < best )
        {
            best = mine;
            first = cpu;
            sched.cpu[cpu].task = (uint8_t)task;
        }
    }
    return first;
}

uint32_t law_find_op(unsigned int cpu, uint32_t from)
{
    while ( from < sched.nr_ops && sched.ops[from].cpu != cpu )
        from++;
    return from;
}

/* Rule 5. True if CPU was given the machine for an op and cannot perform it. */
static bool skip_op(unsigned int number)
{
    struct sched_cpu *cpu = &sched.cpu[number];
    static name_t offline;
    uint64_t index;

    if ( cpu->task != TASK_OP || machine.cpu[number].online )
        return false;
    if ( !offline )
        offline = name_intern("cpu offline");
    effect_on(EFFECT_ALL, 0, true);
    index = sched.ops[cpu->next].index;
    log_append(EV_OP_SKIP, number, CONTEXT_IDLE, offline, &index, 1);
    cpu->next = law_find_op(number, cpu->next + 1);
    return true;
}

/* Which CPUs wait: a mask. */
static uint64_t waiters(void)
{
    uint64_t mask = 0;

    for ( unsigned int cpu = 0; cpu < sched.nr_cpus; cpu++ )
        if ( sched.cpu[cpu].ready )
            mask |= 1ull << cpu;
    return mask;
}

/* Rule 4e: the first that spins, and goes on alone. */
static unsigned int relaxing(void)
{
    unsigned int cpu = 0;

    while ( cpu < sched.nr_cpus &&
            !(sched.cpu[cpu].relaxes && sched.cpu[cpu].ready) )
        cpu++;
    if ( cpu == sched.nr_cpus )
        return LAW_NOBODY;
    clock_move_to(clock_now() + RELAX_NS);
    sched.cpu[cpu].task = TASK_RESUME;
    return cpu;
}

static bool clock_moves(void)
{
    int64_t when_ns;

    if ( sched.clock_moves >= sched_budget.clock_moves ||
         !machine.client->next_deadline(&when_ns) || when_ns <= clock_now() )
        return false;
    sched.clock_moves++;
    clock_move_to(when_ns);
    return true;
}

/* Rule 4f. FIRST has the first line of it. */
static unsigned int ask_for_next(unsigned int first)
{
    const struct cpu *cpu = &machine.cpu[machine.current];
    name_t site = sched.cpu[machine.current].waits_for;
    static name_t idle;
    unsigned int next;
    uint32_t answer;
    enum task task;

    if ( !idle )
        idle = name_intern("idle:next");
    if ( !machine.on_cpu || !sched.cpu[machine.current].ready )
        site = idle;
    sched.picks = true;
    sched.standard = first;
    answer =
        choice_below(sched.stream, CHOICE_NEXT, machine.current,
                     machine.on_cpu ? cpu->context[cpu->depth] : CONTEXT_IDLE,
                     site, SCHED_VALUES);
    sched.picks = false;
    next = answer - 1;
    if ( __builtin_expect(!answer, 1) || next == first ||
         next >= sched.nr_cpus )
        return first;
    task = law_task(next);
    if ( task == TASK_NONE || (task == TASK_OP && !machine.cpu[next].online) )
        return first;
    if ( !machine.on_cpu || next != machine.current )
        machine_note(EV_SWITCH, site, next);
    sched.cpu[next].task = (uint8_t)task;
    return next;
}

unsigned int law_pick(void)
{
    for ( ;; )
    {
        unsigned int cpu = first_of_rule_4();
        uint64_t waiting;

        if ( cpu != LAW_NOBODY )
        {
            if ( skip_op(cpu) )
                continue;
            return ask_for_next(cpu);
        }
        cpu = relaxing();
        if ( cpu != LAW_NOBODY )
            return cpu;
        waiting = waiters();
        if ( (sched.move_clock || waiting) && clock_moves() )
            continue;
        if ( !waiting )
            return LAW_NOBODY;
        machine_stop(EV_STUCK, sched.cpu[__builtin_ctzll(waiting)].waits_for,
                     waiting);
    }
}
