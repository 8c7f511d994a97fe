/* SPDX-License-Identifier: GPL-2.0-only */
/* What a failure does not need goes: sim/minimize, on failures made up here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "minimize.h"
#include "random-program.h"

static struct minimize m;

/* The failure under test, and how long runs are granted. */
static struct
{
    bool (*fails)(const struct program *program);
    unsigned int runs;
    unsigned int last; /* STOP after so many                               */
} world;

static enum minimize_answer run(void *argument, struct program *program)
{
    (void)argument;
    assert_true(program_valid(program));
    if ( ++world.runs > world.last )
        return MINIMIZE_STOP;
    return world.fails(program) ? MINIMIZE_SAME : MINIMIZE_PASS;
}

static unsigned int trace(void *argument, const struct program *program,
                          const struct minimize_point **points)
{
    (void)argument;
    (void)program;
    world.runs++;
    *points = NULL;
    return 0;
}

static void progress(void *argument, const char *pass, unsigned int replays,
                     const struct program *best)
{
    (void)argument;
    (void)replays;
    assert_non_null(pass);
    assert_true(world.fails(best));
}

static const struct minimize_client client = {
    .run = run, .trace = trace, .progress = progress};

static void minimize(const struct program *program,
                     bool (*fails)(const struct program *program))
{
    world.fails = fails;
    world.runs = 0;
    world.last = UINT32_MAX;
    assert_true(fails(program));
    minimize_program(&m, &client, program, MINIMIZE_MAX_REPLAYS);
    assert_true(fails(&m.best));
    assert_int_equal(m.replays, world.runs);
}

static unsigned int count(const struct program *program, enum op_kind kind)
{
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        nr += program->op[i].kind == kind;
    return nr;
}

/* The core: a death and, before it, notification 5 for the one who dies. */
static bool has_core(const struct program *program)
{
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        for ( unsigned int j = 0; j < i; j++ )
            if ( program->op[i].kind == OP_KILL &&
                 program->op[j].kind == OP_SP_SET &&
                 program->op[j].arg[0] == program->op[i].domain + 1u &&
                 program->op[j].arg[1] & 0x20 )
                return true;
    return false;
}

static struct program random_with_core(uint64_t seed)
{
    struct program program;

    random_program(&program, &seed, false);
    while ( program.nr_ops < 12 )
        program.op[program.nr_ops++] = (struct op){.kind = OP_SPMC_SRI};
    program.op[4] =
        (struct op){.kind = OP_SP_SET, .arg = {4, 0xff00ff00ff30ull, 1, 0, 1}};
    program.op[9] = (struct op){.kind = OP_KILL, .domain = 3, .arg = {7}};
    return program;
}

static void only_the_core_is_left(void **state)
{
    (void)state;
    for ( uint64_t seed = 1; seed <= 50; seed++ )
    {
        struct program program = random_with_core(seed);

        minimize(&program, has_core);
        assert_false(m.stopped);
        assert_int_equal(m.best.nr_ops, 2);
        assert_int_equal(m.best.nr_deviations, 0);
        assert_int_equal(m.best.op[0].kind, OP_SP_SET);
        assert_int_equal(m.best.op[0].arg[1], 0x20);
        assert_int_equal(m.best.op[0].arg[2], 0);
        assert_int_equal(m.best.op[1].arg[0], 0);
        assert_int_equal(m.best.op[1].domain, 1);
        assert_int_equal(m.best.world.nr_cpus, 1);
        assert_int_equal(m.best.world.stage, STAGE_COLD);
        assert_int_equal(m.best.world.hostile + m.best.world.faults, 0);
        assert_in_range(m.replays, 1, 300);
    }
}

static void the_minimum_of_a_minimum_is_itself(void **state)
{
    struct program program = random_with_core(3), first;

    (void)state;
    minimize(&program, has_core);
    first = m.best;
    minimize(&first, has_core);
    assert_true(program_equal(&first, &m.best));
}

