/* SPDX-License-Identifier: GPL-2.0-only */
#include "code.h"

#include "bug.h"

const uint8_t code_minors[4] = {2, 1, 0, 3};
const uint8_t code_sps[8] = {1, 2, 3, 4, 0, 1, 2, 1};
const uint8_t code_stages[8] = {
    STAGE_COLD,    STAGE_CREATED, STAGE_VERSIONED, STAGE_BOUND,
    STAGE_PENDING, STAGE_BOUND,   STAGE_MAPPED,    STAGE_SHARING,
};
/* SGIs, PPIs, SPIs, and what is none of them. */
const uint16_t code_sris[16] = {
    8, 9, 10, 11, 12, 15, 7, 0, 16, 27, 31, 32, 40, 1019, 1023, 0xffff,
};

uint8_t code_vms(uint8_t byte)
{
    return byte < 0xc0 ? 1u + byte % 4u : byte % PROGRAM_MAX_DOMAINS;
}

uint8_t code_vcpus(uint8_t byte)
{
    return 1 + byte % (byte < 0xc0 ? 2 : PROGRAM_MAX_VCPUS);
}

uint8_t code_domain(uint8_t byte, const struct world *world)
{
    static const uint8_t domains[2][4] = {{1, 2, 1, 3}, {1, 2, 0, 3}};

    return domains[world->d0_ffa][byte % 4];
}

uint8_t code_vcpu(uint8_t byte)
{
    static const uint8_t vcpus[4] = {0, 1, 0, 2};

    return vcpus[byte / 4 % 4];
}

uint8_t code_sp(uint8_t byte, const struct world *world)
{
    if ( byte >= CODE_RAW || !world->nr_sps )
        return byte % PROGRAM_MAX_SPS;
    return byte % world->nr_sps;
}

/* Numbers of a kind that a byte can say. The first rows are worth most. */
static const uint64_t small[] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 31, 32, 64, 127, 128, 255,
};
static const uint64_t counts[] = {1, 2, 3, 4, 5, 6, 8, 12};
static const uint64_t vcpus[] = {1, 2, 4, 8, 3, 1, 2, 6};
static const uint64_t indices[] = {
    0, 1, 2, 3, 4, 7, 8, 255, 0x7fff, 0x8000, 0xfffe, 0xffff,
};
/* Flags of BIND, SET and GET, and beyond. */
static const uint64_t words[] = {
    0,       1,      2,       4,       8,          3,          5,          7,
    0xf,     0x10,   0x100,   0x10000, 0x10001,    0x20002,    0xffff,     0x20,
    0x10003, 0x8000, 0x30001, 0xfffe,  0x80000000, 0xffffffff, 0xffff0000,
};
static const uint64_t times[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 0,
};
static const uint64_t versions[] = {
    0x10002, 0x10001, 0x10000, 0x10003,    0x20000,    0,
    0x10004, 0x0ffff, 0x1ffff, 0x80010001, 0x7fffffff, 0xffffffff,
};
static const uint64_t features[] = {
    1,          2,          3,          0,          4,          0x84000060,
    0x84000061, 0x84000063, 0x84000064, 0x84000065, 0x84000066, 0xc4000066,
    0x84000067, 0x84000068, 0x84000069, 0x8400006d, 0x8400006f, 0xc400006f,
    0x84000073, 0x84000077, 0x8400007d, 0x8400007e, 0x8400007f, 0x84000080,
    0x84000081, 0x84000082, 0x84000083, 0xc4000083, 0x84000085, 0x84000086,
    0xc400008b, 0xc400008d, 0x80000000, 0xffffffff, 0x84000000,
};
static const uint64_t raws[] = {
    0,           1,          2,          3,          4,          5,
    8,           0x10000,    0x8001,     0x80010002, 0x80020002, 0x00028001,
    0x80010003,  0x00020000, 0x00010002, 0x10002,    0x00030002, 0x40000000,
    0x40001000,  0xfff,      0x1000,     0xffff,     0x80000000, 0xffffffff,
    0x100000000, UINT64_MAX, INT64_MAX,  1ull << 63, 0x101,      0x80000004,
};

#define FIDS(n)                                                                \
    0x84000000 + (n), 0xc4000000 + (n), 0x84000001 + (n), 0xc4000001 + (n),    \
        0x84000002 + (n), 0xc4000002 + (n), 0x84000003 + (n), 0xc4000003 + (n)
