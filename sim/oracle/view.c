/* SPDX-License-Identifier: GPL-2.0-only */
#include "view.h"

#include <string.h>

#include "bug.h"
#include "complain.h"
#include "ffa.h"
#include "records.h"

#define MAX_TASKLETS 8u

struct view view;
STATE(view);

RECORDS(struct view_cpu, cpus, PROGRAM_MAX_CPUS)
RECORDS(struct view_domain, domains, PROGRAM_MAX_DOMAINS)

struct tasklet
{
    name_t name;
    bool scheduled;
    bool running;
};

static struct
{
    unsigned int nr;
    bool overflow; /* There are more, so one of them may be owed for ever. */
    struct tasklet entry[MAX_TASKLETS];
} tasklets;
STATE(tasklets);

static uint32_t next_activation;
STATE(next_activation);

void view_reset(void)
{
    cpus.nr = 0;
    domains.nr = 0;
    memset(&view, 0, sizeof(view));
    tasklets.nr = 0;
    tasklets.overflow = false;
    next_activation = 1;
}

struct view_cpu *view_cpu(unsigned int cpu)
{
    return cpus_at(cpu);
}

struct view_domain *view_domain(uint64_t domid)
{
    return domid < PROGRAM_MAX_DOMAINS ? domains_at(domid) : NULL;
}

struct view_domain *view_endpoint(uint64_t endpoint)
{
    return endpoint ? view_domain(endpoint - 1) : NULL;
}

bool view_in_call(const struct event *event)
{
    return event->context == CONTEXT_GUEST && view_cpu(event->cpu)->call;
}

bool view_in_hook(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);

    return cpu->nr_activations &&
           cpu->activation[cpu->nr_activations - 1].kind == EV_HOOK;
}

uint16_t view_caller(const struct view_cpu *cpu)
{
    SIM_BUG_ON(!cpu->call);
    return FFA_ID_OF_DOMAIN(cpu->call[0]);
}

bool view_is_open(const struct view_cpu *cpu, uint32_t id)
{
    for ( unsigned int i = 0; i < cpu->nr_activations; i++ )
        if ( cpu->activation[i].id == id )
            return true;
    return false;
}

bool view_tasklet_owed(void)
{
    for ( unsigned int i = 0; i < tasklets.nr; i++ )
        if ( tasklets.entry[i].scheduled || tasklets.entry[i].running )
            return true;
    return tasklets.overflow;
}

/* NULL if there is no room for one more. */
static struct tasklet *find_tasklet(name_t name)
{
    unsigned int i = 0;

    while ( i < tasklets.nr && tasklets.entry[i].name != name )
        i++;
    if ( i == MAX_TASKLETS )
    {
        tasklets.overflow = true;
        return NULL;
    }
    if ( i == tasklets.nr )
        tasklets.entry[tasklets.nr++] = (struct tasklet){.name = name};
    return &tasklets.entry[i];
}

/* Where. */

struct view_place view_place(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    struct view_place place = {0, 0, event->context};

    if ( cpu->at )
        place.name = cpu->at;
    else if ( view_in_call(event) )
        place.fid = (uint32_t)cpu->call[2];
    else if ( cpu->nr_activations )
        place.name = cpu->activation[cpu->nr_activations - 1].name;
    else if ( event->kind == EV_HELD )
        place.name = cpu->ended;
    return place;
}

const char *view_place_text(struct view_place place)
{
    const char *text = complain_name(place.name);
    const char *colon = strchr(text, ':');

    if ( place.fid )
        return ffa_name(place.fid) ? ffa_name(place.fid) : "handle_call";
    if ( !place.name )
        return program_context_name((enum context)place.context);
    if ( !colon || colon == text )
        return text;
    return name_text(name_intern_length(text, (size_t)(colon - text)));
}

const char *view_site(const struct event *event)
{
    return view_place_text(view_place(event));
}

static const char *colon_of(const struct event *event)
{
    const char *text = complain_name(event->name);
    const char *colon = strchr(text, ':');

    return colon && colon != text ? colon : NULL;
}

const char *view_named_site(const struct event *event)
{
    struct view_place place = {event->name, 0, event->context};

    return colon_of(event) ? view_place_text(place) : view_site(event);
}

const char *view_named_rest(const struct event *event)
{
    const char *colon = colon_of(event);

    return colon ? colon + 1 : complain_name(event->name);
}

