/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mediator's reader of replies to FFA_NOTIFICATION_INFO_GET, all of it:
 * every well-formed shape of lists that there is, the vectors of the
 * specification, and a million replies that are not well-formed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ffa_parse.h"
#include "info-reference.h"
#include "spec.h"

/* Sequences of lists of 1 to 4 IDs that fit: sums of tetranacci numbers. */
#define SHAPES_WIDE   590080u
#define SHAPES_NARROW 832u

#define SAMPLES       1000000u

/* In every register that holds no list; no list has such an ID. */
#define FOREIGN 0xeeeeeeeeeeeeeeeeull

_Static_assert(sizeof(struct arm_smccc_1_2_regs) ==
                   REFERENCE_REGS * sizeof(uint64_t),
               "x0 to x17");

/* What the mediator reads in a reply. */
struct reading
{
    unsigned int nr;
    uint16_t endpoint[REFERENCE_IDS];
    bool malformed;
    bool more;
};

static void read_reply(const uint64_t x[REFERENCE_REGS],
                       struct reading *reading)
{
    struct arm_smccc_1_2_regs regs;
    struct ffa_parse parse;
    uint16_t endpoint;

    memcpy(&regs, x, sizeof(regs));
    reading->nr = 0;
    ffa_parse_start(&parse, &regs);
    while ( ffa_parse_next(&parse, &endpoint) )
    {
        assert_true(reading->nr < REFERENCE_IDS);
        reading->endpoint[reading->nr++] = endpoint;
    }
    assert_false(ffa_parse_next(&parse, &endpoint));
    reading->malformed = parse.malformed;
    reading->more = ffa_parse_more(&regs);
}

/* What the mediator and the reference read in X is one thing. */
static void compare(const uint64_t x[REFERENCE_REGS], bool malformed)
{
    uint16_t endpoint[REFERENCE_IDS];
    struct reading reading;
    bool cut;
    unsigned int nr = reference_read(x, endpoint, &cut);

    read_reply(x, &reading);
    assert_int_equal(reading.nr, nr);
    assert_memory_equal(reading.endpoint, endpoint, nr * sizeof(endpoint[0]));
    assert_int_equal(reading.malformed, cut);
    assert_true(malformed || !cut);
}

static void fill_foreign(uint64_t x[REFERENCE_REGS])
{
    for ( unsigned int i = 0; i < REFERENCE_REGS; i++ )
        x[i] = FOREIGN;
}

/* A reply with these lists, read: the first ID of each, and no other. */
static void check_lists(const struct reference_lists *lists, bool wide)
{
    struct reading reading;
    uint64_t x[REFERENCE_REGS];
    unsigned int at = 0;

    fill_foreign(x);
    reference_write(lists, wide, lists->nr & 1, x);
    for ( unsigned int i = 0; !wide && i < 8; i++ )
        x[i] |= i & 1 ? 0 : FOREIGN << 32;
    compare(x, false);
    read_reply(x, &reading);
    assert_int_equal(reading.nr, lists->nr);
    assert_int_equal(reading.more, lists->nr & 1);
    for ( unsigned int i = 0; i < lists->nr; i++ )
    {
        assert_int_equal(reading.endpoint[i], lists->id[at]);
        at += 1u + lists->vcpus[i];
    }
}

/* The next shape in order, like a counter that carries; false: none is left. */
static bool next_shape(struct reference_lists *lists, unsigned int capacity)
{
    if ( reference_used(lists) < capacity )
    {
        lists->vcpus[lists->nr++] = 0;
        return true;
    }
    while ( lists->nr )
    {
        uint8_t *last = &lists->vcpus[lists->nr - 1];

        if ( *last < 3 && reference_used(lists) < capacity )
        {
            ++*last;
            return true;
        }
        lists->nr--;
    }
    return false;
}

/* Every shape, with other IDs in each. Returns how many there are. */
static unsigned int check_shapes(bool wide)
{
    struct reference_lists lists = {.nr = 0};
    unsigned int nr = 0;

    while ( next_shape(&lists, reference_capacity(wide)) )
    {
        unsigned int used = reference_used(&lists);

        for ( unsigned int k = 0; k < used; k++ )
            lists.id[k] = (uint16_t)((nr + k) * 0x6d2bu);
        check_lists(&lists, wide);
        nr++;
    }
    return nr;
}

SPEC(every_shape_of_a_64_bit_reply_is_read)
{
    assert_int_equal(check_shapes(true), SHAPES_WIDE);
}

