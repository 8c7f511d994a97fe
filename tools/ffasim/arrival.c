/* SPDX-License-Identifier: GPL-2.0-only */
#include "arrival.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fiber.h"
#include "machine.h"
#include "sched.h"
#include "stack.h"
#include "states.h"

#define LAST_STEPS 10u

static struct
{
    unsigned int nr_cpus;
    bool happened;
    unsigned int at_cpu;
    enum context at_context;
    struct stack stack[PROGRAM_MAX_CPUS];
} arrival;

void arrival_expect(unsigned int nr_cpus)
{
    arrival.nr_cpus = nr_cpus;
    arrival.happened = false;
}

bool arrival_happened(void)
{
    return arrival.happened;
}

/* A debugger stops here: the simulated machine is where it was asked for. */
__attribute__((noinline)) void travel_arrived(unsigned int step);
__attribute__((noinline)) void travel_arrived(unsigned int step)
{
    __asm__ volatile("" : : "r"(step) : "memory");
}

/* Stacks are named on the host's own: a CPU's is too small for that. */
static void print_cpus(void)
{
    puts("\nWhere each CPU is:");
    for ( unsigned int cpu = 0; cpu < arrival.nr_cpus; cpu++ )
    {
        printf("  cpu%u%s%s\n", cpu,
               cpu == arrival.at_cpu ? ", which runs, " : "",
               cpu == arrival.at_cpu ? program_context_name(arrival.at_context)
                                     : "");
        stack_print(stdout, &arrival.stack[cpu], "     ");
    }
}

static void print_states(void)
{
    struct states states;

    if ( !states_build(&states) )
        return;
    puts("\nState:");
    for ( unsigned int i = 0; i < states.nr; i++ )
    {
        const char *value = states_value(&states.state[i], UINT32_MAX);

        if ( value && strcmp(value, "freed") )
            printf("  %s.%s = %s\n", states.state[i].object,
                   states.state[i].field, value);
    }
    states_free(&states);
}

void arrival_tell(void)
{
    uint32_t cursor = 0;
    struct event event;

    puts("\nThe last steps:");
    for ( unsigned int i = 0; log_next(&cursor, &event); i++ )
        if ( i + LAST_STEPS >= log_nr_events() )
        {
            fputs("  ", stdout);
            log_print_event(stdout, i, &event);
        }
    print_cpus();
    print_states();
}

/* The run ends here. Between two ops nobody's stack is left: so does the
 * process. */
void arrival_stop(unsigned int step)
{
    arrival.happened = true;
    arrival.at_cpu = machine_cpu();
    arrival.at_context = machine_context();
    for ( unsigned int cpu = 0; cpu < arrival.nr_cpus; cpu++ )
        stack_take_of(&arrival.stack[cpu], cpu);
    stack_take(&arrival.stack[arrival.at_cpu]);
    travel_arrived(step);
    if ( fiber_current() != FIBER_MAIN )
        sched_stop();
    arrival_tell();
    fflush(NULL);
    _exit(0);
}
