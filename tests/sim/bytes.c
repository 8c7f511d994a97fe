/* SPDX-License-Identifier: GPL-2.0-only */
/* Bytes <-> program: sim/scenario/decode.c and encode.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "decode.h"
#include "encode.h"
#include "random-program.h"

static struct program a, b;
static uint8_t bytes[ENCODE_MAX_BYTES];

static void no_bytes_are_the_plainest_world(void **state)
{
    (void)state;
    program_decode(&a, NULL, 0);
    program_init(&b);
    assert_true(program_equal(&a, &b));
    assert_int_equal(a.nr_ops, 0);
    assert_int_equal(a.nr_deviations, 0);
}

static void zeros_of_any_length_are_the_plainest_world(void **state)
{
    (void)state;
    memset(bytes, 0, sizeof(bytes));
    program_init(&b);
    for ( size_t length = 0; length < 600; length++ )
    {
        program_decode(&a, bytes, length);
        assert_true(program_equal(&a, &b));
    }
}

static void the_plainest_world_needs_no_bytes(void **state)
{
    (void)state;
    program_init(&a);
    assert_int_equal(program_encode(&a, bytes), 0);
}

static void every_program_without_anchors_comes_back(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for ( unsigned int i = 0; i < 10000; i++ )
    {
        random_program(&a, &seed, false);
        assert_true(program_valid(&a));
        program_decode(&b, bytes, program_encode(&a, bytes));
        assert_true(program_equal(&a, &b));
    }
}

static void anchors_are_dropped_and_ordinals_kept(void **state)
{
    uint64_t seed = 2;

    (void)state;
    for ( unsigned int i = 0; i < 2000; i++ )
    {
        random_program(&a, &seed, true);
        program_decode(&b, bytes, program_encode(&a, bytes));
        for ( unsigned int d = 0; d < a.nr_deviations; d++ )
        {
            a.deviation[d].hit = 0;
            a.deviation[d].site = 0;
            a.deviation[d].context = 0;
        }
        assert_true(program_equal(&a, &b));
    }
}

/* Heap copies, so that a read past the end is seen by ASan. */
static void any_bytes_and_any_prefix_are_a_valid_program(void **state)
{
    uint64_t seed = 3;

    (void)state;
    for ( unsigned int i = 0; i < 300; i++ )
    {
        size_t all = random_below(&seed, 200);

        for ( size_t length = 0; length <= all; length++ )
        {
            uint8_t *copy = malloc(length + !length);
            uint64_t same = i;

            for ( size_t at = 0; at < length; at++ )
                copy[at] = (uint8_t)random_next(&same);
            program_decode(&a, copy, length);
            assert_true(program_valid(&a));
            program_decode(&b, bytes, program_encode(&a, bytes));
            assert_true(program_equal(&a, &b));
            free(copy);
        }
    }
}

static void the_longest_program_fits(void **state)
{
    (void)state;
    program_init(&a);
    a.nr_ops = PROGRAM_MAX_OPS;
    a.nr_deviations = PROGRAM_MAX_DEVIATIONS;
    for ( unsigned int i = 0; i < PROGRAM_MAX_OPS; i++ )
    {
        a.op[i] = (struct op){.kind = OP_SMC, .domain = 31, .vcpu = 7};
        for ( unsigned int x = 0; x < PROGRAM_OP_ARGS; x++ )
            a.op[i].arg[x] = 0xfedcba9876543210ull + i;
    }
    for ( unsigned int i = 0; i < PROGRAM_MAX_DEVIATIONS; i++ )
        a.deviation[i] = (struct deviation){
            .kind = CHOICE_SPMC, .op = 999, .index = 1u << 20, .value = ~i};
    program_decode(&b, bytes, program_encode(&a, bytes));
    assert_true(program_equal(&a, &b));
}

/* A fuzzer that knows nothing should still write programs worth running. */
static void random_bytes_are_worth_running(void **state)
{
    unsigned int ops = 0, alive = 0, deviations = 0, reachable = 0;
    uint64_t seed = 4;

    (void)state;
    for ( unsigned int i = 0; i < 1000; i++ )
    {
        for ( unsigned int at = 0; at < 200; at++ )
            bytes[at] = (uint8_t)random_next(&seed);
        program_decode(&a, bytes, 200);
        ops += a.nr_ops;
        deviations += a.nr_deviations;
        for ( unsigned int op = 0; op < a.nr_ops; op++ )
            alive += a.op[op].domain <= 3 && a.op[op].vcpu <= 2;
        for ( unsigned int d = 0; d < a.nr_deviations; d++ )
            reachable += a.deviation[d].index < 1024;
    }
    assert_true(ops > 10000);
    assert_true(alive > ops * 9 / 10);
    assert_true(deviations > 1000);
    assert_true(reachable > deviations * 6 / 10);
}

/* Each spoils one field of a valid program. */
static void a_program_out_of_range_is_not_valid(void **state)
{
    (void)state;
#define SPOIL(field, wrong)                                                    \
    do                                                                         \
    {                                                                          \
        program_init(&a);                                                      \
        a.nr_ops = 1;                                                          \
        a.op[0] = (struct op){.kind = OP_CREATE, .domain = 1, .arg = {1}};     \
        a.nr_deviations = 1;                                                   \
        a.deviation[0] = (struct deviation){.value = SCHED_TAKE_IRQ};          \
        assert_true(program_valid(&a));                                        \
        a.field = (wrong);                                                     \
        assert_false(program_valid(&a));                                       \
    } while ( 0 )

    SPOIL(world.nr_cpus, 0);
    SPOIL(world.nr_cpus, 9);
    SPOIL(world.ffa_minor, 4);
    SPOIL(world.personality, PERSONALITIES);
    SPOIL(world.legal, 2);
    SPOIL(world.nr_sps, 5);
    SPOIL(world.sp_flags[0], 16);
    SPOIL(world.sp_flags[1], 1);
    SPOIL(world.stage, STAGES);
    SPOIL(world.stage_vms, 32);
    SPOIL(world.stage_vcpus, 0);
    SPOIL(world.stage_vcpus, 9);
    SPOIL(nr_ops, 65);
    SPOIL(nr_deviations, 33);
    SPOIL(op[0].kind, OP_KINDS);
    SPOIL(op[0].cpu, 1);
    SPOIL(op[0].domain, 32);
    SPOIL(op[0].vcpu, 1);
    SPOIL(op[0].sp, 1);
    SPOIL(op[0].arg[0], 0);
    SPOIL(op[0].arg[0], 9);
    SPOIL(op[0].arg[1], 2);
    SPOIL(op[0].arg[3], 3);
    SPOIL(deviation[0].kind, CHOICE_KINDS);
    SPOIL(deviation[0].cpu, 1);
    SPOIL(deviation[0].value, 0);
    SPOIL(deviation[0].value, 2);
    SPOIL(deviation[0].site, 1);
    SPOIL(deviation[0].context, CONTEXT_IRQ);
    SPOIL(deviation[0].hit, 1);
#undef SPOIL
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bytes_are_the_plainest_world),
        cmocka_unit_test(zeros_of_any_length_are_the_plainest_world),
        cmocka_unit_test(the_plainest_world_needs_no_bytes),
        cmocka_unit_test(every_program_without_anchors_comes_back),
        cmocka_unit_test(anchors_are_dropped_and_ordinals_kept),
        cmocka_unit_test(any_bytes_and_any_prefix_are_a_valid_program),
        cmocka_unit_test(the_longest_program_fits),
        cmocka_unit_test(random_bytes_are_worth_running),
        cmocka_unit_test(a_program_out_of_range_is_not_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