static void begin(const struct event *event, name_t name, uint64_t domain)
{
    struct view_cpu *cpu = view_cpu(event->cpu);
    struct view_activation *new = &cpu->activation[cpu->nr_activations];

    SIM_BUG_ON(cpu->nr_activations == VIEW_MAX_NESTING);
    cpu->nr_activations++;
    new->id = next_activation++;
    new->kind = event->kind;
    new->name = name;
    new->domain = domain;
}

/* What was begun inside and not ended (a run stopped there) ends with it. */
static void end(const struct event *event, enum event_kind kind)
{
    struct view_cpu *cpu = view_cpu(event->cpu);
    unsigned int i = cpu->nr_activations;

    while ( i && cpu->activation[i - 1].kind != kind )
        i--;
    if ( !i )
        return;
    cpu->ended = cpu->activation[i - 1].name;
    cpu->nr_activations = i - 1;
}

/* Before the oracles. */

static void enter_world(const struct event *event)
{
    view.sri = (unsigned int)event->arg[7];
}

static void enter_phase(const struct event *event)
{
    view.phase = (enum log_phase)event->arg[0];
}

static void enter_call(const struct event *event)
{
    struct view_cpu *cpu = view_cpu(event->cpu);

    cpu->call = event->arg;
    cpu->call_index = view.now;
    cpu->call_excused = false;
    memset(cpu->taken, 0, sizeof(cpu->taken));
}

static void enter_smc(const struct event *event)
{
    struct view_cpu *cpu = view_cpu(event->cpu);

    cpu->smc = event->arg;
    cpu->smc_index = view.now;
    cpu->smc_context = event->context;
    cpu->smc_hostile = false;
}

static void enter_excuse(const struct event *event)
{
    struct view_cpu *cpu = view_cpu(event->cpu);

    view.hostile |= event->kind == EV_HOSTILE;
    view.boot_excused |= view.phase == PHASE_BOOT;
    view.excuses++;
    /* A refusal with no error code looks like success to some. */
    cpu->smc_hostile |=
        event->kind == EV_HOSTILE || (int32_t)event->arg[1] >= 0;
    cpu->call_excused = true;
}

static bool is_error(const uint64_t *reply, int32_t except)
{
    if ( reply[0] == FFA_FID32(ERROR) )
        return (int32_t)reply[2] != except;
    return reply[0] != FFA_FID32(SUCCESS) && reply[0] != FFA_FID64(SUCCESS);
}

/* FEATURES of what a mediator needs for notifications to work at all. */
static bool asks_for_notifications(const uint64_t *smc)
{
    uint32_t asked = (uint32_t)smc[1];

    return asked == FFA_FEATURE_SRI ||
           (asked >= FFA_FID32(NOTIFICATION_BITMAP_CREATE) &&
            asked <= FFA_FID32(NOTIFICATION_GET)) ||
           asked == FFA_FID64(NOTIFICATION_INFO_GET);
}

/* An SPMC may refuse, within its freedom, what a notification's way needs. */
static void enter_smc_return(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    uint32_t fid = cpu->smc ? (uint32_t)cpu->smc[0] & ~FFA_SVE_HINT : 0;

    if ( fid == FFA_FID32(FEATURES) && is_error(event->arg, FFA_OK) )
        view.boot_excused |= asks_for_notifications(cpu->smc);
    if ( (fid == FFA_FID32(NOTIFICATION_GET) && is_error(event->arg, FFA_OK)) ||
         ((fid & ~FFA_CONVENTION_64) == FFA_FID32(NOTIFICATION_INFO_GET) &&
          is_error(event->arg, FFA_NO_DATA)) )
        view.excuses++;
}

static void enter_taken(const struct event *event)
{
    if ( event->arg[1] < SIM_ARRAY_SIZE(view_cpu(0)->taken) )
        view_cpu(event->cpu)->taken[event->arg[1]] |= event->arg[3];
}

static void enter_domain(const struct event *event)
{
    struct view_domain *domain = view_domain(event->arg[0]);

    if ( !domain )
        return;
    domain->present |= event->arg[1] == DOMAIN_CREATED;
    domain->alive = event->arg[1] == DOMAIN_CREATED;
    if ( event->arg[1] == DOMAIN_FREED )
        memset(domain, 0, sizeof(*domain));
}

