/* SPDX-License-Identifier: GPL-2.0-only */
#include "report.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "bug.h"
#include "stack.h"

#define LAST_STEPS 5u
#define MAX_AROUND 16u /* things that are nested on a CPU                    */

/* The stacks of the critical pair of the watched result. */
static struct
{
    uint64_t signature; /* of the result; 0: none was watched               */
    unsigned int index[2];
    struct stack stack[2];
} pair;

static void take_stack(unsigned int index)
{
    for ( unsigned int i = 0; i < 2; i++ )
        if ( pair.index[i] == index )
            stack_take(&pair.stack[i]);
}

void report_watch(const struct result *result)
{
    memset(&pair, 0, sizeof(pair));
    if ( result->verdict != VERDICT_FAILURE )
        return;
    pair.signature = result->signature;
    pair.index[0] = (unsigned int)result->finding.complaint.earlier;
    pair.index[1] = result->finding.event;
    log_set_watcher(take_stack);
}

void report_watched(void)
{
    log_set_watcher(NULL);
}

/* The op that the CPU of the event INDEX performed then. */
static uint64_t op_of(unsigned int index)
{
    uint64_t op[PROGRAM_MAX_CPUS] = {0};
    uint32_t cursor = 0;
    struct event event = {0};

    for ( unsigned int i = 0; i <= index && log_next(&cursor, &event); i++ )
        if ( event.kind == EV_OP )
            op[event.cpu % PROGRAM_MAX_CPUS] = event.arg[0];
    return op[event.cpu % PROGRAM_MAX_CPUS];
}

/* A site is one word on the line. */
static void print_word(FILE *out, const char *text)
{
    for ( ; *text; text++ )
        fputc(isspace((unsigned char)*text) ? '_' : *text, out);
}

void report_headline(FILE *out, const struct result *result)
{
    const struct finding *finding = &result->finding;

    switch ( result->verdict )
    {
    case VERDICT_FAILURE:
        SIM_BUG_ON(!finding->oracle);
        fprintf(out, "ORACLE %s ", finding->oracle->name);
        print_word(out, finding->complaint.site);
        fprintf(out, " sig=%016" PRIx64 " op=%" PRIu64 "\n", result->signature,
                op_of(finding->event));
        break;
    case VERDICT_ERROR:
        fprintf(out, "ERROR %s %s\n",
                result->error_function ? result->error_function : "?",
                result->error ? result->error : "?");
        break;
    default:
        fprintf(out, "%s\n", verdict_name(result->verdict));
    }
}

static void print_event(FILE *out, unsigned int index)
{
    uint32_t cursor = 0;
    struct event event;

    for ( unsigned int i = 0; log_next(&cursor, &event); i++ )
        if ( i == index )
        {
            fputs("  ", out);
            log_print_event(out, index, &event);
            return;
        }
}

/* What the event INDEX is part of, on its CPU, from the outside in. */
static void print_around(FILE *out, unsigned int index)
{
    static struct
    {
        unsigned int nr;
        unsigned int index[MAX_AROUND];
        struct event event[MAX_AROUND];
    } around[PROGRAM_MAX_CPUS], *at;
    uint32_t cursor = 0;
    struct event event = {0};

    memset(around, 0, sizeof(around));
    for ( unsigned int i = 0; i <= index && log_next(&cursor, &event); i++ )
    {
        at = &around[event.cpu % PROGRAM_MAX_CPUS];
        if ( i == index )
            break;
        if ( log_nesting(&event) < 0 && at->nr )
            at->nr--;
        if ( log_nesting(&event) <= 0 || at->nr == MAX_AROUND )
            continue;
        at->index[at->nr] = i;
        at->event[at->nr++] = event;
    }
    at = &around[event.cpu % PROGRAM_MAX_CPUS];
    for ( unsigned int i = 0; i < at->nr; i++ )
    {
        fprintf(out, "         in [%04u] ", at->index[i]);
        log_print_fact(out, &at->event[i]);
        fputc('\n', out);
    }
}

