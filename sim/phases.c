/* SPDX-License-Identifier: GPL-2.0-only */
#include "phases.h"

#include "address-space.h"
#include "bug.h"
#include "guest.h"
#include "hypervisor.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "spmc.h"
#include "stage.h"

/* Ops of the phase that is being performed. */
static struct
{
    struct sched_op op[PLAN_MAX_OPS];
    const struct op *source;
} plan;

static uint32_t next_index; /* of ops in the log, over all phases */
STATE(next_index);

static void perform(const struct sched_op *op)
{
    const struct op *source = &plan.source[op->number];

    machine_note(EV_OP, 0, op->index, source->kind, source->domain,
                 source->vcpu);
    if ( !guest_perform(source) )
        machine_note(EV_OP_SKIP, 0, op->index);
    machine_note(EV_OP_END, 0, op->index);
}

static bool perform_ops(const struct op *ops, unsigned int nr, bool move_clock)
{
    SIM_BUG_ON(nr > PLAN_MAX_OPS);
    plan.source = ops;
    for ( unsigned int i = 0; i < nr; i++ )
    {
        plan.op[i].cpu = ops[i].cpu;
        plan.op[i].perform = perform;
        plan.op[i].index = next_index++;
        plan.op[i].number = i;
    }
    return sched_run(plan.op, nr, move_clock) == SCHED_QUIET;
}

/* The number: d0 is to have FF-A. */
static void boot_cpu0(const struct sched_op *op)
{
    bool ffa;

    machine_push_context(CONTEXT_BOOT);
    ffa = hypervisor_boot(op->number);
    machine_pop_context();
    if ( ffa )
        guest_created(0, true);
}

static bool phase_boot(const struct program *program)
{
    const struct sched_op boot = {
        .cpu = 0, .perform = boot_cpu0, .number = program->world.d0_ffa};
    struct op ops[PROGRAM_MAX_CPUS];
    unsigned int nr = stage_cpus(&program->world, ops);

    return sched_run(&boot, 1, false) == SCHED_QUIET &&
           perform_ops(ops, nr, false);
}

static bool phase_stage(const struct program *program)
{
    static struct op ops[PLAN_MAX_OPS];
    unsigned int nr = stage_ops(&program->world, ops);

    return perform_ops(ops, nr, false);
}

static bool phase_program(const struct program *program)
{
    bool quiet;

    choice_program_started(choice_stream());
    quiet = perform_ops(program->op, program->nr_ops, false);
    choice_program_ended(choice_stream());
    return quiet;
}

static void plan_domain(unsigned int nr, void (*act)(const struct sched_op *op),
                        unsigned int domain)
{
    plan.op[nr] = (struct sched_op){
        .cpu = 0, .perform = act, .index = next_index++, .number = domain};
}

/* Liveness and teardown act on domains, a bit each, d0 last; the number is the
 * domain. */
static bool act_on(uint32_t domains, void (*act)(const struct sched_op *op),
                   bool move_clock)
{
    unsigned int nr = 0;

    for ( uint32_t rest = domains & ~1u; rest; rest &= rest - 1 )
        plan_domain(nr++, act, (unsigned int)__builtin_ctz(rest));
    if ( domains & 1 )
        plan_domain(nr++, act, 0);
    return sched_run(plan.op, nr, move_clock) == SCHED_QUIET;
}

static void wake(const struct sched_op *op)
{
    guest_wake(op->number);
}

static void serve(const struct sched_op *op)
{
    guest_serve(op->number);
}

static bool phase_liveness(const struct program *program)
{
    (void)program;
    spmc_behave();
    hypervisor_behave();
    if ( !act_on(guest_expecting(), wake, false) )
        return false;
    /* What is late is told while the clock moves: later looks find it. */
    for ( unsigned int round = 0; round < 3; round++ )
        if ( !act_on(guest_expecting(), serve, true) )
            return false;
    spmc_note_pending();
    return true;
}

/* d0 stays, but keeps nothing of others, or of the secure world. */
static void leave_d0(void)
{
    if ( guest_expecting() & 1 )
        guest_leave(0);
    machine_push_context(CONTEXT_DOMCTL);
    address_space_unmap_all(0);
    machine_pop_context();
}

static void kill_domain(const struct sched_op *op)
{
    if ( !op->number )
    {
        leave_d0();
        return;
    }
    machine_push_context(CONTEXT_DOMCTL);
    while ( hypervisor_domain_drop(op->number) )
        ;
    if ( hypervisor_domain_exists(op->number) )
        hypervisor_domain_kill(op->number, 0);
    machine_pop_context();
}

static uint32_t have_to_go(void)
{
    return (hypervisor_domains() & ~1u) | (guest_expecting() & 1) |
           address_space_borrows(0);
}

static bool phase_teardown(const struct program *program)
{
    (void)program;
    if ( !act_on(have_to_go(), kill_domain, true) )
        return false;
    hypervisor_note_left();
    spmc_note_left();
    return true;
}

static const struct
{
    enum log_phase id;
    bool (*perform)(const struct program *program);
} phases[] = {
    {PHASE_BOOT, phase_boot},         {PHASE_STAGE, phase_stage},
    {PHASE_PROGRAM, phase_program},   {PHASE_LIVENESS, phase_liveness},
    {PHASE_TEARDOWN, phase_teardown},
};

void phases_boot(void)
{
    guest_boot();
    next_index = 1;
}

/* Those from FIRST up to END, which is not one of them. */
static bool perform_phases(const struct program *program, enum log_phase first,
                           enum log_phase end)
{
    for ( unsigned int i = first; i < end; i++ )
    {
        SIM_BUG_ON(phases[i].id != i);
        machine_note(EV_PHASE, 0, phases[i].id);
        if ( !phases[i].perform(program) )
            return false;
    }
    return true;
}

bool phases_set_up(const struct program *program)
{
    return perform_phases(program, PHASE_BOOT, PHASE_PROGRAM);
}

void phases_go_on(const struct program *program)
{
    if ( perform_phases(program, PHASE_PROGRAM, PHASE_END) )
        machine_note(EV_PHASE, 0, PHASE_END);
}
