/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The way of each notification through the run.
 */
#include <stdlib.h>

#include "ffa.h"
#include "picture.h"

enum step
{
    STEP_SET,
    STEP_SRI,
    STEP_INFO_GET,
    STEP_NPI,
    STEP_GET,
};

const char *picture_step_name(unsigned int step)
{
    static const char *const names[FLOW_STEPS] = {"SET", "SRI", "INFO_GET",
                                                  "NPI", "GET"};

    return step < FLOW_STEPS ? names[step] : "?";
}

static bool has(const struct picture_flow *flow, enum step step)
{
    return flow->step[step] != FLOW_NO_STEP;
}

/* Somebody else's SET of what is pending already tells nobody anything. */
static void begin(struct picture *picture, const struct event *event,
                  uint32_t index)
{
    struct picture_flow *flow = &picture->flow[picture->nr_flows];
    uint16_t endpoint = (uint16_t)event->arg[0];
    uint16_t target = (uint16_t)event->arg[3];

    for ( unsigned int i = 0; i < picture->nr_flows; i++ )
        if ( picture->flow[i].endpoint == endpoint &&
             picture->flow[i].target == target &&
             !has(&picture->flow[i], STEP_SRI) &&
             !has(&picture->flow[i], STEP_INFO_GET) &&
             !has(&picture->flow[i], STEP_GET) )
            return;
    picture->nr_flows++;
    flow->endpoint = endpoint;
    flow->target = target;
    for ( unsigned int i = 0; i < FLOW_STEPS; i++ )
        flow->step[i] = FLOW_NO_STEP;
    flow->step[STEP_SET] = index;
}

/* The secure call in which the event INDEX happened, or the event itself. */
static uint32_t call_around(const struct picture *picture, uint32_t index)
{
    uint8_t cpu = picture->event[index].event.cpu;

    for ( uint32_t i = index; i-- > 0; )
        if ( picture->event[i].event.cpu == cpu &&
             picture->event[i].event.kind == EV_SMC )
            return picture->event[i].close > index ? i : index;
    return index;
}

/* Does EVENT, which is STEP, move FLOW on? */
static bool concerns(const struct picture_flow *flow, enum step step,
                     const struct event *event)
{
    switch ( step )
    {
    case STEP_SRI:
        return !has(flow, STEP_INFO_GET) && !(flow->endpoint & FFA_ID_SECURE);
    case STEP_INFO_GET:
        return event->arg[0] == flow->endpoint && event->arg[1] == flow->target;
    case STEP_NPI:
        return event->arg[0] + 1 == flow->endpoint && !event->arg[3] &&
               has(flow, STEP_INFO_GET);
    case STEP_GET:
        return event->arg[0] == flow->endpoint && event->arg[2] == flow->target;
    default:
        return false;
    }
}

static void go_on(struct picture *picture, enum step step, uint32_t index)
{
    const struct event *event = &picture->event[index].event;

    for ( unsigned int i = 0; i < picture->nr_flows; i++ )
    {
        struct picture_flow *flow = &picture->flow[i];

        if ( has(flow, STEP_GET) || has(flow, step) ||
             !concerns(flow, step, event) )
            continue;
        flow->step[step] = step == STEP_INFO_GET || step == STEP_GET
                               ? call_around(picture, index)
                               : index;
    }
}

bool picture_flows(struct picture *picture)
{
    unsigned int room = 1;

    for ( uint32_t i = 0; i < picture->nr_events; i++ )
        room += picture->event[i].event.kind == EV_SET;
    picture->flow = calloc(room, sizeof(*picture->flow));
    if ( !picture->flow )
        return false;
    for ( uint32_t i = 0; i < picture->nr_events; i++ )
        switch ( picture->event[i].event.kind )
        {
        case EV_SET:
            begin(picture, &picture->event[i].event, i);
            break;
        case EV_SRI:
            go_on(picture, STEP_SRI, i);
            break;
        case EV_TOLD:
            go_on(picture, STEP_INFO_GET, i);
            break;
        case EV_VIRQ:
            go_on(picture, STEP_NPI, i);
            break;
        case EV_TAKEN:
            go_on(picture, STEP_GET, i);
            break;
        default:
            break;
        }
    return true;
}