SPEC(every_shape_of_a_32_bit_reply_is_read)
{
    assert_int_equal(check_shapes(false), SHAPES_NARROW);
}

/* Replies, worked out by hand. */
static const struct vector
{
    bool wide;
    bool more;
    uint64_t x2;
    uint64_t id[5];
    struct reference_lists lists;
} vectors[] = {
    {true, false, 0x80, {0x1}, {1, {0}, {1}}},
    {true,
     false,
     0x2f180,
     {0x0002000100000002, 0x0005000400030002, 0x0000000700060002},
     {3, {3, 3, 2}, {2, 0, 1, 2, 2, 3, 4, 5, 2, 6, 7}}},
    {true,
     false,
     0x7100,
     {0x0002000100000002, 0x0000000000030002},
     {2, {3, 1}, {2, 0, 1, 2, 2, 3}}},
    {true,
     true,
     0xa01,
     {0x0004000300020001, 0x0008000700060005, 0x000c000b000a0009,
      0x0010000f000e000d, 0x0014001300120011},
     {20, {0}, {1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                11, 12, 13, 14, 15, 16, 17, 18, 19, 20}}},
    {false,
     true,
     0x501,
     {0x00020001, 0x00040003, 0x00060005, 0x00080007, 0x000a0009},
     {10, {0}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}},
    {true,
     false,
     0x42200,
     {0x0000000100008001, 0x0000000200010003},
     {4, {2, 0, 0, 1}, {0x8001, 0, 1, 0, 3, 1, 2}}},
    {false,
     false,
     0x42200,
     {0x00008001, 0x00000001, 0x00010003, 0x00000002},
     {4, {2, 0, 0, 1}, {0x8001, 0, 1, 0, 3, 1, 2}}},
    {true,
     true,
     0x3ff281,
     {0x0002000100000005, 0x0002000100000005, 0x0002000100000005,
      0x0002000100000005, 0x0002000100000005},
     {5, {3, 3, 3, 3, 3}, {5, 0, 1, 2, 5, 0, 1, 2, 5, 0,
                           1, 2, 5, 0, 1, 2, 5, 0, 1, 2}}},
};

#define NR_VECTORS (sizeof(vectors) / sizeof(vectors[0]))

/* The reference is right, where somebody has worked it out. */
SPEC(the_reference_writes_what_was_worked_out_by_hand)
{
    for ( unsigned int i = 0; i < NR_VECTORS; i++ )
    {
        uint64_t x[REFERENCE_REGS];

        reference_write(&vectors[i].lists, vectors[i].wide, vectors[i].more, x);
        assert_true(x[2] == vectors[i].x2);
        assert_memory_equal(&x[3], vectors[i].id, sizeof(vectors[i].id));
    }
}

SPEC(what_was_worked_out_by_hand_is_read)
{
    for ( unsigned int i = 0; i < NR_VECTORS; i++ )
    {
        const struct reference_lists *lists = &vectors[i].lists;
        uint64_t x[REFERENCE_REGS] = {vectors[i].wide ? 0xc4000061 : 0x84000061,
                                      0, vectors[i].x2};
        struct reading reading;
        unsigned int at = 0;

        memcpy(&x[3], vectors[i].id, sizeof(vectors[i].id));
        read_reply(x, &reading);
        assert_int_equal(reading.nr, lists->nr);
        assert_int_equal(reading.more, vectors[i].more);
        assert_false(reading.malformed);
        for ( unsigned int j = 0; j < lists->nr; j++ )
        {
            assert_int_equal(reading.endpoint[j], lists->id[at]);
            at += 1u + lists->vcpus[j];
        }
    }
}

/* Nothing is a list that does not come with a success. */
SPEC(no_other_reply_has_lists)
{
    static const uint64_t others[] = {0x84000060, 0xc4000060, 0x84000062,
                                      0x84000070, 0x8400007a, 0x10002,
                                      0,          0xffffffff, UINT64_MAX};

    for ( unsigned int i = 0; i < sizeof(others) / sizeof(others[0]); i++ )
    {
        uint64_t x[REFERENCE_REGS] = {others[i], 0, 0xa01, 1, 2, 3, 4, 5};
        struct reading reading;

        read_reply(x, &reading);
        assert_int_equal(reading.nr, 0);
        assert_false(reading.malformed);
    }
}

