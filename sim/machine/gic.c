/* SPDX-License-Identifier: GPL-2.0-only */
#include "gic.h"

#include "bug.h"
#include "run-state.h"
#include "program.h"
#include "effect.h"

#include <string.h>

#define WORD_BITS     32u
#define SPI_WORDS     (GIC_NR_IRQS / WORD_BITS) /* word 0 is unused            */
#define FIRST_SPECIAL 1020u
#define SGI_MASK      ((1u << GIC_NR_SGIS) - 1)

/* The state of 32 interrupts, one bit each. */
struct word
{
    uint32_t enabled;
    uint32_t pending;
    uint32_t active;
    uint32_t edge;
};

static struct
{
    unsigned int nr_cpus;
    uint32_t used_spis;    /* words of spi[] that are not all zero           */
    uint32_t pending_spis; /* words that may have a pending bit              */
    struct word bank[PROGRAM_MAX_CPUS];
    struct word spi[SPI_WORDS];
    uint8_t route[GIC_NR_IRQS]; /* of SPIs, valid where used_spis says so    */
} gic;

/* SPIs only if one was ever looked at. */
static size_t gic_used(void)
{
    const char *end =
        gic.used_spis ? (const char *)(&gic + 1) : (const char *)gic.spi;

    return (size_t)(end - (const char *)&gic);
}
STATE_USED(gic, gic_used);

static bool exists(unsigned int cpu, unsigned int intid)
{
    return intid < FIRST_SPECIAL &&
           (intid >= GIC_FIRST_SPI || cpu < gic.nr_cpus);
}

static uint32_t bit_of(unsigned int intid)
{
    return 1u << intid % WORD_BITS;
}

static struct word *word_of(unsigned int cpu, unsigned int intid)
{
    unsigned int index = intid / WORD_BITS;

    SIM_BUG_ON(!exists(cpu, intid));
    if ( intid < GIC_FIRST_SPI )
        return &gic.bank[cpu];
    if ( !(gic.used_spis & (1u << index)) )
    {
        gic.used_spis |= 1u << index;
        memset(&gic.spi[index], 0, sizeof(gic.spi[index]));
        memset(&gic.route[index * WORD_BITS], 0, WORD_BITS);
    }
    return &gic.spi[index];
}

/* The CPU that would take INTID. */
static void touch(unsigned int cpu, unsigned int intid)
{
    bool banked = intid < GIC_FIRST_SPI;

    effect_on(EFFECT_IRQ, banked ? cpu : gic.route[intid % GIC_NR_IRQS], true);
}

static void assign(uint32_t *word, uint32_t bits, bool set)
{
    *word = set ? *word | bits : *word & ~bits;
}

void gic_boot(unsigned int nr_cpus)
{
    SIM_BUG_ON(nr_cpus > PROGRAM_MAX_CPUS);
    gic.nr_cpus = nr_cpus;
    gic.used_spis = 0;
    gic.pending_spis = 0;
    memset(gic.bank, 0, nr_cpus * sizeof(gic.bank[0]));
    for ( unsigned int cpu = 0; cpu < nr_cpus; cpu++ )
        gic.bank[cpu].edge = SGI_MASK;
}

void gic_cpu_init(unsigned int cpu)
{
    SIM_BUG_ON(cpu >= gic.nr_cpus);
    gic.bank[cpu].enabled = SGI_MASK;
    gic.bank[cpu].pending = 0;
    gic.bank[cpu].active = 0;
}

void gic_enable(unsigned int cpu, unsigned int intid, bool enable)
{
    assign(&word_of(cpu, intid)->enabled, bit_of(intid), enable);
    touch(cpu, intid);
}

void gic_set_edge(unsigned int cpu, unsigned int intid, bool edge)
{
    assign(&word_of(cpu, intid)->edge, bit_of(intid),
           edge || intid < GIC_NR_SGIS);
}

void gic_route(unsigned int intid, unsigned int cpu)
{
    SIM_BUG_ON(intid < GIC_FIRST_SPI);
    SIM_BUG_ON(cpu >= gic.nr_cpus);
    word_of(cpu, intid);
    touch(cpu, intid);
    gic.route[intid] = (uint8_t)cpu;
    touch(cpu, intid);
}

void gic_raise(unsigned int cpu, unsigned int intid)
{
    if ( !exists(cpu, intid) )
        return;
    word_of(cpu, intid)->pending |= bit_of(intid);
    touch(cpu, intid);
    if ( intid >= GIC_FIRST_SPI )
        gic.pending_spis |= 1u << intid / WORD_BITS;
}

void gic_lower(unsigned int cpu, unsigned int intid)
{
    struct word *word;

    if ( !exists(cpu, intid) )
        return;
    word = word_of(cpu, intid);
    touch(cpu, intid);
    if ( !(word->edge & bit_of(intid)) )
        word->pending &= ~bit_of(intid);
}

bool gic_pending(unsigned int cpu, unsigned int intid)
{
    return exists(cpu, intid) && (word_of(cpu, intid)->pending & bit_of(intid));
}

bool gic_active(unsigned int cpu, unsigned int intid)
{
    return exists(cpu, intid) && (word_of(cpu, intid)->active & bit_of(intid));
}

static uint32_t takeable(const struct word *word)
{
    return word->enabled & word->pending & ~word->active;
}

/* The lowest takeable SPI of word INDEX that is routed to CPU. */
static unsigned int lowest_spi(unsigned int cpu, unsigned int index)
{
    for ( uint32_t bits = takeable(&gic.spi[index]); bits; bits &= bits - 1 )
    {
        unsigned int intid =
            index * WORD_BITS + (unsigned int)__builtin_ctz(bits);

        if ( gic.route[intid] == cpu )
            return intid;
    }
    return GIC_SPURIOUS;
}

unsigned int gic_highest(unsigned int cpu)
{
    uint32_t banked;

    SIM_BUG_ON(cpu >= gic.nr_cpus);
    banked = takeable(&gic.bank[cpu]);

    if ( banked )
        return (unsigned int)__builtin_ctz(banked);
    for ( uint32_t words = gic.pending_spis; words; words &= words - 1 )
    {
        unsigned int intid =
            lowest_spi(cpu, (unsigned int)__builtin_ctz(words));

        if ( intid != GIC_SPURIOUS )
            return intid;
    }
    return GIC_SPURIOUS;
}

/* An edge is used up; a level stays for as long as its line is high. */
unsigned int gic_acknowledge(unsigned int cpu)
{
    unsigned int intid = gic_highest(cpu);
    struct word *word;

    if ( intid == GIC_SPURIOUS )
        return intid;
    word = word_of(cpu, intid);
    touch(cpu, intid);
    word->active |= bit_of(intid);
    if ( word->edge & bit_of(intid) )
        word->pending &= ~bit_of(intid);
    return intid;
}

void gic_end(unsigned int cpu, unsigned int intid)
{
    struct word *word = word_of(cpu, intid);

    SIM_BUG_ON(!(word->active & bit_of(intid)));
    word->active &= ~bit_of(intid);
    touch(cpu, intid);
}
