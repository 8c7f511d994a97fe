/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reduced search finds what the full one finds: toys of all sorts, made at
 * random, once by every sequence of choices and once by one of those that
 * nobody can tell apart. And how many of these there are, sleep sets alone know.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "op.h"
#include "outcomes.h"

#define PROGRAMS 300u
#define LIMIT    4000u /* executions of the full search; more: another toy  */

static struct outcomes full, reduced, slept;
static uint64_t state;

static uint32_t below(uint32_t bound)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * bound >> 32);
}

/* Sorts of toys: steps that have to do with each other. */
static const struct
{
    const char *name;
    uint8_t nr;
    uint8_t step[8];
    uint8_t numbers; /* of things                                           */
} sorts[] = {
    {"words", 4, {TOY_LOAD, TOY_STORE, TOY_SET, TOY_ADD}, 2},
    {"locks", 4, {TOY_LOCK, TOY_UNLOCK, TOY_LOAD, TOY_STORE}, 2},
    {"trylocks", 4, {TOY_LOCK, TOY_UNLOCK, TOY_TRYLOCK, TOY_ADD}, 1},
    {"waits", 4, {TOY_WAIT, TOY_SET, TOY_LOAD, TOY_ADD}, 2},
    {"tasklets", 4, {TOY_TASKLET, TOY_TASKLET_ON, TOY_LOAD, TOY_KILL}, 2},
    {"sgis",
     6,
     {TOY_SGI, TOY_HANDLE, TOY_LOAD, TOY_STORE, TOY_MASK, TOY_UNMASK},
     2},
    {"lines",
     6,
     {TOY_RAISE, TOY_HANDLE, TOY_RAISE, TOY_ADD, TOY_MASK, TOY_UNMASK},
     2},
    {"interrupts and locks",
     6,
     {TOY_SGI, TOY_HANDLE, TOY_LOCK_IRQ, TOY_UNLOCK_IRQ, TOY_LOCK, TOY_ADD},
     2},
    {"rcu",
     5,
     {TOY_READ_LOCK, TOY_READ_UNLOCK, TOY_CALL, TOY_LOAD, TOY_SET},
     1},
    {"rcu and interrupts",
     6,
     {TOY_READ_LOCK, TOY_CALL, TOY_LOAD, TOY_HANDLE, TOY_SGI, TOY_TASKLET},
     1},
};
#define SORTS (sizeof(sorts) / sizeof(sorts[0]))

static uint64_t random_steps(unsigned int sort, unsigned int nr)
{
    uint64_t steps = 0;

    for ( unsigned int i = 0; i < nr; i++ )
    {
        unsigned int step = sorts[sort].step[below(sorts[sort].nr)];
        unsigned int number =
            toy_rules[step].numbers ? below(sorts[sort].numbers) : 0;

        steps |= (uint64_t)TOY_BYTE(step, number) << (8 * i);
    }
    return steps;
}

static void random_toy(struct program *program, unsigned int sort)
{
    unsigned int cpus = 2 + !below(4);
    unsigned int ops = cpus + below(2);

    program_init(program);
    program->world.nr_cpus = (uint8_t)cpus;
    program->world.rcu_strict = below(2);
    for ( unsigned int i = 0; i < ops; i++ )
    {
        struct op *op = &program->op[program->nr_ops++];

        op_init(op, OP_TOY);
        op->cpu = (uint8_t)(i % cpus);
        op->arg[0] = random_steps(sort, 1 + below(ops > 2 ? 3 : 5));
    }
    assert_true(program_valid(program));
}

static void print_toy(const struct program *program)
{
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
    {
        print_message("cpu%u: toy ", program->op[i].cpu);
        for ( uint64_t rest = program->op[i].arg[0]; rest; rest >>= 8 )
            print_message("%s%u,", toy_rules[(rest & 0xff) / 8 - 1].text,
                          (unsigned int)rest % 8);
        print_message("\n");
    }
}

/* False: the full search would take too long. */
static bool compare(const struct program *program, unsigned int sort)
{
    struct explore_options options = {
        .strategy = EXPLORE_DFS,
        .preemptions = EXPLORE_UNBOUNDED,
        .shards = 1,
        .exact = true,
    };

    outcomes_explore(program, &options, LIMIT, &full);
    if ( !full.complete )
        return false;
    options.strategy = EXPLORE_DPOR;
    outcomes_explore(program, &options, LIMIT, &reduced);
    options.all = true;
    outcomes_explore(program, &options, 100 * LIMIT, &slept);
    if ( !reduced.complete || reduced.nr != full.nr ||
         reduced.interleavings != slept.interleavings ||
         memcmp(reduced.outcome, full.outcome, full.nr * sizeof(uint64_t)) )
    {
        print_toy(program);
        fail_msg("%s: %u outcomes of %u, %u interleavings of %u or %u (%u "
                 "tried)",
                 sorts[sort].name, reduced.nr, full.nr,
                 (unsigned int)reduced.interleavings,
                 (unsigned int)slept.interleavings,
                 (unsigned int)full.interleavings,
                 (unsigned int)reduced.executions);
    }
    return true;
}

static void the_reduced_search_finds_every_outcome(void **unused)
{
    static struct program program;
    unsigned int compared = 0;

    (void)unused;
    state = 0x9e3779b97f4a7c15ull;
    for ( unsigned int i = 0; compared < PROGRAMS; i++ )
    {
        random_toy(&program, i % SORTS);
        compared += compare(&program, i % SORTS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reduced_search_finds_every_outcome),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