static void enter_domain_create(const struct event *event)
{
    struct view_domain *domain = view_domain(event->arg[0]);

    if ( !domain || event->arg[3] )
        return;
    domain->vcpus = (uint8_t)event->arg[1];
    domain->ffa = event->arg[2] != 0;
}

static void enter_vcpu(const struct event *event)
{
    struct view_domain *domain = view_domain(event->arg[0]);
    uint8_t *set, bit = (uint8_t)(1u << (event->arg[1] & 7));

    if ( !domain )
        return;
    set = event->kind == EV_VCPU ? &domain->online : &domain->paused;
    *set = event->arg[2] ? *set | bit : *set & (uint8_t)~bit;
}

static void enter_hook(const struct event *event)
{
    if ( event->arg[1] == 1ull << 32 )
        begin(event, event->name, event->arg[0]);
}

static void enter_irq(const struct event *event)
{
    static name_t name;

    if ( !name )
        name = name_intern("irq");
    begin(event, name, 0);
}

static void enter_timer(const struct event *event)
{
    if ( event->arg[0] )
        begin(event, event->name, 0);
}

static void enter_tasklet(const struct event *event)
{
    struct tasklet *tasklet = find_tasklet(event->name);

    enter_timer(event);
    if ( !tasklet || !event->arg[0] )
        return;
    tasklet->scheduled = false;
    tasklet->running = true;
}

static void enter_tasklet_schedule(const struct event *event)
{
    struct tasklet *tasklet = find_tasklet(event->name);

    if ( tasklet )
        tasklet->scheduled = true;
}

static void enter_at(const struct event *event)
{
    view_cpu(event->cpu)->at = event->name;
}

/* After them. */

static void leave_return(const struct event *event)
{
    struct view_cpu *cpu = view_cpu(event->cpu);
    struct view_domain *domain = view_domain(event->arg[0]);
    uint32_t asked;

    if ( cpu->call && domain && (uint32_t)cpu->call[2] == FFA_FID32(VERSION) &&
         !(event->arg[2] & FFA_VERSION_MBZ) )
    {
        asked = (uint32_t)cpu->call[3];
        domain->negotiated = true;
        domain->refuses_1_1 |=
            asked < FFA_VERSION_OF(1, 1) || asked >= FFA_VERSION_OF(2, 0);
    }
    cpu->call = NULL;
}

static void leave_smc_return(const struct event *event)
{
    view_cpu(event->cpu)->smc = NULL;
}

static void leave_hook(const struct event *event)
{
    if ( event->arg[1] != 1ull << 32 )
        end(event, EV_HOOK);
}

static void leave_irq_end(const struct event *event)
{
    end(event, EV_IRQ);
}

static void leave_timer(const struct event *event)
{
    if ( !event->arg[0] )
        end(event, event->kind);
}

static void leave_tasklet(const struct event *event)
{
    struct tasklet *tasklet = find_tasklet(event->name);

    leave_timer(event);
    if ( tasklet && !event->arg[0] )
        tasklet->running = false;
}

view_handler *const view_enter[EVENT_KINDS] = {
    [EV_WORLD] = enter_world,
    [EV_PHASE] = enter_phase,
    [EV_CALL] = enter_call,
    [EV_SMC] = enter_smc,
    [EV_SMC_RETURN] = enter_smc_return,
    [EV_HOSTILE] = enter_excuse,
    [EV_REFUSED] = enter_excuse,
    [EV_TAKEN] = enter_taken,
    [EV_DOMAIN] = enter_domain,
    [EV_DOMAIN_CREATE] = enter_domain_create,
    [EV_VCPU] = enter_vcpu,
    [EV_VCPU_PAUSED] = enter_vcpu,
    [EV_HOOK] = enter_hook,
    [EV_IRQ] = enter_irq,
    [EV_TASKLET] = enter_tasklet,
    [EV_TIMER] = enter_timer,
    [EV_TASKLET_SCHEDULE] = enter_tasklet_schedule,
    [EV_AT] = enter_at,
};

view_handler *const view_leave[EVENT_KINDS] = {
    [EV_RETURN] = leave_return,   [EV_SMC_RETURN] = leave_smc_return,
    [EV_HOOK] = leave_hook,       [EV_IRQ_END] = leave_irq_end,
    [EV_TASKLET] = leave_tasklet, [EV_TIMER] = leave_timer,
};
