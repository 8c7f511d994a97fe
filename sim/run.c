/* SPDX-License-Identifier: GPL-2.0-only */
#include "run.h"

#include "decode.h"
#include "guard.h"
#include "hypervisor.h"
#include "machine.h"
#include "phases.h"
#include "poison.h"
#include "sched-view.h"
#include "snapshot.h"
#include "spmc.h"

static bool keep_worlds;
static bool fine_now;
static bool no_digest;

static void boot(const struct world *world)
{
    log_reset();         /* log/                                       */
    oracle_begin();      /* oracle/                                    */
    machine_boot(world); /* machine/                                   */
    sched_boot(world->nr_cpus);
    spmc_boot(world);        /* spmc/                                      */
    hypervisor_reset(world); /* xen/, and the mediator's statics           */
    phases_boot();
    machine_note(EV_WORLD, 0, world->nr_cpus, world->ffa_minor,
                 world->personality, world->legal, world->hostile,
                 world->faults, world->rcu_strict, world->sri);
    spmc_note_sps();
}

/* With what the oracles have to say of it, unless that is no. */
static void keep(const struct world *world)
{
    struct finding finding;

    if ( oracle_judge(&finding) )
        snapshot_keep(world);
    else
        oracle_begin();
}

static void boot_and_live(const void *argument)
{
    const struct program *program = argument;
    const struct world *world = &program->world;
    bool known =
        keep_worlds && !fine_now && choice_set_up_is_dull(choice_stream());

    boot(world);
    if ( !known || !snapshot_restore(world) )
    {
        if ( !phases_set_up(program) )
            return;
        if ( known )
            keep(world);
    }
    phases_go_on(program);
}

static enum verdict judge(const struct guard_report *guard,
                          struct result *result)
{
    if ( guard->promise )
        return VERDICT_ERROR;
    if ( !oracle_judge(&result->finding) ) /* oracle/ -> verdict            */
    {
        result->signature = oracle_signature(&result->finding);
        return VERDICT_FAILURE;
    }
    return log_full() ? VERDICT_SKIP : VERDICT_PASS;
}

enum verdict sim_run_fed(const struct program *program, struct result *result)
{
    struct guard_report guard;

    *result = (struct result){.verdict = VERDICT_PASS};
    guard_perform(boot_and_live, program, &guard);
    result->verdict = sched_abandoned() ? VERDICT_SKIP : judge(&guard, result);
    result->error = guard.promise;
    result->error_function = guard.function;
    result->digest = no_digest ? 0 : log_digest();
    result->nr_events = log_nr_events();
    result->decision_points = sched_points();
    return result->verdict;
}

/* Which locations are shared is seen in a run without facts of them. */
static void learn(const struct program *program)
{
    struct result result;

    access_forget();
    access_set_facts(false);
    choice_feed_program(choice_stream(), program);
    sim_run_fed(program, &result);
    access_set_facts(true);
}

enum verdict sim_run_program(const struct program *program,
                             struct result *result)
{
    if ( fine_now )
        learn(program);
    choice_feed_program(choice_stream(), program);
    return sim_run_fed(program, result);
}

enum verdict sim_run(const uint8_t *bytes, size_t length, struct result *result)
{
    static struct program program;

    program_decode(&program, bytes, length); /* scenario/                   */
    return sim_run_program(&program, result);
}

bool sim_run_fine(bool fine)
{
    if ( !access_is_told() )
        return false;
    access_set_points(fine ? ACCESS_POINTS_ALL : ACCESS_POINTS_NONE);
    access_set_facts(fine);
    fine_now = fine;
    return true;
}

bool sim_run_is_told(void)
{
    return access_is_told();
}

void sim_keep_worlds(bool keep)
{
    keep_worlds = keep && !DEFINEDNESS_IS_WATCHED;
}

void sim_want_digest(bool want)
{
    no_digest = !want;
}
