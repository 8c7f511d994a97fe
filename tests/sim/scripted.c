/* SPDX-License-Identifier: GPL-2.0-only */
#include "scripted.h"

#include <stdio.h>
#include <string.h>

struct script script;

void scripted_say(const char *word)
{
    size_t used = strlen(script.story);

    snprintf(script.story + used, sizeof(script.story) - used, "%u:%s ",
             machine_cpu(), word);
}

static void interrupt(unsigned int intid)
{
    char word[16];

    SIM_BUG_ON(gic_acknowledge(machine_cpu()) != intid);
    snprintf(word, sizeof(word), "(i%u", intid);
    scripted_say(word);
    if ( script.on_irq )
        script.on_irq(intid);
    gic_end(machine_cpu(), intid);
    scripted_say(")");
}

static bool has_work(unsigned int cpu)
{
    return script.work[cpu] > 0;
}

static void do_work(void)
{
    while ( script.work[machine_cpu()] )
    {
        script.work[machine_cpu()]--;
        scripted_say("w");
        if ( script.on_work )
            script.on_work();
    }
}

static bool next_deadline(int64_t *when_ns)
{
    for ( unsigned int i = 0; i < script.nr_deadlines; i++ )
        if ( script.deadline[i] > clock_now() || script.tell_past_deadlines )
        {
            *when_ns = script.deadline[i];
            return true;
        }
    return false;
}

static const struct machine_client client = {
    .interrupt = interrupt,
    .has_work = has_work,
    .do_work = do_work,
    .next_deadline = next_deadline,
};

void scripted_start(unsigned int nr_cpus, const uint32_t *choices,
                    unsigned int nr_choices)
{
    /* The stream keeps the array: a compound literal may not live as long. */
    static uint32_t kept[16384];
    const struct world world = {.nr_cpus = (uint8_t)nr_cpus};

    assert_true(nr_choices <= SIM_ARRAY_SIZE(kept));
    memcpy(kept, choices, nr_choices * sizeof(*kept));
    memset(&script, 0, sizeof(script));
    log_reset();
    choice_feed_literal(choice_stream(), kept, nr_choices);
    machine_set_client(&client);
    machine_boot(&world);
    sched_boot(nr_cpus);
    for ( unsigned int cpu = 1; cpu < nr_cpus; cpu++ )
    {
        machine_set_cpu_online(cpu, true);
        gic_cpu_init(cpu);
    }
}

enum sched_outcome scripted_run(struct sched_op *ops, unsigned int nr,
                                bool move_clock)
{
    for ( unsigned int i = 0; i < nr; i++ )
        ops[i].index = i;
    return sched_run(ops, nr, move_clock);
}

void scripted_point(void)
{
    sched_point(name_intern("point"));
}

static bool is_set(const void *flag)
{
    return *(const bool *)flag;
}

void scripted_wait(unsigned int i)
{
    sched_wait(is_set, &script.flag[i], name_intern("flag"));
}

unsigned int scripted_count(enum event_kind kind)
{
    struct event event;
    uint32_t cursor = 0;
    unsigned int nr = 0;

    while ( log_next(&cursor, &event) )
        nr += event.kind == kind;
    return nr;
}

struct event scripted_event(enum event_kind kind, unsigned int nth)
{
    struct event event;
    uint32_t cursor = 0;

    while ( log_next(&cursor, &event) )
        if ( event.kind == kind && !nth-- )
            return event;
    fail_msg("no such event");
    return event;
}

static void say_twice(const char *word, const char *again)
{
    scripted_say(word);
    scripted_point();
    scripted_say(again);
}

void op_a(const struct sched_op *op)
{
    (void)op;
    scripted_say("a");
}

void op_b(const struct sched_op *op)
{
    (void)op;
    scripted_say("b");
}

void op_c(const struct sched_op *op)
{
    (void)op;
    scripted_say("c");
}

void long_a(const struct sched_op *op)
{
    (void)op;
    say_twice("a", "a'");
}

void long_b(const struct sched_op *op)
{
    (void)op;
    say_twice("b", "b'");
}

void long_c(const struct sched_op *op)
{
    (void)op;
    say_twice("c", "c'");
}

void wait_0(const struct sched_op *op)
{
    (void)op;
    scripted_say("wait");
    scripted_wait(0);
    scripted_say("go");
}

void set_0(const struct sched_op *op)
{
    (void)op;
    script.flag[0] = true;
    scripted_say("set");
}
