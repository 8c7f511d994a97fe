/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reduced search of what the mediator does finds what the full one finds:
 * each pair of ops on two CPUs, in several worlds, once by every sequence of
 * choices and once by one of those that nobody can tell apart. What is left out
 * is what says too little of its effects.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outcomes.h"

#define LIMIT 500u  /* executions of the full search; more: another pair     */
#define LEAST 1000u /* pairs that are compared                               */

static struct outcomes full, reduced, slept;

static const char *const worlds[] = {
    "cpus 2; start bound vms=2 vcpus=2",
    "cpus 2; rcu strict; start mapped vms=2 vcpus=2",
    "cpus 2; sp 0x8001 vm_created vm_destroyed; start sharing vms=2",
    "cpus 2; start pending vms=2 vcpus=2",
};

/* Of d1 on the first CPU, of d1 or d2 on the second. */
static const char *const ops[] = {
    "v0 VERSION",
    "v0 NOTIFICATION_BIND bits=0x4",
    "v0 NOTIFICATION_SET",
    "v0 NOTIFICATION_GET",
    "v0 NOTIFICATION_INFO_GET_64",
    "v0 NOTIFICATION_BIND sp=d1 bits=0x8",
    "v0 RXTX_MAP tx=p3 rx=p4",
    "v0 RXTX_UNMAP",
    "v0 RX_RELEASE",
    "v0 PARTITION_INFO_GET flags=1",
    "v0 MEM_RECLAIM handle=h1",
    "v0 write page=p0 value=0x2",
    "v0 irq",
    "v0 off",
    "v0 run",
    "v0 decrease_reservation page=p2",
};

/* On the second CPU. */
static const char *const others[] = {
    "domain_hold d1",
    "sp 0x8001 set d1",
    "sp 0x8001 set d2 delay",
    "sp 0x8001 unbind d1 bits=0x1",
    "spmc_sri",
    "spmc_refuse",
    "spmc_rx_full d1",
    "fail_alloc",
    "d1.v0 on",
    "d1.v0 unpause",
    "cpu_down cpu1",
};

#define NR(array) (sizeof(array) / sizeof((array)[0]))

/* False: the full search would take too long. */
static bool compare(const char *text)
{
    struct explore_options options = {
        .strategy = EXPLORE_DFS,
        .preemptions = EXPLORE_UNBOUNDED,
        .shards = 1,
        .exact = true,
    };
    struct program program;

    outcomes_parse(&program, text);
    outcomes_explore(&program, &options, LIMIT, &full);
    if ( !full.complete )
        return false;
    options.strategy = EXPLORE_DPOR;
    outcomes_explore(&program, &options, LIMIT, &reduced);
    options.all = true;
    outcomes_explore(&program, &options, LIMIT, &slept);
    if ( !reduced.complete || reduced.nr != full.nr ||
         reduced.interleavings != slept.interleavings ||
         memcmp(reduced.outcome, full.outcome, full.nr * sizeof(uint64_t)) )
        fail_msg("%s%u outcomes of %u, %u interleavings of %u or %u", text,
                 reduced.nr, full.nr, (unsigned int)reduced.interleavings,
                 (unsigned int)slept.interleavings,
                 (unsigned int)full.interleavings);
    return true;
}

static bool compare_pair(unsigned int world, unsigned int op, const char *who,
                         const char *other)
{
    char text[512];

    snprintf(text, sizeof(text),
             "ffasim-scenario 1\n%s\ncpu0: d1.%s\ncpu1: %s%s\n", worlds[world],
             ops[op], who, other);
    return compare(text);
}

static void the_reduced_search_finds_what_the_mediator_can_do(void **state)
{
    unsigned int compared = 0;

    (void)state;
    if ( !sim_run_is_told() )
        skip();
    for ( unsigned int w = 0; w < NR(worlds); w++ )
        for ( unsigned int i = 0; i < NR(ops); i++ )
        {
            for ( unsigned int k = 0; k < NR(ops); k++ )
                compared += k >= i && compare_pair(w, i, "d1.", ops[k]);
            for ( unsigned int k = 0; k < NR(ops); k++ )
                compared += k >= i && compare_pair(w, i, "d2.", ops[k]);
            for ( unsigned int k = 0; k < NR(others); k++ )
                compared += compare_pair(w, i, "", others[k]);
        }
    assert_true(compared >= LEAST);
}

/* Each load and store is a step then: few pairs are short enough. */
static void so_it_does_of_loads_and_stores(void **state)
{
    static const char *const pairs[] = {
        "cpu0: d1.v0 ID_GET\ncpu1: d1.v1 ID_GET\n",
        "cpu0: d1.v0 ID_GET\ncpu1: d2.v0 ID_GET\n",
        "cpu0: d1.v0 ID_GET\ncpu1: d1.v1 off\n",
        "cpu0: d1.v0 RX_RELEASE\ncpu1: d1.v1 write page=p0 value=0x2\n",
        "cpu0: d1.v0 NOTIFICATION_SET\ncpu1: sp 0x8001 set d1\n",
        "cpu0: d1.v0 RX_RELEASE\ncpu1: d1.v1 pause\n",
    };
    unsigned int compared = 0;
    char text[512];

    (void)state;
    if ( !sim_run_fine(true) )
        skip();
    for ( unsigned int w = 0; w < NR(worlds); w++ )
        for ( unsigned int i = 0; i < NR(pairs); i++ )
        {
            snprintf(text, sizeof(text), "ffasim-scenario 1\n%s\n%s", worlds[w],
                     pairs[i]);
            compared += compare(text);
        }
    sim_run_fine(false);
    assert_true(compared >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reduced_search_finds_what_the_mediator_can_do),
        cmocka_unit_test(so_it_does_of_loads_and_stores),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
