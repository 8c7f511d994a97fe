/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The critical swap, in a world made up here: two CPUs with an op of STEPS
 * steps each, a decision point before each step, cpu0 first. It fails if a step
 * of one comes before a step of the other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "minimize.h"

#define STEPS 12u

static struct minimize m;
static struct program program;

/* A run: its decision points, and when each step was taken. */
static struct
{
    unsigned int nr;
    struct minimize_point point[2 * STEPS];
    unsigned int time[2][STEPS];
} way;

/* It fails if this step comes first, then that. */
static struct deviation cause, victim;

static uint32_t deviation_at(const struct program *p, unsigned int cpu,
                             unsigned int index)
{
    for ( unsigned int i = 0; i < p->nr_deviations; i++ )
        if ( p->deviation[i].cpu == cpu && p->deviation[i].index == index &&
             p->deviation[i].op == 1 )
            return p->deviation[i].value;
    return 0;
}

static struct minimize_point point(unsigned int cpu, unsigned int index,
                                   uint32_t value, unsigned int time,
                                   bool other)
{
    return (struct minimize_point){
        .at = {.cpu = (uint8_t)cpu,
               .context = CONTEXT_GUEST,
               .op = 1,
               .index = index,
               .hit = index + 1,
               .site = name_intern(cpu ? "f:b" : "f:a"),
               .value = value},
        .event = time,
        .enabled = other ? 1u << (1 + !cpu) : 0,
    };
}

static void walk(const struct program *p)
{
    unsigned int next[2] = {0, 0}, cpu = p->nr_ops ? p->op[0].cpu : 0;
    bool asked[2] = {false, false};

    way.nr = 0;
    for ( unsigned int time = 0; time < 2 * STEPS; )
    {
        bool other = next[!cpu] < STEPS;
        uint32_t value = 0;

        if ( next[cpu] == STEPS )
        {
            cpu = !cpu;
            continue;
        }
        if ( !asked[cpu] )
        {
            value = deviation_at(p, cpu, next[cpu]);
            way.point[way.nr++] = point(cpu, next[cpu], value, time, other);
        }
        asked[cpu] = value && other;
        if ( asked[cpu] )
            cpu = !cpu;
        else
            way.time[cpu][next[cpu]++] = time++;
    }
}

static bool fails(const struct program *p)
{
    walk(p);
    return p->nr_ops == 2 && p->op[0].cpu != p->op[1].cpu &&
           way.time[cause.cpu][cause.index] <
               way.time[victim.cpu][victim.index];
}

static enum minimize_answer run(void *argument, struct program *p)
{
    (void)argument;
    return fails(p) ? MINIMIZE_SAME : MINIMIZE_PASS;
}

static unsigned int trace(void *argument, const struct program *p,
                          const struct minimize_point **points)
{
    (void)argument;
    walk(p);
    *points = way.point;
    return way.nr;
}

static void progress(void *argument, const char *pass, unsigned int replays,
                     const struct program *best)
{
    (void)argument;
    (void)pass;
    (void)replays;
    (void)best;
}

static const struct minimize_client client = {
    .run = run, .trace = trace, .progress = progress};

static void begin(unsigned int first_cpu, unsigned int first,
                  unsigned int second)
{
    cause = (struct deviation){.cpu = (uint8_t)first_cpu, .index = first};
    victim = (struct deviation){.cpu = !first_cpu, .index = second};
    program_init(&program);
    program.world.nr_cpus = 2;
    program.op[0] = (struct op){.kind = OP_SPMC_SRI, .cpu = 0};
    program.op[1] = (struct op){.kind = OP_SPMC_SRI, .cpu = 1};
    program.nr_ops = 2;
}

static void add(unsigned int cpu, unsigned int index)
{
    program.deviation[program.nr_deviations++] = (struct deviation){
        .cpu = (uint8_t)cpu, .op = 1, .index = index, .value = 1 + !cpu};
}

static void minimize(void)
{
    assert_true(fails(&program));
    minimize_program(&m, &client, &program, MINIMIZE_MAX_REPLAYS);
    assert_true(fails(&m.best));
    assert_false(m.stopped);
}

static void expect_steps(void)
{
    assert_int_equal(m.swap.kind, SWAP_STEPS);
    assert_int_equal(m.swap.first.cpu, cause.cpu);
    assert_int_equal(m.swap.first.index, cause.index);
    assert_int_equal(m.swap.second.cpu, victim.cpu);
    assert_int_equal(m.swap.second.index, victim.index);
    assert_false(fails(&m.swap.passing));
}

/* cpu1's step comes too early for any of cpu0's, because of a switch. */
static void a_switch_that_is_too_early(void **state)
{
    (void)state;
    for ( unsigned int b = 1; b < STEPS - 1; b++ )
        for ( unsigned int a = 1; a < STEPS - 1; a++ )
        {
            begin(1, b, a);
            add(0, 1);
            minimize();
            assert_int_equal(m.best.nr_deviations, 1);
            /* It slid to the last place where it still fails. */
            assert_int_equal(m.best.deviation[0].index, a);
            expect_steps();
        }
}

/* Nothing is needed for it to fail: the swap is in a switch that is added. */
static void a_switch_that_is_missing(void **state)
{
    (void)state;
    begin(0, 4, 6);
    minimize();
    assert_int_equal(m.best.nr_deviations, 0);
    /* The other order of the ops has it, and is the plainer one. */
    assert_int_equal(m.swap.kind, SWAP_OPS);
    assert_int_equal(m.swap.index, 0);
}

static void two_switches_where_one_is_enough(void **state)
{
    (void)state;
    begin(1, 5, 8);
    add(0, 2); /* To cpu1, which comes back at 3 and goes on at 8.         */
    add(1, 3);
    add(0, 8);
    minimize();
    assert_int_equal(m.best.nr_deviations, 1);
    expect_steps();
}

static void the_minimum_of_a_minimum_has_the_same_swap(void **state)
{
    struct program first;

    (void)state;
    begin(1, 5, 8);
    add(0, 2);
    minimize();
    first = m.best;
    program = first;
    minimize();
    assert_true(program_equal(&first, &m.best));
    expect_steps();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_switch_that_is_too_early),
        cmocka_unit_test(a_switch_that_is_missing),
        cmocka_unit_test(two_switches_where_one_is_enough),
        cmocka_unit_test(the_minimum_of_a_minimum_has_the_same_swap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
