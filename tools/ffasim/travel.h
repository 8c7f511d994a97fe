/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run that is looked into on its way: up to a step, at a site, or whenever
 * something changes. In this process, so that a debugger can be there too.
 */
#ifndef FFASIM_TRAVEL_H
#define FFASIM_TRAVEL_H

#include <stdbool.h>
#include <stddef.h>

#define TRAVEL_MAX_WATCHES 16u

struct travel
{
    long until;       /* number of an event; -1: not wanted                 */
    const char *site; /* to stop at; NULL: not wanted; "help": list them    */
    size_t nr_watches;
    const char *watch[TRAVEL_MAX_WATCHES]; /* "help": list what there is    */
};

/* Is anything wanted? */
bool travel_wanted(const struct travel *travel);

/* Whatever is wanted, of FILE. Returns an exit status. */
int travel_perform(const struct travel *travel, const char *file);

#endif /* FFASIM_TRAVEL_H */
