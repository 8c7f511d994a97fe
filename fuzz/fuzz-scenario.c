/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes into sim_run(): the target of libFuzzer, AFL++ and of main.c.
 *
 * A failure is printed as the headline of its report and traps in a function
 * named after its kind, because engines tell crashes apart by their stacks.
 *
 * -known=FILE names signatures, one a line, that are passed over: a campaign
 * goes on behind what it has found. -keep-going passes over every failure, for
 * measurements; so is -seeds-only. -digest prints one line for each input:
 * verdict and digest. -unguided: preemptions are placed anywhere; so they are
 * with -seeds-only, which has no use for them.
 *
 * -fine: loads and stores are decision points, too. An engine's build with hooks
 * (FINE_RUNS) does nothing else: engines start processes with their own arguments.
 *
 * A run that begins where an earlier one ended its boot does not run the boot's
 * code. An engine that expects the same feedback from the same input
 * (FEEDBACK_OF_EVERY_RUN) must see all of each run.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feedback.h"
#include "fuzz.h"
#include "meet.h"
#include "mutate.h"
#include "report.h"
#include "run.h"

#define MAX_KNOWN 4096u

#ifndef FINE_RUNS
#define FINE_RUNS false
#endif

static uint64_t known[MAX_KNOWN];
static unsigned int nr_known;
static bool print_digests;
static bool keep_going;

/* One place to die for each kind of failure. */
#define ORACLES(ORACLE)                                                        \
    ORACLE(memory_safety, "memory-safety")                                     \
    ORACLE(assertion, "assertion")                                             \
    ORACLE(lock_discipline, "lock-discipline")                                 \
    ORACLE(deadlock, "deadlock")                                               \
    ORACLE(livelock, "livelock")                                               \
    ORACLE(unbounded_work, "unbounded-work")                                   \
    ORACLE(data_race, "data-race")                                             \
    ORACLE(double_fetch, "double-fetch")                                       \
    ORACLE(lost_notification, "lost-notification")                             \
    ORACLE(phantom_notification, "phantom-notification")                       \
    ORACLE(vm_notification, "vm-notification")                                 \
    ORACLE(isolation, "isolation")                                             \
    ORACLE(memory_isolation, "memory-isolation")                               \
    ORACLE(abi_mismatch, "abi-mismatch")                                       \
    ORACLE(spmc_protocol, "spmc-protocol")                                     \
    ORACLE(rx_ownership, "rx-ownership")                                       \
    ORACLE(guest_result, "guest-result")                                       \
    ORACLE(leak, "leak")                                                       \
    ORACLE(other, NULL)

#define DEFINE(word, text)                                                     \
    static __attribute__((noinline)) void oracle_##word(void)                  \
    {                                                                          \
        __builtin_trap();                                                      \
    }
ORACLES(DEFINE)

static __attribute__((noinline)) void simulator_error(void)
{
    __builtin_trap();
}

static const struct
{
    const char *kind;
    void (*die)(void);
} deaths[] = {
#define ROW(word, text) {text, oracle_##word},
    ORACLES(ROW)};

static unsigned int death_of(const char *kind)
{
    unsigned int i = 0;

    while ( deaths[i].kind && strcmp(deaths[i].kind, kind) )
        i++;
    return i;
}

/* A promise added without a row above would share a stack with others. */
static void check_deaths(void)
{
    for ( unsigned int i = 0; i < oracle_table_size; i++ )
    {
        if ( deaths[death_of(oracle_table[i]->name)].kind )
            continue;
        fprintf(stderr, "fuzz-scenario: error: no place to die of %s\n",
                oracle_table[i]->name);
        exit(3);
    }
}

static bool is_known(uint64_t signature)
{
    for ( unsigned int i = 0; i < nr_known; i++ )
        if ( known[i] == signature )
            return true;
    return false;
}

static void read_known(const char *path)
{
    FILE *file = fopen(path, "r");

    if ( !file )
    {
        fprintf(stderr, "fuzz-scenario: error: cannot read %s\n", path);
        exit(2);
    }
    while ( nr_known < MAX_KNOWN &&
            fscanf(file, "%" SCNx64 "%*[^\n]", &known[nr_known]) == 1 )
        nr_known++;
    fclose(file);
}

static void run_fine(void)
{
    if ( sim_run_fine(true) )
        return;
    fprintf(stderr, "fuzz-scenario: error: -fine: the mediator of this build "
                    "has no hooks in its loads and stores\n");
    exit(2);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    int kept = 0;

    check_deaths();
#ifndef FEEDBACK_OF_EVERY_RUN
    sim_keep_worlds(true);
#endif
    for ( int i = 0; i < *argc; i++ )
        if ( !strncmp((*argv)[i], "-known=", 7) )
            read_known((*argv)[i] + 7);
        else
            (*argv)[kept++] = (*argv)[i];
    (*argv)[kept] = NULL;
    *argc = kept;
    print_digests = fuzz_option(argc, *argv, "-digest");
    sim_want_digest(print_digests);
    if ( fuzz_option(argc, *argv, "-fine") || FINE_RUNS )
        run_fine();
    keep_going = fuzz_option(argc, *argv, "-keep-going");
    fuzz_seeds_only = fuzz_option(argc, *argv, "-seeds-only");
    if ( !fuzz_option(argc, *argv, "-unguided") && !fuzz_seeds_only )
        mutate_set_guide(meet_aim);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct result result;
    enum verdict verdict = sim_run(data, size, &result);

    if ( print_digests )
        printf("%s %016" PRIx64 "\n", verdict_name(verdict), result.digest);
    feedback_count();
    switch ( verdict )
    {
    case VERDICT_FAILURE:
        if ( keep_going || is_known(result.signature) )
            break;
        report_headline(stderr, &result);
        deaths[death_of(result.finding.oracle->name)].die();
        break;

    case VERDICT_ERROR:
        report_headline(stderr, &result);
        simulator_error();
        break;

    default:
        break;
    }
    return 0;
}
