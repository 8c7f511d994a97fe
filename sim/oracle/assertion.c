/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "complain.h"
#include "view.h"

/* "function:ASSERT(text)" or, from elsewhere, the text alone. */
static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    const char *text = complain_name(event->name);
    const char *site = view_site(event);

    (void)index;
    return complain(complaint, site, text, NO_EVENT, "%s in %s: %s",
                    event->arg[0] ? "the hypervisor dies"
                                  : "an assertion does not hold",
                    site, text);
}

static const enum event_kind wants[] = {EV_ASSERT, EVENT_KINDS};

const struct oracle oracle_assertion = {
    .name = "assertion",
    .promise = "no guest and no SPMC makes an assertion of the mediator fail",
    .clause = "FF-A: a wrong argument or reply is answered with an error",
    .wants = wants,
    .see = see,
};
