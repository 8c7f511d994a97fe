/* SPDX-License-Identifier: GPL-2.0-only */
#include "spmc-world.h"

#include <string.h>

#include "name.h"
#include "sched.h"

struct world plain_world(void)
{
    return (struct world){
        .nr_cpus = 1,
        .ffa_minor = 2,
        .nr_sps = 1,
        .sri = SRI,
        .stage_vcpus = 1,
    };
}

void boot(const struct world *world)
{
    log_reset();
    machine_boot(world);
    sched_boot(world->nr_cpus);
    for ( unsigned int cpu = 1; cpu < world->nr_cpus; cpu++ )
    {
        machine_set_cpu_online(cpu, true);
        gic_cpu_init(cpu);
    }
    spmc_boot(world);
}

void boot_plain(void)
{
    struct world world = plain_world();

    choice_feed_dull(choice_stream());
    boot(&world);
}

void boot_cold(enum personality personality)
{
    struct world world = plain_world();

    world.personality = (uint8_t)personality;
    choice_feed_dull(choice_stream());
    boot(&world);
}

static void negotiate(void)
{
    assert_int_equal(SMC(FFA_FID32(VERSION), 0x10002).x[0], 0x10002);
}

void boot_as(enum personality personality)
{
    boot_cold(personality);
    negotiate();
}

static unsigned int first_frame;

static struct regs map_pair(void)
{
    int frame = page_alloc(PAGE_OWNER_XEN, 8);

    assert_true(frame >= 0);
    first_frame = (unsigned int)frame;
    return SMC(FFA_FID64(RXTX_MAP), page_at(0), page_at(1), 1);
}

void boot_mapped(enum personality personality)
{
    boot_as(personality);
    assert_status(map_pair(), FFA_OK);
}

void boot_mapped_in(const struct world *world)
{
    boot(world);
    negotiate();
    assert_status(map_pair(), FFA_OK);
}

void boot_pages(const struct world *world)
{
    boot(world);
    SMC(FFA_FID32(VERSION), 0x10000u | world->ffa_minor);
    map_pair();
}

uint64_t page_at(unsigned int n)
{
    return page_to_address(first_frame + n);
}

uint8_t *bytes_at(unsigned int n)
{
    return page_bytes(first_frame + n);
}

struct regs smc_with(const uint64_t *x, unsigned int nr)
{
    struct regs regs = {.x = {0}};

    memcpy(regs.x, x, nr * sizeof(*x));
    spmc_call(regs.x, regs.x);
    return regs;
}

int32_t status_of(struct regs reply)
{
    if ( reply.x[0] == FFA_FID32(SUCCESS) || reply.x[0] == FFA_FID64(SUCCESS) )
        return FFA_OK;
    assert_int_equal(reply.x[0], FFA_FID32(ERROR));
    assert_int_equal(reply.x[1], 0);
    return (int32_t)reply.x[2];
}

struct regs create(unsigned int vm, unsigned int vcpus)
{
    return SMC(FFA_FID32(NOTIFICATION_BITMAP_CREATE), vm, vcpus);
}

struct regs destroy(unsigned int vm)
{
    return SMC(FFA_FID32(NOTIFICATION_BITMAP_DESTROY), vm);
}

struct regs bind_bits(unsigned int vm, unsigned int sp, uint64_t bits,
                      uint32_t flags)
{
    return SMC(FFA_FID32(NOTIFICATION_BIND), IDS(sp, vm), flags, LOW(bits),
               HIGH(bits));
}

struct regs unbind_bits(unsigned int vm, unsigned int sp, uint64_t bits)
{
    return SMC(FFA_FID32(NOTIFICATION_UNBIND), IDS(sp, vm), 0, LOW(bits),
               HIGH(bits));
}

struct regs set_bits(unsigned int vm, unsigned int sp, uint64_t bits,
                     uint32_t flags)
{
    return SMC(FFA_FID32(NOTIFICATION_SET), IDS(vm, sp), flags, LOW(bits),
               HIGH(bits));
}

struct regs get(unsigned int vm, unsigned int vcpu, uint32_t flags)
{
    return SMC(FFA_FID32(NOTIFICATION_GET), IDS(vcpu, vm), flags);
}

struct regs info_64(void)
{
    return SMC(FFA_FID64(NOTIFICATION_INFO_GET));
}

struct regs info_32(void)
{
    return SMC(FFA_FID32(NOTIFICATION_INFO_GET));
}

void receiver(unsigned int vm, unsigned int vcpus)
{
    assert_status(create(vm, vcpus), FFA_OK);
    assert_status(bind_bits(vm, SP1, 0xffffffff, 0), FFA_OK);
    assert_status(bind_bits(vm, SP1, 0xffffffff00000000, FFA_NOTIF_PER_VCPU),
                  FFA_OK);
}

void set_global(unsigned int vm)
{
    assert_int_equal(spmc_sp_set(0, (uint16_t)vm, 0, 1), FFA_OK);
}

void set_vcpu(unsigned int vm, unsigned int vcpu)
{
    uint32_t flags = FFA_NOTIF_PER_VCPU | vcpu << FFA_SET_VCPU_SHIFT;

    assert_int_equal(spmc_sp_set(0, (uint16_t)vm, flags, 1ull << 32), FFA_OK);
}

void expect_x2(struct regs reply, const uint64_t *x, unsigned int nr)
{
    for ( unsigned int i = 0; i < 6; i++ )
        assert_int_equal(reply.x[2 + i], i < nr ? x[i] : 0);
}

bool take_sri(unsigned int cpu)
{
    if ( !gic_pending(cpu, SRI) )
        return false;
    assert_int_equal(gic_acknowledge(cpu), SRI);
    gic_end(cpu, SRI);
    return true;
}

unsigned int count_events(enum event_kind kind)
{
    struct event event;
    uint32_t cursor = 0;
    unsigned int nr = 0;

    while ( log_next(&cursor, &event) )
        nr += event.kind == kind;
    return nr;
}

void expect_event(enum event_kind kind, const uint64_t *args, unsigned int nr)
{
    struct event event;
    struct event last = {.kind = EVENT_KINDS};
    uint32_t cursor = 0;

    while ( log_next(&cursor, &event) )
        if ( event.kind == kind )
            last = event;
    assert_int_equal(last.kind, kind);
    assert_int_equal(last.nr_args, nr);
    for ( unsigned int i = 0; i < nr; i++ )
        assert_int_equal(last.arg[i], args[i]);
}

void choose_once(const char *name, uint32_t value)
{
    static struct program program;

    if ( !value )
    {
        choice_feed_dull(choice_stream());
        return;
    }
    program_init(&program);
    program.nr_deviations = 1;
    program.deviation[0] = (struct deviation){
        .kind = CHOICE_SPMC,
        .context = CONTEXT_IDLE,
        .op = PROGRAM_EARLY,
        .hit = 1,
        .site = name_intern(name),
        .value = value,
    };
    assert_true(program_valid(&program));
    choice_feed_program(choice_stream(), &program);
}