static const uint64_t fids[] = {
    FIDS(0x60), FIDS(0x64), FIDS(0x68), FIDS(0x6c), FIDS(0x70),
    FIDS(0x74), FIDS(0x78), FIDS(0x7c), FIDS(0x80), FIDS(0x84),
    FIDS(0x88), FIDS(0x8c), FIDS(0x90), 0,          0x84000000,
    0x80000000, 0xbe000000, 0xffffffff, UINT64_MAX, 0x184000082,
};

#define BITS8(n)                                                               \
    1ull << (n), 1ull << ((n) + 1), 1ull << ((n) + 2), 1ull << ((n) + 3),      \
        1ull << ((n) + 4), 1ull << ((n) + 5), 1ull << ((n) + 6),               \
        1ull << ((n) + 7)
static const uint64_t bits[] = {
    BITS8(0),
    BITS8(8),
    BITS8(16),
    BITS8(24),
    BITS8(32),
    BITS8(40),
    BITS8(48),
    BITS8(56),
    /* Masks, and once more the bits that a stage binds. */
    0,
    3,
    0xf,
    0xff,
    0xffff,
    0xffffffff,
    0xffffffff00000000,
    UINT64_MAX,
    0x8000000000000001,
    0x100000001,
    5,
    6,
    1,
    2,
    4,
    8,
    1,
    2,
    4,
    8,
    1,
    2,
};
static const uint64_t endpoints[] = {
    0x8001, 2,      PROGRAM_ENDPOINT_SELF,
    3,      0x8002, 4,
    0x8001, 2,      0x8003,
    0,      1,      0x8000,
    0x8004, 5,      0x8005,
    6,      0x20,   0x21,
    0x7fff, 0xfffe,
};
static const uint64_t cpus[] = {0, 1, 2, 3, 4, 5, 6, 7};
static const uint64_t flags[] = {1, 0};
static const uint64_t fails[] = {1, 2, 0};
static const uint64_t uuids[] = {1, 2, 3, 5, 4, 0};
static const uint64_t directs[] = {1, 2, 3, 0, 4};
static const uint64_t steps[] = {0, 1, 2, 3, 4, 5};
/* Pages that are free for anything, what others have, and what is none. */
static const uint64_t pages[] = {
    PROGRAM_PAGE(0),
    PROGRAM_PAGE(1),
    PROGRAM_PAGE(2),
    PROGRAM_PAGE(3),
    PROGRAM_PAGE(4),
    PROGRAM_PAGE(5),
    PROGRAM_PAGE(6),
    PROGRAM_PAGE(7),
    PROGRAM_PAGE(8),
    PROGRAM_PAGE(16),
    PROGRAM_PAGE(31),
    PROGRAM_PAGE(PROGRAM_RAM_PAGES - 1),
    0x9000000,
    PROGRAM_PAGE(PROGRAM_RAM_PAGES),
    PROGRAM_PAGE(0) | 8,
    PROGRAM_PAGE(2) | 0x800,
    PROGRAM_PAGE(1) - 1,
    PROGRAM_PAGE(0) | 1ull << 32,
    0,
    0x1000,
    UINT64_MAX & ~0xfffull,
    UINT64_MAX,
    PROGRAM_PAGE(2) | 1ull << 48,
};
#define HANDLE(n) PROGRAM_HANDLE(PROGRAM_HANDLE_SELF, n)
static const uint64_t handles[] = {
    HANDLE(1),
    HANDLE(2),
    HANDLE(3),
    HANDLE(4),
    PROGRAM_HANDLE(1, 1),
    PROGRAM_HANDLE(2, 1),
    PROGRAM_HANDLE(1, 2),
    0,
    1,
    UINT64_MAX,
    1ull << 63,
    1ull << 32,
};

