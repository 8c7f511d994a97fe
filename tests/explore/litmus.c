/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules of the kernel, one toy each: everything it can come to, and nothing
 * else. Both searches are to find exactly that.
 *
 * An outcome is what each CPU saw, in its order, and the words in the end. What
 * a handler sees stands where it ran. The handler of line N counts in word N,
 * that of an SGI in the word of its CPU, a tasklet in its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outcomes.h"

#define OUTCOMES 12u

static const struct litmus
{
    const char *rule;
    const char *text;
    const char *allowed[OUTCOMES];
} rules[] = {
    {"Every store is seen by all at once: not both read what was before.",
     "cpus 2\ncpu0: toy set0,load1\ncpu1: toy set1,load0\n",
     {"0: 0; 1: 1; = 1 2", "0: 2; 1: 0; = 1 2", "0: 2; 1: 1; = 1 2"}},
    {"A read and a write are not one.",
     "cpus 2\ncpu0: toy load0,store0\ncpu1: toy load0,store0\n",
     {"0: 0; 1: 0; = 1", "0: 0; 1: 1; = 2", "0: 1; 1: 0; = 2"}},
    {"Under a lock they are.",
     "cpus 2\ncpu0: toy lock0,load0,store0,unlock0\n"
     "cpu1: toy lock0,load0,store0,unlock0\n",
     {"0: 0; 1: 1; = 2", "0: 1; 1: 0; = 2"}},
    {"Two locks in two orders: each may wait for the other for ever.",
     "cpus 2\ncpu0: toy lock0,lock1\ncpu1: toy lock1,lock0\n",
     {"0:; 1:; =", "0:; 1:; = stuck"}},
    {"spin_trylock() gets the lock or does not, and never waits.",
     "cpus 2\ncpu0: toy trylock0,load1\ncpu1: toy trylock0,load1\n",
     {"0: 0 0; 1: 1 0; =", "0: 1 0; 1: 0 0; =", "0: 1 0; 1: 1 0; ="}},
    {"Who spins goes on once it is as he wants it.",
     "cpus 2\ncpu0: toy wait0,load1\ncpu1: toy set1,set0\n",
     {"0: 2; 1:; = 2 2"}},
    {"An interrupt comes at any point ...",
     "cpus 2\ncpu0: toy handle1,load0,load0\ncpu1: toy sgi0\n",
     {"0: 0 0; 1:; =", "0: 0 0 0; 1:; = 1", "0: 0 0 1; 1:; = 1",
      "0: 0 1 1; 1:; = 1"}},
    {"... but none where they are masked.",
     "cpus 2\ncpu0: toy handle1,mask,load0,load0,unmask\ncpu1: toy sgi0\n",
     {"0: 0 0; 1:; =", "0: 0 0 0; 1:; = 1", "0: 0 1 1; 1:; = 1"}},
    {"spin_lock_irqsave() masks, too: the handler is not inside.",
     "cpus 2\ncpu0: toy handle1,lockirq0,load0,load0,unlockirq0\n"
     "cpu1: toy sgi0\n",
     {"0: 0 0; 1:; =", "0: 0 0 0; 1:; = 1", "0: 0 1 1; 1:; = 1"}},
    {"Interrupts nest: the inner one runs to its end on top of the outer one.",
     "cpus 1\ncpu0: toy handle0,sgi0,raise0\n",
     {"0: 0 0; = 1", "0: 0 1; = 2"}},
    {"An SGI is pending for one CPU, whatever the others do with theirs.",
     "cpus 2\ncpu0: toy handle0,mask,sgi1,unmask\ncpu1: toy handle1,sgi0\n",
     {"0: 0; 1: 0; = 1 1", "0: 0; 1:; = 1", "0:; 1: 0; = 0 1"}},
    {"An edge that is pending and comes again is one.",
     "cpus 1\ncpu0: toy handle1,mask,raise1,raise1,unmask\n",
     {"0: 0; = 0 1"}},
    {"One that comes again while it is handled is handled again, afterwards.",
     "cpus 2\ncpu0: toy handle1,raise1\ncpu1: toy raise1\n",
     {"0: 0 1; 1:; = 0 2", "0: 0; 1:; = 0 1"}},
    {"A level is pending until the device is content.",
     "cpus 1\ncpu0: toy handle5,mask,raise5,raise5,unmask\n",
     {"0: 0; = 0 0 0 0 0 1"}},
    {"A level that rises again later is handled again.",
     "cpus 2\ncpu0: toy handle5,raise5\ncpu1: toy raise5\n",
     {"0: 0 1; 1:; = 0 0 0 0 0 2", "0: 0; 1:; = 0 0 0 0 0 1"}},
    {"A tasklet runs on one CPU at a time; scheduled twice it may run once.",
     "cpus 2\ncpu0: toy tasklet_on1\ncpu1: toy tasklet_on0\n",
     {"0: 0; 1: 1; = 2", "0: 0; 1:; = 1", "0: 1; 1: 0; = 2", "0:; 1: 0; = 1"}},
    {"tasklet_kill() returns when it neither runs nor will.",
     "cpus 2\ncpu0: toy tasklet_on1,kill0\ncpu1: toy load0,load0\n",
     {"0:; 1: 0 0 0; = 1", "0:; 1: 0 0; =", "0:; 1: 0 1 1; = 1"}},
    {"A callback waits for readers that are in a section ...",
     "cpus 2; rcu strict\ncpu0: toy read_lock,load1,load0,read_unlock\n"
     "cpu1: toy set1,call0\n",
     {"0: 0 0; 1:; = 255 2", "0: 2 0; 1:; = 255 2", "0: 2 255; 1:; = 255 2"}},
    {"... also as the hypervisor has it, for whole passes ...",
     "cpus 2\ncpu0: toy read_lock,load1,load0,read_unlock\n"
     "cpu1: toy set1,call0\n",
     {"0: 0 0; 1:; = 255 2", "0: 2 0; 1:; = 255 2", "0: 2 255; 1:; = 255 2"}},
    {"... and not for who reads outside of any, if it is strict.",
     "cpus 2; rcu strict\ncpu0: toy load1,load0\ncpu1: toy set1,call0\n",
     {"0: 0 0; 1:; = 255 2", "0: 0 255; 1:; = 255 2", "0: 2 0; 1:; = 255 2",
      "0: 2 255; 1:; = 255 2"}},
    {"Sections nest: the outer one ends it.",
     "cpus 2; rcu strict\n"
     "cpu0: toy read_lock,read_lock,read_unlock,load1,load0,read_unlock\n"
     "cpu1: toy set1,call0\n",
     {"0: 0 0; 1:; = 255 2", "0: 2 0; 1:; = 255 2", "0: 2 255; 1:; = 255 2"}},
    {"A callback runs on the way out, not where it was asked for.",
     "cpus 1; rcu strict\ncpu0: toy read_lock,call0,load0,read_unlock,load0\n",
     {"0: 0 0; = 255"}},
};