static void print_pair(FILE *out, const struct result *result)
{
    const int index[2] = {result->finding.complaint.earlier,
                          (int)result->finding.event};

    fputs(index[0] < 0 ? "\nWhere it broke:\n"
                       : "\nThe events that do not go together:\n",
          out);
    for ( unsigned int i = 0; i < 2; i++ )
    {
        if ( index[i] < 0 )
            continue;
        print_event(out, (unsigned int)index[i]);
        print_around(out, (unsigned int)index[i]);
        if ( pair.signature == result->signature &&
             pair.index[i] == (unsigned int)index[i] )
            stack_print(out, &pair.stack[i], "         ");
    }
}

/* The last events of each CPU up to LAST, in rings. */
struct steps
{
    unsigned int nr;
    unsigned int index[LAST_STEPS];
    struct event event[LAST_STEPS];
};

static void print_steps(FILE *out, unsigned int last)
{
    static struct steps steps[PROGRAM_MAX_CPUS];
    uint32_t cursor = 0;
    struct event event;

    memset(steps, 0, sizeof(steps));
    for ( unsigned int i = 0; i <= last && log_next(&cursor, &event); i++ )
    {
        struct steps *cpu = &steps[event.cpu % PROGRAM_MAX_CPUS];

        cpu->index[cpu->nr % LAST_STEPS] = i;
        cpu->event[cpu->nr++ % LAST_STEPS] = event;
    }
    fputs("\nThe last steps of each CPU:\n", out);
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        unsigned int nr = steps[cpu].nr;
        unsigned int first = nr > LAST_STEPS ? nr - LAST_STEPS : 0;

        for ( unsigned int i = first; i < nr; i++ )
        {
            fputs("  ", out);
            log_print_event(out, steps[cpu].index[i % LAST_STEPS],
                            &steps[cpu].event[i % LAST_STEPS]);
        }
    }
}

static void print_world(FILE *out, const struct world *world)
{
    fprintf(out, "World:    %u CPUs, SPMC 1.%u %s, %u SPs", world->nr_cpus,
            world->ffa_minor,
            world_personality_name((enum personality)world->personality),
            world->nr_sps);
    fprintf(out, "%s%s%s%s%s\n", world->legal ? ", free within the rules" : "",
            world->hostile ? ", hostile" : "", world->faults ? ", faults" : "",
            world->rcu_strict ? ", strict RCU" : "",
            world->d0_ffa ? ", d0 has FF-A" : "");
}

static void print_failure(FILE *out, const struct result *result)
{
    const struct finding *finding = &result->finding;

    fprintf(out, "\nPromised: %s\n          (%s)\n", finding->oracle->promise,
            finding->oracle->clause);
    fprintf(out, "Happened: %s\n", finding->complaint.text);
    fprintf(out, "Object:   %s\n", finding->complaint.object);
}

void report_print_commands(FILE *out, const char *file, bool fine)
{
    const char *how = fine ? "--fine " : "";

    fprintf(out,
            "Replay:   ffasim run %s--log %s\n"
            "Picture:  ffasim show %s%s\n"
            "Smaller:  ffasim minimize %s%s -o SMALL.scn\n",
            how, file, how, file, how, file);
}

void report_print(FILE *out, const struct program *program,
                  const struct result *result, const char *file)
{
    SIM_BUG_ON(!program || !file);
    report_headline(out, result);
    if ( result->verdict == VERDICT_PASS )
        return;
    if ( result->verdict == VERDICT_FAILURE )
        print_failure(out, result);
    print_world(out, &program->world);
    if ( result->verdict == VERDICT_SKIP )
        fputs("Happened: more than the log has room for\n", out);
    if ( result->verdict == VERDICT_FAILURE )
    {
        print_pair(out, result);
        print_steps(out, result->finding.event);
    }
    fputc('\n', out);
    report_print_commands(out, file, log_is_fine());
}
