/* SPDX-License-Identifier: GPL-2.0-only */
#include "complain.h"
#include "view.h"

static const char *const accesses[] = {
    [ACCESS_FREED] = "memory that was freed",
    [ACCESS_OUTSIDE] = "memory outside of any object",
    [ACCESS_PAGE_FREED] = "a page that was freed",
    [ACCESS_NULL] = "a null pointer",
    [ACCESS_POISON] = "a list entry that was removed",
    [ACCESS_SANITIZER] = "memory a sanitizer objects to",
};

static const char *access_text(uint64_t how)
{
    return how < sizeof(accesses) / sizeof(accesses[0]) ? accesses[how] : "?";
}

/*
 * Index of the event that ended the life of what EVENT, the INDEX-th, touches;
 * NO_EVENT if it is none that ended. Looked for only when there is a complaint.
 */
static int end_of_life(const struct event *event, unsigned int index,
                       uint64_t how)
{
    uint32_t cursor = 0;
    struct event past;
    int end = NO_EVENT;

    for ( unsigned int i = 0; i < index && log_next(&cursor, &past); i++ )
        if ( (how == ACCESS_FREED && past.kind == EV_FREE &&
              past.arg[0] == event->arg[0]) ||
             (how == ACCESS_PAGE_FREED && past.kind == EV_PAGE_PUT &&
              past.arg[0] == event->arg[0] && !past.arg[1]) )
            end = (int)i;
    return end;
}

/* Rules of contexts that are about memory; lock-discipline keeps the rest. */
static const char *rule_text(uint64_t rule)
{
    switch ( rule )
    {
    case RULE_INIT_CALLED_LATE:
        return "calls boot code, whose memory is gone";
    case RULE_READ_ONLY:
        return "writes to data that is read-only after boot";
    case RULE_RANGE:
        return "indexes beyond a table of the hypervisor";
    default:
        return NULL;
    }
}

/* Those whose name is a site. */
static bool see_rule(const struct event *event, struct complaint *complaint)
{
    const char *site = view_named_site(event);
    const char *rest = view_named_rest(event);
    const char *text = event->kind == EV_REFERENCE_BAD
                           ? "gives back a reference that it does not have"
                           : rule_text(event->arg[0]);

    if ( !text )
        return true;
    return complain(complaint, site, rest, NO_EVENT, "%s %s: %s", site, text,
                    rest);
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    const char *name = complain_name(event->name);
    const char *site = view_site(event);

    switch ( event->kind )
    {
    case EV_BAD_ACCESS:
        return complain(
            complaint, site, name, end_of_life(event, index, event->arg[4]),
            "%s of %u byte%s at offset %lld of %s (%s): %s",
            event->arg[3] ? "write" : "read", (unsigned int)event->arg[2],
            event->arg[2] == 1 ? "" : "s", (long long)(int64_t)event->arg[1],
            name, site, access_text(event->arg[4]));
    case EV_BAD_FREE:
        return complain(complaint, site, name,
                        end_of_life(event, index, event->arg[1]),
                        "%s frees %s: %s", site, name,
                        access_text(event->arg[1]));
    default:
        return see_rule(event, complaint);
    }
}

static const enum event_kind wants[] = {
    EV_BAD_ACCESS, EV_BAD_FREE, EV_REFERENCE_BAD, EV_CONTEXT_RULE, EVENT_KINDS};

const struct oracle oracle_memory_safety = {
    .name = "memory-safety",
    .promise = "only memory, pages and references that are held are touched",
    .clause = "the hypervisor's memory and reference rules",
    .wants = wants,
    .see = see,
};