static struct outcomes outcomes;
static const struct litmus *litmus;
static bool seen[OUTCOMES];

static void see(const char *outcome)
{
    for ( unsigned int i = 0; i < OUTCOMES && litmus->allowed[i]; i++ )
        if ( !strcmp(litmus->allowed[i], outcome) )
        {
            seen[i] = true;
            return;
        }
    fail_msg("%s Not allowed, and found: %s", litmus->rule, outcome);
}

static void search(enum explore_strategy strategy)
{
    const struct explore_options options = {
        .strategy = strategy,
        .preemptions = EXPLORE_UNBOUNDED,
        .shards = 1,
        .exact = true,
    };
    struct program program;
    char text[512];

    snprintf(text, sizeof(text), "ffasim-scenario 1\n%s", litmus->text);
    outcomes_parse(&program, text);
    memset(seen, 0, sizeof(seen));
    outcomes.see = see;
    outcomes_explore(&program, &options, 1000000, &outcomes);
    assert_true(outcomes.complete);
    for ( unsigned int i = 0; i < OUTCOMES && litmus->allowed[i]; i++ )
        if ( !seen[i] )
            fail_msg("%s Allowed, and not found: %s", litmus->rule,
                     litmus->allowed[i]);
}

static void each_rule_allows_what_it_allows_and_no_more(void **state)
{
    (void)state;
    for ( unsigned int i = 0; i < sizeof(rules) / sizeof(rules[0]); i++ )
    {
        litmus = &rules[i];
        search(EXPLORE_DPOR);
        search(EXPLORE_DFS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_allows_what_it_allows_and_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
