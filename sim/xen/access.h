/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the mediator loads and stores, for whoever explores or judges.
 *
 * In a fine run every load and store of memory that more than one context can
 * reach is told of: objects of the heap, pages, the mediator's statics. Each is
 * a decision point, named by class and offset: "struct ffa_ctx+24", "page+8",
 * "npi_timer_due+0". No address is in any of this, so all of it is the same in
 * every process; which accesses there are is the compiler's affair.
 *
 * A location is 8 bytes of a class. It is shared once two contexts (interrupts,
 * or everything else, of one CPU each) have touched it after the boot, one of
 * them with a store; a guest's memory is from the first touch on. What is known of locations grows until it is forgotten.
 *
 * Needs: base, scenario, log.
 */
#ifndef SIM_XEN_ACCESS_H
#define SIM_XEN_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "name.h"

struct access
{
    name_t name;     /* of the decision point                               */
    name_t class;    /* of the object; "page"; a static's own name          */
    uint32_t object; /* its number in the run; the frame; of a static 0, or
                      * which of those of its name in its file              */
    uint32_t offset;
    uint32_t size;
    unsigned int touch; /* enum log_touch                                   */
};

enum access_points
{
    ACCESS_POINTS_NONE,   /* not a fine run                                 */
    ACCESS_POINTS_SHARED, /* only shared locations are decision points      */
    ACCESS_POINTS_ALL,
};

/* This build tells of loads and stores at all. */
bool access_is_told(void);

/* All of these between runs only, and kept over runs. */

void access_set_points(enum access_points points);
/* EV_ACCESS of shared locations, and EV_ORDER. Off to begin with. */
void access_set_facts(bool facts);
/* WATCH is told of each access just before its decision point; NULL: nobody. */
void access_set_watcher(void (*watch)(const struct access *access));

/* Nothing is known to be shared. */
void access_forget(void);
/* Is any byte there in a shared location? */
bool access_is_shared(name_t class, uint32_t offset, uint32_t size);
/* It is, whatever was seen. */
void access_share(name_t class, uint32_t offset);
/* How many locations are shared. One more: there is more to explore. */
unsigned int access_nr_shared(void);

#endif /* SIM_XEN_ACCESS_H */
