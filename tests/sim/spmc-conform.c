/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A conforming SPMC loses nothing, whatever freedom it takes: a consumer that
 * knows only the rules of FF-A 1.1 (SRI, INFO_GET, MORE, GET) fetches every bit
 * that SPs set, and no other.
 */
#include "spmc-world.h"

#include <string.h>

#define VMS      24u
#define VCPUS    4u
#define STEPS    150u
#define SEEDS    400u
#define PATIENCE 64u /* calls of a MORE chain, or rounds of the end          */

/* The test's own randomness: the choices have theirs. */
static uint64_t random_state;

static unsigned int below(unsigned int bound)
{
    random_state = random_state * 6364136223846793005ull + 1;
    return (unsigned int)(random_state >> 33) % bound;
}

/* What the model knows of a VM, by target: vCPU, or VCPUS for global. */
static struct vm
{
    uint64_t set[VCPUS + 1]; /* and not fetched                             */
    bool fresh[VCPUS + 1];   /* of these, some were not announced yet       */
    bool called[VCPUS + 1];  /* the consumer was told, and has not fetched  */
    bool framework;
    bool fresh_framework;
} vms[VMS + 1];

static bool repeats; /* an announcement without news is a mistake           */

static void announce(uint16_t id, bool global, unsigned int vcpu)
{
    unsigned int target = global ? VCPUS : vcpu;
    struct vm *vm;

    if ( id == 0 || (id & 0x8000) )
        return;
    assert_in_range(id, 1, VMS);
    assert_in_range(target, 0, VCPUS);
    vm = &vms[id];
    if ( !repeats )
        assert_true(vm->fresh[target] || (global && vm->fresh_framework));
    vm->fresh[target] = false;
    if ( global )
        vm->fresh_framework = false;
    vm->called[target] = true;
}

/* A list with vCPUs may stand for global items too. */
static void absorb(uint16_t id)
{
    if ( id != 0 && !(id & 0x8000) && id <= VMS )
        vms[id].fresh[VCPUS] = vms[id].fresh_framework = false;
}

static uint16_t slot(const struct regs *reply, unsigned int k)
{
    unsigned int bits = reply->x[0] == FFA_FID64(SUCCESS) ? 4 : 2;

    assert_true(k < 5 * bits);
    return (uint16_t)(reply->x[3 + k / bits] >> (16 * (k % bits)));
}

static void decode(const struct regs *reply)
{
    unsigned int lists = reply->x[2] >> 7 & 0x1f;
    unsigned int k = 0;

    assert_int_equal(reply->x[2] & 0x7e, 0);
    assert_true(lists <= (reply->x[0] == FFA_FID64(SUCCESS) ? 20 : 10));
    for ( unsigned int i = 0; i < lists; i++ )
    {
        unsigned int n = reply->x[2] >> (12 + 2 * i) & 3;
        uint16_t id = slot(reply, k++);

        if ( !n )
            announce(id, true, 0);
        for ( unsigned int j = 0; j < n; j++ )
            announce(id, false, slot(reply, k++));
        if ( n )
            absorb(id);
    }
}

/* The handler of the SRI: until there is no MORE. Errors end it. */
static void handle_sri(void)
{
    for ( unsigned int i = 0; i < PATIENCE; i++ )
    {
        struct regs reply = below(2) ? info_64() : info_32();

        if ( status_of(reply) )
            return;
        decode(&reply);
        if ( !(reply.x[2] & 1) )
            return;
    }
    fail_msg("no end of MORE");
}

static bool serve_sris(void)
{
    bool any = false;

    for ( unsigned int cpu = 0; cpu < 2; cpu++ )
        while ( take_sri(cpu) )
        {
            any = true;
            handle_sri();
        }
    return any;
}

static uint64_t fetched(uint64_t low, uint64_t high, struct vm *vm,
                        unsigned int vcpu)
{
    uint64_t bits = low | high << 32;

    assert_int_equal(low >> 32 | high >> 32, 0);
    assert_int_equal(bits & ~(vm->set[vcpu] | vm->set[VCPUS]), 0);
    vm->set[vcpu] &= ~bits;
    vm->set[VCPUS] &= ~bits;
    return bits;
}

/* GET by vCPU; a refusal leaves all as it was. */
static void fetch(unsigned int id, unsigned int vcpu)
{
    struct vm *vm = &vms[id];
    struct regs reply = get(id, vcpu, 5);

    if ( status_of(reply) )
        return;
    fetched(reply.x[2], reply.x[3], vm, vcpu);
    assert_true(!reply.x[6] || vm->framework);
    if ( reply.x[6] )
        vm->framework = false;
    vm->called[vcpu] = vm->called[VCPUS] = false;
    /* What this GET left behind is announced again. */
    vm->fresh[vcpu] = vm->set[vcpu];
    vm->fresh[VCPUS] = vm->set[VCPUS];
    vm->fresh_framework = vm->framework;
}

/* The guest follows its calls: a global one may be answered by any vCPU. */
static void follow_calls(unsigned int id)
{
    for ( unsigned int target = 0; target <= VCPUS; target++ )
        if ( vms[id].called[target] )
            fetch(id, target == VCPUS ? below(VCPUS) : target);
}

