/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine without a scenario: ops that do one thing over and over.
 */
#include "bench.h"

#include "choice.h"
#include "ffa.h"
#include "hypervisor.h"
#include "log.h"
#include "machine.h"
#include "sched.h"
#include "spmc.h"

#define OPS        40u
#define PER_OP     10000u /* points: half of an activation's budget           */
#define CALLS      1000u  /* an op; five points each is within that budget    */
#define CALL_ROOM  128u   /* words of the log that a call needs, and more     */
#define GUEST      1u
#define NR_CALLS   5u
#define CALL_WORDS 5u

static name_t site;

/* What is not full stays so: an event that is dropped would cost nothing. */
static void make_room(unsigned int nr_events)
{
    if ( nr_events * CALL_ROOM % LOG_WORDS == 0 )
        log_reset();
}

static void start(unsigned int nr_cpus)
{
    struct program program;

    program_init(&program);
    program.world.nr_cpus = (uint8_t)nr_cpus;
    if ( !site )
        site = name_intern("bench");
    log_reset();
    machine_boot(&program.world);
    sched_boot(nr_cpus);
    spmc_boot(&program.world);
    hypervisor_reset(&program.world);
    for ( unsigned int cpu = 0; cpu < nr_cpus; cpu++ )
        machine_set_cpu_online(cpu, true);
}

static void boot(const struct sched_op *op)
{
    (void)op;
    machine_push_context(CONTEXT_BOOT);
    hypervisor_boot(false);
    machine_pop_context();
}

static void guest_call(const uint64_t words[CALL_WORDS])
{
    uint64_t regs[SPMC_REGS] = {0};

    for ( unsigned int i = 0; i < CALL_WORDS; i++ )
        regs[i] = words[i];
    hypervisor_vcpu_run(GUEST, 0);
    machine_push_context(CONTEXT_GUEST);
    hypervisor_guest_call(GUEST, 0, regs);
    machine_pop_context();
}

static void create(const struct sched_op *op)
{
    const struct create_arguments arguments = {
        .vcpus = 1, .ffa = true, .online = true};
    const uint64_t version[CALL_WORDS] = {FFA_FID32(VERSION),
                                          FFA_VERSION_OF(1, 2)};

    (void)op;
    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_create(GUEST, &arguments);
    machine_pop_context();
    guest_call(version);
}

static void call(const struct sched_op *op)
{
    const uint64_t self = FFA_ID_OF_DOMAIN(GUEST);
    const uint64_t bind = PROGRAM_FIRST_SP << 16 | self;
    const uint64_t calls[NR_CALLS][CALL_WORDS] = {
        {FFA_FID32(ID_GET)},
        {FFA_FID32(FEATURES), FFA_FEATURE_NPI},
        {FFA_FID32(NOTIFICATION_BIND), bind, 0, 2},
        {FFA_FID32(NOTIFICATION_GET), self, FFA_GET_FROM_SPS},
        {FFA_FID32(NOTIFICATION_UNBIND), bind, 0, 2},
    };

    (void)op;
    for ( unsigned int i = 0; i < CALLS; i++ )
    {
        make_room(i);
        guest_call(calls[i % NR_CALLS]);
    }
}

static void perform_calls(void)
{
    const struct sched_op first[] = {{.perform = boot}, {.perform = create}};
    struct sched_op ops[OPS];

    for ( unsigned int i = 0; i < OPS; i++ )
        ops[i] = (struct sched_op){.perform = call};
    choice_feed_dull(choice_stream());
    start(1);
    if ( sched_run(first, 2, false) == SCHED_QUIET )
        sched_run(ops, OPS, false);
}

struct measured bench_calls(struct bench *bench)
{
    return (struct measured){
        .value = bench_rate(bench->seconds, OPS * CALLS, perform_calls),
        .yardstick = bench_host_register_calls(bench->seconds),
    };
}

static void pass_points(const struct sched_op *op)
{
    (void)op;
    for ( unsigned int i = 0; i < PER_OP; i++ )
    {
        make_room(i);
        sched_point(site);
    }
}

static void perform_points(unsigned int nr_cpus)
{
    struct sched_op ops[OPS];

    for ( unsigned int i = 0; i < OPS; i++ )
        ops[i] = (struct sched_op){.cpu = (uint8_t)(i % nr_cpus),
                                   .perform = pass_points};
    start(nr_cpus);
    sched_run(ops, OPS, false);
}

static void perform_sparse(void)
{
    choice_feed_dull(choice_stream());
    perform_points(1);
}

struct measured bench_points_sparse(struct bench *bench)
{
    return (struct measured){
        .value = bench_rate(bench->seconds, OPS * PER_OP, perform_sparse),
        .yardstick = bench_host_calls(bench->seconds),
    };
}

/* CPU 0 is asked first, and each time it is the other's turn. */
static void perform_dense(void)
{
    static uint32_t answers[OPS * PER_OP];

    for ( unsigned int i = 0; i < OPS * PER_OP; i++ )
        answers[i] = 1 + (i + 1) % 2;
    choice_feed_literal(choice_stream(), answers, OPS * PER_OP);
    perform_points(2);
}

struct measured bench_points_dense(struct bench *bench)
{
    return (struct measured){
        .value = bench_rate(bench->seconds, OPS * PER_OP, perform_dense),
        .yardstick = bench_host_hand_offs(bench->seconds),
    };
}
