/* SPDX-License-Identifier: GPL-2.0-only */
#include "travel.h"

#include <stdio.h>
#include <string.h>

#include "arrival.h"
#include "choice.h"
#include "command.h"
#include "input.h"
#include "site.h"
#include "survive.h"
#include "watch.h"

/* For the watchers, which have no argument. */
static const struct travel *wanted;

bool travel_wanted(const struct travel *travel)
{
    return travel->until >= 0 || travel->site || travel->nr_watches;
}

static void take_stack(unsigned int index)
{
    watch_step(index);
    if ( wanted->until == (long)index && !arrival_happened() )
    {
        printf("Step %u comes next.\n", index);
        arrival_stop(index);
    }
}

static void look_at_decision(const struct deviation *decision)
{
    enum context context = (enum context)decision->context;
    const char *site = name_text(decision->site);

    site_count(context, decision->site);
    watch_look();
    if ( arrival_happened() || !wanted->site || !site ||
         !site_matches(wanted->site, context, site, decision->hit) )
        return;
    printf("cpu%u is at %s:%s#%u, after step %u.\n", decision->cpu,
           program_context_name(context), site, decision->hit,
           log_nr_events() - 1);
    arrival_stop(log_nr_events());
}

/* What the run is asked once it is over: what did not stop it, did not come. */
static int ask_the_end(const struct travel *travel, const char *file)
{
    int status = EXIT_AS_EXPECTED;

    if ( travel->until >= 0 )
        return command_unusable("%s: the run has steps 0 to %u", file,
                                log_nr_events() - 1);
    if ( travel->site && !strcmp(travel->site, "help") )
        site_print_all();
    else if ( travel->site )
        return command_unusable("%s: the run does not come by %s; --break help "
                                "lists its sites",
                                file, travel->site);
    for ( size_t i = 0; i < travel->nr_watches; i++ )
        if ( !watch_tell(travel->watch[i]) )
            status = EXIT_UNUSABLE;
    return status;
}

int travel_perform(const struct travel *travel, const char *file)
{
    static struct scenario scenario;
    static struct result result;
    char error[SCENARIO_ERROR_BYTES];
    int status = EXIT_AS_EXPECTED;

    if ( !input_read(file, &scenario, error) )
    {
        fprintf(stderr, "%s\n", error);
        return EXIT_UNUSABLE;
    }
    for ( size_t i = 0; i < travel->nr_watches; i++ )
        watch_begin(travel->watch[i]);
    wanted = travel;
    arrival_expect(scenario.program.world.nr_cpus);
    choice_record_anchors(choice_stream(), true);
    choice_set_watcher(choice_stream(), look_at_decision);
    log_set_watcher(take_stack);
    survive_run(&scenario.program, &result);
    log_set_watcher(NULL);
    choice_set_watcher(choice_stream(), NULL);
    if ( arrival_happened() )
        arrival_tell();
    else
        status = ask_the_end(travel, file);
    watch_end();
    if ( result.verdict == VERDICT_ERROR && !arrival_happened() && !status )
        status = EXIT_ERROR;
    return status;
}