static void sp_sets(unsigned int id)
{
    unsigned int target = below(VCPUS + 1);
    uint32_t flags = below(4) ? 0 : FFA_NOTIF_DELAY_SRI;
    uint64_t bit = 1ull << (below(32) + (target == VCPUS ? 0 : 32));

    if ( target != VCPUS )
        flags |= FFA_NOTIF_PER_VCPU | target << FFA_SET_VCPU_SHIFT;
    assert_int_equal(spmc_sp_set(0, (uint16_t)id, flags, bit), FFA_OK);
    if ( !(vms[id].set[target] & bit) )
        vms[id].fresh[target] = true;
    vms[id].set[target] |= bit;
}

static void rx_becomes_full(unsigned int id)
{
    spmc_framework_rx_full((uint16_t)id);
    if ( !vms[id].framework )
        vms[id].fresh_framework = true;
    vms[id].framework = true;
}

static void step(void)
{
    unsigned int id = 1 + below(VMS);

    switch ( below(8) )
    {
    case 0:
    case 1:
    case 2:
        sp_sets(id);
        break;
    case 3:
        rx_becomes_full(id);
        break;
    case 4:
        serve_sris();
        break;
    case 5:
        follow_calls(id);
        break;
    case 6:
        fetch(id, below(VCPUS));
        break;
    default:
        set_bits(id, SP1, 1ull << below(48), 0);
        if ( !below(3) )
            spmc_sp_get(0);
    }
}

/* A transient refusal passes. */
static void insist(struct regs (*call)(unsigned int vm), unsigned int vm)
{
    for ( unsigned int i = 0; i < PATIENCE; i++ )
        if ( !status_of(call(vm)) )
            return;
    fail_msg("refused for good");
}

static struct regs create_vm(unsigned int vm)
{
    return create(vm, VCPUS);
}

static struct regs bind_global(unsigned int vm)
{
    return bind_bits(vm, SP1, 0xffffffff, 0);
}

static struct regs bind_per_vcpu(unsigned int vm)
{
    return bind_bits(vm, SP1, 0xffffffff00000000, FFA_NOTIF_PER_VCPU);
}

static void start(struct world *world, uint64_t seed)
{
    memset(vms, 0, sizeof(vms));
    random_state = seed * 0x9e3779b97f4a7c15ull + 1;
    boot(world);
    for ( unsigned int vm = 1; vm <= VMS; vm++ )
    {
        insist(create_vm, vm);
        insist(bind_global, vm);
        insist(bind_per_vcpu, vm);
    }
}

/* Everything was announced, and what was announced can be fetched. */
static void finish(void)
{
    bool busy = true;

    for ( unsigned int i = 0; busy && i < PATIENCE; i++ )
    {
        busy = serve_sris();
        for ( unsigned int id = 1; id <= VMS; id++ )
            follow_calls(id);
    }
    assert_false(busy);
    for ( unsigned int id = 1; id <= VMS; id++ )
    {
        assert_false(vms[id].framework);
        for ( unsigned int target = 0; target <= VCPUS; target++ )
            assert_int_equal(vms[id].set[target], 0);
    }
    spmc_note_pending();
    assert_int_equal(count_events(EV_PENDING), 0);
    assert_int_equal(count_events(EV_SPMC_PANIC), 0);
    assert_int_equal(count_events(EV_HOSTILE), 0);
}

static void live(struct world *world, uint64_t seed)
{
    start(world, seed);
    for ( unsigned int i = 0; i < STEPS; i++ )
        step();
    spmc_behave();
    finish();
    assert_false(log_full());
}

static void every_bit_arrives_and_is_told_once(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_cpus = 2;
    repeats = false;
    for ( uint64_t seed = 0; seed < SEEDS; seed++ )
    {
        choice_feed_dull(choice_stream());
        live(&world, seed);
    }
}

static void every_bit_arrives_whatever_freedom_is_taken(void **state)
{
    uint8_t weight[CHOICE_KINDS] = {0};
    struct world world = plain_world();
    unsigned int free_choices = 0;

    (void)state;
    world.nr_cpus = 2;
    world.legal = 1;
    repeats = true;
    for ( uint64_t seed = 0; seed < SEEDS; seed++ )
    {
        weight[CHOICE_SPMC] = (uint8_t)(16 + seed % 128);
        choice_feed_seed(choice_stream(), seed, weight);
        live(&world, seed);
        free_choices += choice_nr_records(choice_stream());
    }
    assert_true(free_choices > 10 * SEEDS);
}

/* The same seeds, the same log. */
static void a_run_repeats_itself(void **state)
{
    uint8_t weight[CHOICE_KINDS] = {0};
    struct world world = plain_world();
    uint64_t digest[2];

    (void)state;
    world.nr_cpus = 2;
    world.legal = 1;
    repeats = true;
    weight[CHOICE_SPMC] = 100;
    for ( uint64_t seed = 0; seed < 20; seed++ )
    {
        for ( unsigned int i = 0; i < 2; i++ )
        {
            choice_feed_seed(choice_stream(), seed, weight);
            live(&world, seed);
            digest[i] = log_digest();
        }
        assert_true(digest[0] == digest[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bit_arrives_and_is_told_once),
        cmocka_unit_test(every_bit_arrives_whatever_freedom_is_taken),
        cmocka_unit_test(a_run_repeats_itself),
    };

    return cmocka_run_group_tests_name("spmc-conform", tests, NULL, NULL);
}