/* Half of them are the plain word; op_value_fit() folds what is too much. */
#define PLAIN8 0, 0, 0, 0, 0, 0, 0, 0
#define FLAWS8(n)                                                              \
    (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4, (n) + 5, (n) + 6, (n) + 7
static const uint64_t flaws[] = {
    FLAWS8(0), FLAWS8(8), FLAWS8(16), FLAWS8(24), FLAWS8(32), FLAWS8(40),
    PLAIN8,    PLAIN8,    PLAIN8,     PLAIN8,     PLAIN8,     PLAIN8,
};

#define NEGATIVE(n) (uint64_t)(int64_t) - (n)
static const uint64_t statuses[] = {
    NEGATIVE(7), NEGATIVE(6), NEGATIVE(4),  NEGATIVE(2),
    NEGATIVE(1), NEGATIVE(3), NEGATIVE(9),  NEGATIVE(8),
    NEGATIVE(5), 0,           NEGATIVE(10),
};
static const uint64_t codes[] = {
    NEGATIVE(4), NEGATIVE(7),   NEGATIVE(3), NEGATIVE(6),
    NEGATIVE(2), NEGATIVE(1),   NEGATIVE(9), NEGATIVE(5),
    NEGATIVE(8), NEGATIVE(10),  0,           NEGATIVE(11),
    1,           NEGATIVE(128), INT32_MAX,   (uint64_t)(int64_t)INT32_MIN,
};

static const uint64_t toys[] = {
    TOY_BYTE(TOY_LOAD, 0) | TOY_BYTE(TOY_STORE, 0) << 8,
    TOY_BYTE(TOY_ADD, 0),
};

#define VALUES(array)                                                          \
    {                                                                          \
        array, SIM_ARRAY_SIZE(array)                                           \
    }
static const struct
{
    const uint64_t *value;
    unsigned int nr; /* below CODE_RAW                                      */
} likely[ARGUMENT_TYPES] = {
    [TYPE_U8] = VALUES(small),         [TYPE_U16] = VALUES(indices),
    [TYPE_U32] = VALUES(words),        [TYPE_U64] = VALUES(raws),
    [TYPE_COUNT] = VALUES(counts),     [TYPE_VCPUS] = VALUES(vcpus),
    [TYPE_TIME] = VALUES(times),       [TYPE_VERSION] = VALUES(versions),
    [TYPE_FEATURE] = VALUES(features), [TYPE_FID] = VALUES(fids),
    [TYPE_BITS] = VALUES(bits),        [TYPE_ENDPOINT] = VALUES(endpoints),
    [TYPE_CPU] = VALUES(cpus),         [TYPE_FLAG] = VALUES(flags),
    [TYPE_FAIL] = VALUES(fails),       [TYPE_STATUS] = VALUES(statuses),
    [TYPE_CODE] = VALUES(codes),       [TYPE_PAGE] = VALUES(pages),
    [TYPE_HANDLE] = VALUES(handles),   [TYPE_UUID] = VALUES(uuids),
    [TYPE_SHARE] = VALUES(flaws),      [TYPE_SEND] = VALUES(flaws),
    [TYPE_DIRECT] = VALUES(directs),   [TYPE_STEP] = VALUES(steps),
    [TYPE_STEPS] = VALUES(toys),
};

unsigned int code_values(const struct op_argument *argument)
{
    return 1 + likely[argument->type].nr;
}

uint64_t code_value(const struct op_argument *argument,
                    const struct world *world, uint8_t byte)
{
    enum argument_type type = argument->type;
    uint64_t value = argument->standard;

    SIM_BUG_ON(byte >= CODE_RAW);
    if ( byte )
        value = likely[type].value[(byte - 1u) % likely[type].nr];
    return op_value_fit(type, world, value);
}

const uint8_t code_kinds[CODE_LONG] = {
    [1 ... 20] = CHOICE_SCHED, /* 0 ends the list                           */
    [21 ... 26] = CHOICE_SPMC, [27 ... 28] = CHOICE_FAULT,
    [29] = CHOICE_REUSE,       [30] = CHOICE_NEXT,
};

/* Low ordinals of the program; a few of what came before. */
uint16_t code_op(uint8_t byte)
{
    if ( byte < 0x80 )
        return byte % 16;
    if ( byte < CODE_RAW )
        return byte % 128;
    return (uint16_t)(PROGRAM_EARLY + byte % 16);
}

uint32_t code_index(uint8_t low, uint8_t high)
{
    return high < 0xc0 ? low : low | (uint32_t)(high % 64) << 8;
}

/* An interrupt, or a switch to one of the other CPUs. */
static uint32_t sched_value(unsigned int cpu, const struct world *world,
                            uint8_t byte)
{
    unsigned int other = byte % world->nr_cpus;

    if ( !other )
        return SCHED_TAKE_IRQ;
    return 1 + (cpu + other) % world->nr_cpus;
}

uint32_t code_deviation_value(const struct deviation *d,
                              const struct world *world, uint8_t byte)
{
    SIM_BUG_ON(d->cpu >= world->nr_cpus);
    if ( PROGRAM_ABOUT_CPUS(d->kind) )
        return sched_value(d->cpu, world, byte);
    return 1 + byte;
}