/* Counts and sizes that ask for more than there is. */
SPEC(lists_beyond_the_registers_are_cut_off)
{
    for ( unsigned int nr = 1; nr <= REFERENCE_LISTS; nr++ )
        for ( unsigned int vcpus = 0; vcpus <= 3; vcpus++ )
            for ( unsigned int wide = 0; wide <= 1; wide++ )
            {
                struct reference_lists lists = {.nr = nr};
                uint64_t x[REFERENCE_REGS];

                memset(lists.vcpus, (int)vcpus, nr);
                for ( unsigned int k = 0; k < reference_used(&lists); k++ )
                    lists.id[k] = (uint16_t)(k + 1);
                fill_foreign(x);
                reference_write(&lists, wide, false, x);
                compare(x, true);
            }
}

SPEC(all_ones_are_read_no_further_than_they_go)
{
    static const uint64_t successes[] = {0x84000061, 0xc4000061};

    for ( unsigned int i = 0; i < 2; i++ )
    {
        uint64_t x[REFERENCE_REGS];
        struct reading reading;

        memset(x, 0xff, sizeof(x));
        x[0] = successes[i];
        compare(x, true);
        read_reply(x, &reading);
        assert_int_equal(reading.nr, reference_capacity(i) / 4);
        assert_true(reading.malformed);
    }
}

/* SMC calling convention: w0 says what the reply is. */
SPEC(the_upper_half_of_x0_makes_no_other_reply_of_it)
{
    for ( unsigned int i = 0; i < NR_VECTORS; i++ )
    {
        uint64_t x[REFERENCE_REGS];

        reference_write(&vectors[i].lists, vectors[i].wide, false, x);
        x[0] |= FOREIGN << 32;
        compare(x, false);
    }
}

static uint64_t random_state = 0x9e3779b97f4a7c15ull;

/* xorshift64*: the same numbers in every run. */
static uint64_t random_bits(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * 0x2545f4914f6cdd1dull;
}

/* Is ENDPOINT in one of the slots that X has? */
static bool is_in_a_slot(const uint64_t x[REFERENCE_REGS], uint16_t endpoint)
{
    bool wide = (uint32_t)x[0] == 0xc4000061;

    for ( unsigned int i = 3; i < 8; i++ )
        for ( unsigned int shift = 0; shift < (wide ? 64u : 32u); shift += 16 )
            if ( (uint16_t)(x[i] >> shift) == endpoint )
                return true;
    return false;
}

/* Registers of any sort, often with few lists or with sizes beyond them. */
static void make_sample(uint64_t x[REFERENCE_REGS])
{
    uint64_t how = random_bits();

    for ( unsigned int i = 0; i < REFERENCE_REGS; i++ )
        x[i] = random_bits();
    x[0] = how & 1 ? 0xc4000061 : 0x84000061;
    if ( how & 2 )
        x[0] |= random_bits() << 32;
    if ( how & 4 )
        x[2] &= ~0xfffull;
    if ( how & 8 )
        x[2] = (x[2] & ~0xf80ull) | (random_bits() % 24) << 7;
    if ( how & 16 )
        x[2] &= random_bits() & random_bits();
}

SPEC(a_million_malformed_replies_are_survived)
{
    for ( unsigned int i = 0; i < SAMPLES; i++ )
    {
        uint64_t x[REFERENCE_REGS];
        struct reading reading;

        make_sample(x);
        compare(x, true);
        read_reply(x, &reading);
        assert_true(reading.nr <=
                    reference_capacity((uint32_t)x[0] == 0xc4000061));
        for ( unsigned int j = 0; j < reading.nr; j++ )
            assert_true(is_in_a_slot(x, reading.endpoint[j]));
    }
}

static const struct spec specs[] = {
    SPEC_IS(every_shape_of_a_64_bit_reply_is_read),
    SPEC_IS(every_shape_of_a_32_bit_reply_is_read),
    SPEC_IS(the_reference_writes_what_was_worked_out_by_hand),
    SPEC_IS(what_was_worked_out_by_hand_is_read),
    SPEC_IS(no_other_reply_has_lists),
    SPEC_IS(lists_beyond_the_registers_are_cut_off),
    SPEC_IS(all_ones_are_read_no_further_than_they_go),
    SPEC_IS(the_upper_half_of_x0_makes_no_other_reply_of_it),
    SPEC_IS(a_million_malformed_replies_are_survived),
};
SPEC_TOPIC(whitebox_info_get, "the reader of INFO_GET", specs);

int main(void)
{
    return spec_run(&spec_whitebox_info_get);
}