static void equal_inputs_give_equal_outputs(void **state)
{
    struct program program = random_with_core(7), first;
    unsigned int replays;

    (void)state;
    minimize(&program, has_core);
    first = m.best;
    replays = m.replays;
    minimize(&program, has_core);
    assert_true(program_equal(&first, &m.best));
    assert_int_equal(replays, m.replays);
}

static void who_stops_keeps_the_best_so_far(void **state)
{
    struct program program = random_with_core(5);

    (void)state;
    world.fails = has_core;
    world.runs = 0;
    world.last = 20;
    minimize_program(&m, &client, &program, MINIMIZE_MAX_REPLAYS);
    assert_true(m.stopped);
    assert_true(has_core(&m.best));
    assert_true(m.best.nr_ops < program.nr_ops);
    assert_int_equal(world.runs, 21);
}

static void no_more_replays_than_were_granted(void **state)
{
    struct program program = random_with_core(5);

    (void)state;
    world.fails = has_core;
    world.runs = 0;
    world.last = UINT32_MAX;
    minimize_program(&m, &client, &program, 10);
    assert_true(m.stopped);
    assert_int_equal(world.runs, 10);
    assert_true(has_core(&m.best));
}

/* The switch is in the middle of the death, wherever that stands. */
static bool switch_in_death(const struct program *program)
{
    unsigned int nth = 0;

    for ( unsigned int i = 0; i < program->nr_ops; i++ )
    {
        nth += program->op[i].cpu == 1;
        if ( program->op[i].kind != OP_KILL || program->op[i].cpu != 1 )
            continue;
        for ( unsigned int d = 0; d < program->nr_deviations; d++ )
            if ( program->deviation[d].cpu == 1 && !program->deviation[d].hit &&
                 program->deviation[d].op == nth &&
                 program->deviation[d].index == 7 )
                return true;
    }
    return false;
}

static void a_switch_stays_with_its_op(void **state)
{
    struct program program;

    (void)state;
    program_init(&program);
    program.world.nr_cpus = 3;
    for ( unsigned int i = 0; i < 20; i++ )
        program.op[i] = (struct op){.kind = OP_SPMC_SRI, .cpu = i % 3};
    program.op[16] = (struct op){.kind = OP_KILL, .cpu = 1, .domain = 1};
    program.nr_ops = 20;
    for ( unsigned int i = 0; i < 6; i++ )
        program.deviation[i] = (struct deviation){
            .cpu = 1, .op = (uint16_t)(i + 1), .index = 7, .value = 1};
    program.nr_deviations = 6;
    minimize(&program, switch_in_death);
    assert_int_equal(m.best.nr_ops, 1);
    assert_int_equal(count(&m.best, OP_KILL), 1);
    assert_int_equal(m.best.nr_deviations, 1);
    assert_int_equal(m.best.deviation[0].op, 1);
    assert_int_equal(m.best.world.nr_cpus, 2);
}

/* Who is next is the CPU of the death, whatever its number. */
static bool death_comes_next(const struct program *program)
{
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        for ( unsigned int d = 0; d < program->nr_deviations; d++ )
            if ( program->op[i].kind == OP_KILL &&
                 program->deviation[d].kind == CHOICE_NEXT &&
                 program->deviation[d].value == 1u + program->op[i].cpu )
                return true;
    return false;
}

static void who_is_next_is_renumbered_with_the_cpus(void **state)
{
    struct program program;

    (void)state;
    program_init(&program);
    program.world.nr_cpus = 4;
    program.op[0] = (struct op){.kind = OP_SPMC_SRI};
    program.op[1] = (struct op){.kind = OP_KILL, .cpu = 3, .domain = 1};
    program.nr_ops = 2;
    program.deviation[0] =
        (struct deviation){.kind = CHOICE_NEXT, .op = 1, .value = 4};
    program.nr_deviations = 1;
    minimize(&program, death_comes_next);
    assert_int_equal(m.best.nr_deviations, 1);
    assert_true(m.best.world.nr_cpus <= 2);
}

/* A world that is full of things, and a VM that is needed. */
static bool needs_three_vms(const struct program *program)
{
    return program->world.stage_vms >= 3 && program->world.legal &&
           program->world.nr_sps >= 2;
}

