/* SPDX-License-Identifier: GPL-2.0-only */
#include "spoil.h"

#include "bug.h"
#include "receiver.h"
#include "info.h"
#include "sri.h"
#include "state.h"

#define DIRTY       0xdeadbeef00000000ull
#define UPPER       0xffffffff00000000ull
#define NOBODY      0x7ffeu /* an ID no VM has                              */
#define FIRST_FRESH 0x0100u

static struct
{
    uint16_t dead;  /* a VM that was; 0: none yet                           */
    uint16_t fresh; /* IDs handed out by spoil_fresh()                      */
} memory;
STATE(memory);

void spoil_reset(void)
{
    memory.dead = 0;
    memory.fresh = 0;
    spoil_setup_reset();
}

void spoil_remember(uint16_t vm)
{
    memory.dead = vm;
}

static bool is_wide(const uint64_t in[SPMC_REGS])
{
    return in[0] & FFA_CONVENTION_64;
}

static uint64_t success(const uint64_t in[SPMC_REGS])
{
    return is_wide(in) ? FFA_FID64(SUCCESS) : FFA_FID32(SUCCESS);
}

/* Every slot names a VM that is there. */
static void fill_slots(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    uint64_t ones = is_wide(in) ? 0x0001000100010001ull : 0x00010001ull;

    for ( unsigned int i = 3; i < 8; i++ )
        out[i] = receiver_some_vm() * ones;
}

static uint64_t count_of(uint64_t lists)
{
    return lists << FFA_INFO_COUNT_SHIFT;
}

static uint64_t size_of(unsigned int list, uint64_t vcpus)
{
    SIM_BUG_ON(vcpus > FFA_INFO_SIZE_MASK);
    return vcpus << (FFA_INFO_SIZE_SHIFT + 2 * list);
}

void spoil_count(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    out[0] = success(in);
    out[2] = count_of(parameter);
    fill_slots(in, out);
}

void spoil_sizes(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    out[0] = success(in);
    out[2] = count_of(parameter);
    for ( unsigned int i = 0; i < parameter; i++ )
        out[2] |= size_of(i, INFO_MAX_VCPUS);
    fill_slots(in, out);
}

void spoil_all_ones(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    (void)parameter;
    out[0] = success(in);
    out[2] = ~0ull;
    fill_slots(in, out);
}

void spoil_empty(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    out[0] = success(in);
    out[2] = parameter;
}

void spoil_one(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
               uint64_t parameter)
{
    out[0] = success(in);
    out[2] = count_of(1) | parameter;
    out[3] = receiver_some_vm();
}

void spoil_fresh(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    struct info_lists lists = {.nr = 0};

    (void)parameter;
    out[0] = success(in);
    while ( lists.used < info_capacity(is_wide(in)) )
    {
        lists.vcpus[lists.nr++] = 0;
        lists.id[lists.used++] =
            (uint16_t)(FIRST_FRESH + memory.fresh++ % (NOBODY - FIRST_FRESH));
    }
    info_encode(is_wide(in), &lists, true, out);
}

/* The true reply; if that is NO_DATA, a credible one. */
static void make_success(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    if ( (uint32_t)out[0] == FFA_FID32(ERROR) )
        info_preview(is_wide(in), out);
}

void spoil_sizes_beyond(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                        uint64_t parameter)
{
    uint64_t lists;

    (void)parameter;
    make_success(in, out);
    lists = out[2] >> FFA_INFO_COUNT_SHIFT & FFA_INFO_COUNT_MASK;
    SIM_BUG_ON(lists > FFA_INFO_IDS_64);
    out[2] |= ~0ull << (FFA_INFO_SIZE_SHIFT + 2 * lists);
    if ( !is_wide(in) )
        out[2] &= ~UPPER;
}

void spoil_or_x2(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    make_success(in, out);
    out[2] |= parameter;
}

/* {ID} and then somebody's list, which must not be lost on the way. */
void spoil_id(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
              uint64_t parameter)
{
    out[0] = success(in);
    out[2] = count_of(2);
    out[3] = parameter | (uint64_t)receiver_some_vm() << 16;
}

void spoil_dead_id(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    (void)parameter;
    spoil_id(in, out, memory.dead ? memory.dead : NOBODY);
}

void spoil_repeat(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                  uint64_t parameter)
{
    (void)parameter;
    spoil_count(in, out, info_capacity(is_wide(in)));
}

