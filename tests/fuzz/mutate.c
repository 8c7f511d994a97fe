/* SPDX-License-Identifier: GPL-2.0-only */
/* Mutation: valid, repeatable, and it reaches every sort of change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "decode.h"
#include "encode.h"
#include "mutate.h"
#include "op.h"

#define ROUNDS 20000u

/* Two CPUs, three ops, two deviations: room for every mutation to act. */
static size_t sample(uint8_t bytes[ENCODE_MAX_BYTES])
{
    static struct program p;
    static const uint8_t kind[] = {OP_BIND, OP_KILL, OP_GET};

    program_init(&p);
    p.world.nr_cpus = 2;
    for ( unsigned int i = 0; i < 3; i++ )
    {
        op_init(&p.op[i], kind[i]);
        p.op[i].cpu = i % 2;
        p.op[i].domain = 1;
    }
    p.nr_ops = 3;
    for ( unsigned int i = 0; i < 2; i++ )
        p.deviation[i] = (struct deviation){
            .kind = CHOICE_SCHED, .cpu = 0, .op = 2, .index = 5, .value = 2};
    p.nr_deviations = 2;
    return program_encode(&p, bytes);
}

static void a_mutant_is_valid_and_fits(void **state)
{
    static struct program p;
    uint8_t bytes[ENCODE_MAX_BYTES];
    size_t length = sample(bytes);

    (void)state;
    for ( unsigned int seed = 0; seed < ROUNDS; seed++ )
    {
        size_t room = seed % 3 ? 256 : 64;
        size_t made = mutate_scenario(bytes, length, room, seed);

        assert_true(made <= room);
        length = made ? made : sample(bytes);
        program_decode(&p, bytes, length);
        assert_true(program_valid(&p));
    }
}

static void equal_seeds_give_equal_mutants(void **state)
{
    uint8_t a[ENCODE_MAX_BYTES], b[ENCODE_MAX_BYTES];

    (void)state;
    for ( unsigned int seed = 0; seed < 100; seed++ )
    {
        size_t length_a = sample(a), length_b = sample(b);

        length_a = mutate_scenario(a, length_a, sizeof(a), seed);
        length_b = mutate_scenario(b, length_b, sizeof(b), seed);
        assert_int_equal(length_a, length_b);
        assert_memory_equal(a, b, length_a);
    }
}

/* What one mutation of the sample may do; all of it must be seen. */
struct seen
{
    unsigned int more_ops, fewer_ops, more_deviations, fewer_deviations;
    unsigned int other_world, nudged, aimed, kept_aim;
};

static void look(struct seen *seen, const struct program *was,
                 const struct program *is)
{
    const struct deviation *d = &is->deviation[0];

    seen->more_ops += is->nr_ops > was->nr_ops;
    seen->fewer_ops += is->nr_ops < was->nr_ops;
    seen->more_deviations += is->nr_deviations > was->nr_deviations;
    seen->fewer_deviations += is->nr_deviations < was->nr_deviations;
    seen->other_world += !!memcmp(&was->world, &is->world, sizeof(is->world));
    if ( is->nr_deviations != was->nr_deviations )
        return;
    seen->nudged += d->index != 5 && d->op == 2 && d->value == 2;
    seen->aimed += d->index == 5 && d->op == 2 && d->value != 2;
    /* CPU 0 lost the op before: the deviation goes with the one it is in. */
    seen->kept_aim += is->nr_ops < was->nr_ops && d->op == 1;
}

static void every_sort_of_change_happens(void **state)
{
    static struct program was, is;
    uint8_t bytes[ENCODE_MAX_BYTES];
    struct seen seen = {0};

    (void)state;
    program_decode(&was, bytes, sample(bytes));
    for ( unsigned int seed = 0; seed < ROUNDS; seed++ )
    {
        size_t length = sample(bytes);

        length = mutate_scenario(bytes, length, sizeof(bytes), seed);
        program_decode(&is, bytes, length);
        look(&seen, &was, &is);
    }
    assert_true(seen.more_ops);
    assert_true(seen.fewer_ops);
    assert_true(seen.more_deviations);
    assert_true(seen.fewer_deviations);
    assert_true(seen.other_world);
    assert_true(seen.nudged);
    assert_true(seen.aimed);
    assert_true(seen.kept_aim);
}

static void a_cross_has_ops_of_both(void **state)
{
    static struct program p;
    uint8_t a[ENCODE_MAX_BYTES], b[ENCODE_MAX_BYTES], out[ENCODE_MAX_BYTES];
    size_t length_a = sample(a), length_b;
    unsigned int foreign = 0;

    (void)state;
    program_init(&p);
    op_init(&p.op[0], OP_ADVANCE);
    p.nr_ops = 1;
    length_b = program_encode(&p, b);
    for ( unsigned int seed = 0; seed < 100; seed++ )
    {
        size_t length =
            mutate_cross(a, length_a, b, length_b, out, sizeof(out), seed);

        program_decode(&p, out, length);
        assert_int_equal(p.nr_ops, 4);
        assert_int_equal(p.nr_deviations, 2);
        for ( unsigned int i = 0; i < p.nr_ops; i++ )
            foreign += p.op[i].kind == OP_ADVANCE;
    }
    assert_int_equal(foreign, 100);
}

static bool aim(const struct program *p, uint64_t random, struct deviation *d)
{
    assert_true(program_valid(p));
    *d = (struct deviation){.kind = CHOICE_SCHED, .op = 1, .index = 77};
    d->value = SCHED_TAKE_IRQ;
    return random % 2;
}

/* It is asked about the input as it was, which has run already. */
static void a_guide_places_deviations(void **state)
{
    static struct program p;
    unsigned int guided[2] = {0, 0};

    (void)state;
    for ( unsigned int has_guide = 0; has_guide < 2; has_guide++ )
    {
        mutate_set_guide(has_guide ? aim : NULL);
        for ( unsigned int seed = 0; seed < 1000; seed++ )
        {
            uint8_t bytes[ENCODE_MAX_BYTES];
            size_t length =
                mutate_scenario(bytes, sample(bytes), sizeof(bytes), seed);

            program_decode(&p, bytes, length);
            for ( unsigned int i = 0; i < p.nr_deviations; i++ )
                guided[has_guide] += p.deviation[i].index == 77;
        }
    }
    mutate_set_guide(NULL);
    assert_true(guided[1] > 50 + 10 * guided[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mutant_is_valid_and_fits),
        cmocka_unit_test(equal_seeds_give_equal_mutants),
        cmocka_unit_test(every_sort_of_change_happens),
        cmocka_unit_test(a_cross_has_ops_of_both),
        cmocka_unit_test(a_guide_places_deviations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