static void a_world_keeps_what_is_needed(void **state)
{
    struct program program;

    (void)state;
    program_init(&program);
    program.world = (struct world){.nr_cpus = 8,
                                   .ffa_minor = 1,
                                   .legal = 1,
                                   .hostile = 1,
                                   .faults = 1,
                                   .rcu_strict = 1,
                                   .reuse = 1,
                                   .nr_sps = 4,
                                   .sp_flags = {1, 2, 3, 7},
                                   .stage = STAGE_PENDING,
                                   .stage_vms = 31,
                                   .stage_vcpus = 8,
                                   .sri = 9};
    minimize(&program, needs_three_vms);
    assert_int_equal(m.best.world.nr_cpus, 1);
    assert_int_equal(m.best.world.stage_vms, 3);
    assert_int_equal(m.best.world.stage_vcpus, 1);
    assert_int_equal(m.best.world.nr_sps, 2);
    assert_int_equal(m.best.world.legal, 1);
    assert_int_equal(m.best.world.sri, 8);
    assert_int_equal(m.best.world.ffa_minor, 2);
    assert_int_equal(m.best.world.hostile + m.best.world.faults +
                         m.best.world.reuse + m.best.world.rcu_strict,
                     0);
}

/* What a stage does need not be said by ops. */
static bool needs_bound(const struct program *program)
{
    return program->world.stage >= STAGE_BOUND || count(program, OP_BIND);
}

static void a_stage_stands_for_its_ops(void **state)
{
    struct program program;

    (void)state;
    program_init(&program);
    program.op[0] = (struct op){.kind = OP_CREATE, .domain = 1, .arg = {1}};
    program.op[1] =
        (struct op){.kind = OP_VERSION, .domain = 1, .arg = {0x10002}};
    program.op[2] = (struct op){
        .kind = OP_BIND, .domain = 1, .arg = {0x8001, 1, 0, 0xffff}};
    program.nr_ops = 3;
    minimize(&program, needs_bound);
    assert_int_equal(m.best.nr_ops, 0);
    assert_int_equal(m.best.world.stage, STAGE_BOUND);
}

/* A notification 5 for somebody, whatever else happens and when. */
static bool has_bit(const struct program *program)
{
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        if ( program->op[i].kind == OP_SP_SET && program->op[i].arg[1] & 0x20 )
            return true;
    return false;
}

static bool always(const struct program *program)
{
    (void)program;
    return true;
}

static void what_no_order_saves_passes_with_one_thing_changed(void **state)
{
    (void)state;
    for ( uint64_t seed = 1; seed <= 20; seed++ )
    {
        struct program program = random_with_core(seed);

        minimize(&program, has_bit);
        assert_int_equal(m.swap.kind, SWAP_CHANGE);
        assert_int_equal(m.swap.passing.nr_ops, 1);
        assert_int_equal(m.swap.passing.op[0].kind, OP_SP_SET);
        assert_false(has_bit(&m.swap.passing));
    }
}

static void what_nothing_saves_has_no_neighbour(void **state)
{
    struct program program = random_with_core(1);

    (void)state;
    minimize(&program, always);
    assert_false(m.stopped);
    assert_int_equal(m.best.nr_ops, 0);
    assert_int_equal(m.swap.kind, SWAP_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_order_saves_passes_with_one_thing_changed),
        cmocka_unit_test(what_nothing_saves_has_no_neighbour),
        cmocka_unit_test(only_the_core_is_left),
        cmocka_unit_test(the_minimum_of_a_minimum_is_itself),
        cmocka_unit_test(equal_inputs_give_equal_outputs),
        cmocka_unit_test(who_stops_keeps_the_best_so_far),
        cmocka_unit_test(no_more_replays_than_were_granted),
        cmocka_unit_test(a_switch_stays_with_its_op),
        cmocka_unit_test(who_is_next_is_renumbered_with_the_cpus),
        cmocka_unit_test(a_world_keeps_what_is_needed),
        cmocka_unit_test(a_stage_stands_for_its_ops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