/* {VM; parameter, 0, 0} {VM} */
void spoil_vcpus(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    struct info_lists lists = {
        .nr = 2,
        .used = 5,
        .vcpus = {3, 0},
        .id = {receiver_some_vm(), (uint16_t)parameter, 0, 0,
               receiver_some_vm()},
    };

    out[0] = success(in);
    info_encode(is_wide(in), &lists, false, out);
}

void spoil_no_data(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    (void)parameter;
    info_preview(is_wide(in), out);
    out[0] = FFA_FID32(ERROR);
    out[2] = DIRTY | count_of(1) | FFA_INFO_MORE | (uint32_t)FFA_NO_DATA;
}

void spoil_width_32(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    (void)parameter;
    make_success(in, out);
    out[0] = FFA_FID32(SUCCESS);
    for ( unsigned int i = 3; i < 8; i++ )
        out[i] |= DIRTY;
}

void spoil_width_64(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    (void)in;
    (void)parameter;
    if ( (uint32_t)out[0] == FFA_FID32(ERROR) )
        out[2] = 0;
    out[0] = FFA_FID64(SUCCESS);
}

void spoil_w0(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
              uint64_t parameter)
{
    (void)in;
    out[0] = parameter;
    out[2] = count_of(1) | FFA_INFO_MORE;
    out[3] = receiver_some_vm();
}

void spoil_dirty_x0(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                    uint64_t parameter)
{
    (void)in;
    (void)parameter;
    out[0] |= DIRTY;
}

void spoil_error(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    (void)in;
    out[0] = FFA_FID32(ERROR);
    out[2] = parameter;
}

/* One now; a storm lasts for some switches to the normal world. */
void spoil_raise(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                 uint64_t parameter)
{
    (void)in;
    (void)out;
    sri_raise();
    sri_storm((unsigned int)parameter - 1);
}

/* A refused GET has no bitmaps to spoil: it succeeds. */
static void make_get(uint64_t out[SPMC_REGS])
{
    if ( (uint32_t)out[0] != FFA_FID32(ERROR) )
        return;
    out[0] = FFA_FID32(SUCCESS);
    out[2] = 0;
}

void spoil_unbound(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                   uint64_t parameter)
{
    const struct receiver *r = receiver_find((uint16_t)in[1]);
    uint64_t bits = r ? ~receiver_bound_bits(r) : ~0ull;

    (void)parameter;
    make_get(out);
    out[2] |= bits & ~UPPER;
    out[3] |= bits >> 32;
}

void spoil_others(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                  uint64_t parameter)
{
    make_get(out);
    if ( !(in[2] & FFA_GET_FROM_SPS) )
        out[2] = out[3] = parameter;
    if ( !(in[2] & FFA_GET_FROM_VMS) )
        out[4] = out[5] = parameter;
    if ( !(in[2] & FFA_GET_FROM_SPM) )
        out[6] = parameter;
    if ( !(in[2] & FFA_GET_FROM_HYP) )
        out[7] = parameter;
}

void spoil_framework(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                     uint64_t parameter)
{
    (void)in;
    make_get(out);
    out[6] |= parameter;
}

void spoil_dirty_results(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                         uint64_t parameter)
{
    (void)in;
    (void)parameter;
    make_get(out);
    for ( unsigned int i = 2; i < 7; i++ )
        out[i] |= DIRTY;
}

void spoil_w1(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
              uint64_t parameter)
{
    (void)in;
    make_get(out);
    out[1] = parameter;
}

/* Known again when the SPMC behaves. */
void spoil_forget(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                  uint64_t parameter)
{
    struct receiver *r = receiver_find((uint16_t)in[1]);

    (void)parameter;
    if ( r && !(r->id & FFA_ID_SECURE) && r->id )
        r->hidden = true;
    out[0] = FFA_FID32(SUCCESS);
    out[2] = 0;
}

/* The SPMC raises what it announced. */
void spoil_sri(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
               uint64_t parameter)
{
    (void)in;
    sri_announce((uint32_t)parameter);
    out[0] = FFA_FID32(SUCCESS);
    out[2] = parameter;
}

void spoil_w2(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
              uint64_t parameter)
{
    (void)in;
    out[0] = FFA_FID32(SUCCESS);
    out[2] = parameter;
}

void spoil_properties(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                      uint64_t parameter)
{
    (void)in;
    out[0] = FFA_FID32(SUCCESS);
    out[2] = parameter;
    out[3] = (uint32_t)~parameter;
}
