/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Anything at all, in any world: the SPMC keeps its own promises (it checks
 * them itself), writes the same log twice, and ends.
 */
#include "spmc-world.h"

#include <string.h>

#include "memory.h"
#include "message.h"
#include "rxtx.h"

#define SEEDS 600u
#define STEPS 80u

static uint64_t random_state;

static uint32_t below(uint32_t bound)
{
    random_state = random_state * 6364136223846793005ull + 1442695040888963407;
    return (uint32_t)((random_state >> 33) % bound);
}

static uint64_t some_word(void)
{
    static const uint64_t words[] = {
        0,          1,      2,          3,       16,         48,
        96,         128,    0x10002,    0x8001,  0x80000001, 0x8001 << 16,
        0x80020001, 0xffff, 0x80000004, 2 << 16, UINT32_MAX, UINT64_MAX,
    };

    if ( !below(8) )
        return page_at(below(6));
    return words[below(SIM_ARRAY_SIZE(words))];
}

/* A descriptor of a share, or of a pair, or a message, almost right. */
static void fill_tx(void)
{
    const struct ffa_memory_1_1 head = {
        .sender = 2,
        .attributes = below(4) ? FFA_MEMORY_NORMAL : 0,
        .access_size = 16,
        .nr_access = 1,
        .access_offset = 48,
        .handle = below(3) ? 0 : below(4),
    };
    const struct ffa_memory_access access = {
        .receiver = SP1,
        .permissions = FFA_MEMORY_DATA_RW,
        .composite_offset = 64,
    };
    const struct ffa_composite composite = {1 + below(2), 1, 0};
    const struct ffa_range range = {page_at(2 + below(5)), 1, 0};
    const struct ffa_endpoint_rxtx_1_1 pair = {(uint16_t)(2 + below(3)), 0, 64,
                                               64 + 8 * below(3)};
    uint8_t *tx = bytes_at(0);

    memcpy(tx, &head, sizeof(head));
    memcpy(tx + 48, &access, sizeof(access));
    memcpy(tx + 64, &composite, sizeof(composite));
    memcpy(tx + 80, &range, sizeof(range));
    if ( !below(3) )
        memcpy(tx, &pair, sizeof(pair));
    if ( !below(4) )
        tx[below(96)] ^= (uint8_t)(1u << below(8));
}

static void any_call(void)
{
    uint64_t x[SPMC_REGS] = {0};

    x[0] = (below(2) ? FFA_W32 : FFA_W64) | (FFA_NR_FIRST + below(0x32));
    for ( unsigned int i = 1; i < 6; i++ )
        x[i] = below(2) ? some_word() : 0;
    smc_with(x, SPMC_REGS);
}

/* What has a chance. */
static void good_call(void)
{
    switch ( below(8) )
    {
    case 0:
        create(2 + below(3), 1 + below(4));
        break;
    case 1:
        bind_bits(2 + below(3), SP1, 1ull << below(8), 0);
        break;
    case 2:
        SMC(FFA_FID64(MEM_SHARE) - below(2), 96, below(2) ? 96 : 80);
        break;
    case 3:
        memcpy(bytes_at(0), &(struct ffa_range){page_at(2 + below(5)), 1, 0},
               sizeof(struct ffa_range));
        SMC(FFA_FID32(MEM_FRAG_TX), 1 + below(6), 0, 16, 2 << 16);
        break;
    case 4:
        SMC(FFA_FID32(MEM_RECLAIM), 1 + below(6));
        break;
    case 5:
        SMC(FFA_FID64(RXTX_MAP));
        break;
    case 6:
        SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(2, SP1));
        break;
    default:
        SMC(FFA_FID32(RUN), IDS(SP1, 0));
    }
}

static void any_order(void)
{
    unsigned int sp = below(3);

    switch ( below(10) )
    {
    case 0:
        spmc_sp_direct(sp, (enum spmc_direct)below(below(9) ? 4 : 5),
                       -(int32_t)below(9), below(4));
        break;
    case 1:
        spmc_sp_send(sp, (uint16_t)some_word(), below(5000), below(2));
        break;
    case 2:
        spmc_sp_retrieve(sp, 1 + below(3));
        break;
    case 3:
        spmc_sp_relinquish(sp, 1 + below(3));
        break;
    case 4:
        spmc_sp_touch(sp, 1 + below(3));
        break;
    case 5:
        spmc_sp_hold(sp, below(3));
        break;
    case 6:
        spmc_sp_bind(sp, (uint16_t)some_word(), below(3), some_word());
        break;
    case 7:
        spmc_sp_unbind(sp, (uint16_t)some_word(), some_word());
        break;
    case 8:
        spmc_scribble(below(5000), some_word());
        break;
    default:
        spmc_sp_set(sp, (uint16_t)(2 + below(3)), below(4), some_word());
    }
}

static uint64_t live(uint64_t seed)
{
    static const uint8_t weight[CHOICE_KINDS] = {60, 60, 60, 60};
    struct world world = plain_world();

    random_state = seed * 0x9e3779b97f4a7c15ull;
    world.personality = (uint8_t)below(PERSONALITIES);
    world.ffa_minor = (uint8_t)below(4);
    world.nr_sps = (uint8_t)below(4);
    world.legal = (uint8_t)below(2);
    world.hostile = (uint8_t)below(2);
    world.sp_flags[0] = (uint8_t)below(1 << SP_FLAGS);
    choice_feed_seed(choice_stream(), seed, weight);
    boot_pages(&world);
    for ( unsigned int i = 0; i < STEPS; i++ )
    {
        if ( !below(3) )
            fill_tx();
        if ( !below(3) )
            any_order();
        if ( below(2) )
            any_call();
        else
            good_call();
        if ( i == STEPS - 20 )
            spmc_behave();
    }
    spmc_note_pending();
    spmc_note_left();
    return log_digest();
}

static void nothing_is_too_odd_for_the_spmc(void **state)
{
    (void)state;
    for ( uint64_t seed = 1; seed <= SEEDS; seed++ )
    {
        uint64_t digest = live(seed);

        assert_true(live(seed) == digest);
        assert_false(log_full());
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_too_odd_for_the_spmc),
    };

    return cmocka_run_group_tests_name("spmc-any", tests, NULL, NULL);
}
