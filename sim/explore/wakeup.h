/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Wakeup trees: of a place, the sequences of transitions that are still to be
 * tried there. A tree is the number of its first child; 0 is empty.
 *
 * Needs: base, drive.h.
 */
#ifndef SIM_EXPLORE_WAKEUP_H
#define SIM_EXPLORE_WAKEUP_H

#include <stdbool.h>
#include <stdint.h>

/* Steps in a row, as they were seen, and which of them came after which. */
struct wakeup_sequence
{
    unsigned int nr;
    const struct wakeup_step
    {
        uint8_t t;
        uint32_t footprint;
        uint32_t event; /* for AFTER                                         */
    } * step;
    /* Does the step of event LATER depend on that of event EARLIER? */
    bool (*after)(uint32_t later, uint32_t earlier);
};

/* No event: a step that was not seen, and depends on all before it. */
#define WAKEUP_UNSEEN UINT32_MAX

void wakeup_reset(void);

/* A step of T and FOOTPRINT can come first, and all else is as in SEQUENCE. */
bool wakeup_may_begin(const struct wakeup_sequence *sequence, unsigned int t,
                      uint32_t footprint);

/* Add SEQUENCE to *TREE unless what is there leads to it. */
void wakeup_insert(uint32_t *tree, const struct wakeup_sequence *sequence);

/* Add T alone, of unknown footprint, unless a sequence begins with it. */
void wakeup_add(uint32_t *tree, unsigned int t);

/* Take the first child away: its transition; *REST is what is to follow it. */
unsigned int wakeup_take(uint32_t *tree, uint32_t *rest);

/* How many children it has. */
unsigned int wakeup_width(uint32_t tree);

/* The tree is not needed any more. */
void wakeup_free(uint32_t tree);

#endif /* SIM_EXPLORE_WAKEUP_H */
