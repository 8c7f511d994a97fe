/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What any judge may know at an event: where its CPU is, which domains there
 * are, whether the SPMC has kept to the rules so far. For the oracles only.
 *
 * The judge shows an event to the view twice: to view_enter[] of its kind before
 * the oracles see it, to view_leave[] after; NULL: no need to. So a call is open
 * from its CALL to its RETURN, both included.
 */
#ifndef SIM_ORACLE_VIEW_H
#define SIM_ORACLE_VIEW_H

#include "log.h"
#include "program.h"

#define VIEW_MAX_NESTING 32u

/* A stretch of the mediator's code: hook, tasklet, timer, interrupt. */
struct view_activation
{
    uint32_t id; /* never 0; never twice in a run                           */
    enum event_kind kind;
    name_t name;
    uint64_t domain; /* of a hook                                           */
};

struct view_cpu
{
    const uint64_t *call; /* the guest call that is open: EV_CALL's arguments */
    const uint64_t *smc;  /* the secure call that is open: x0 .. x7         */
    unsigned int call_index;
    unsigned int smc_index;
    bool call_excused; /* a reply in the open call was hostile or refused   */
    bool smc_hostile;  /* the reply to the open secure call was hostile     */
    uint8_t smc_context;
    uint64_t taken[3]; /* by the open call's GETs, per half                 */
    unsigned int nr_activations;
    struct view_activation activation[VIEW_MAX_NESTING];
    name_t ended; /* the activation that ended last                         */
    name_t at;    /* EV_AT                                                  */
};

struct view_domain
{
    bool present; /* created and not freed yet                              */
    bool alive;   /* and not dying                                          */
    bool ffa;
    bool negotiated;  /* VERSION, and never less than 1.1                   */
    bool refuses_1_1; /* asked for something older or other                 */
    uint8_t vcpus;
    uint8_t online; /* bit per vCPU                                         */
    uint8_t paused;
};

struct view
{
    enum log_phase phase;
    unsigned int sri;
    bool hostile;         /* a hostile reply has been given                 */
    unsigned int excuses; /* hostile and refused replies so far             */
    bool boot_excused;    /* one of them while the mediator booted          */
    unsigned int now;     /* index of the event; the judge's to write       */
};
extern struct view view;

typedef void view_handler(const struct event *event);

extern view_handler *const view_enter[EVENT_KINDS];
extern view_handler *const view_leave[EVENT_KINDS];
void view_reset(void);

struct view_cpu *view_cpu(unsigned int cpu);
/* NULL for a domid, or an endpoint, that no domain of the simulator can have. */
struct view_domain *view_domain(uint64_t domid);
struct view_domain *view_endpoint(uint64_t endpoint);

/* Who schedules SPs, and so is told of them: the hardware domain. */
#define VIEW_SCHEDULER 0u

/* EVENT is something the mediator did on behalf of the guest call that is open
 * on its CPU, and not in an interrupt on top of it. */
bool view_in_call(const struct event *event);
/* The mediator did it in a hook, that is for a domain. */
bool view_in_hook(const struct event *event);

/* The endpoint that made the call which is open on CPU. */
uint16_t view_caller(const struct view_cpu *cpu);

/* The activation ID is open on CPU. */
bool view_is_open(const struct view_cpu *cpu, uint32_t id);

/* A tasklet was scheduled and has not run to its end since. */
bool view_tasklet_owed(void);

/* Where the mediator is at an event, in little. */
struct view_place
{
    name_t name;
    uint32_t fid; /* of the guest's call, if it is that                     */
    uint8_t context;
};

struct view_place view_place(const struct event *event);
/* Its name: a function, a callback, an FF-A call. Never an address or line. */
const char *view_place_text(struct view_place place);
/* Both at once. */
const char *view_site(const struct event *event);

/* Of an event whose name is a site, "function:primitive(argument)": its
 * function, and the rest. Without a function view_site() and the name. */
const char *view_named_site(const struct event *event);
const char *view_named_rest(const struct event *event);

#endif /* SIM_ORACLE_VIEW_H */
