/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who would end this process is told off.
 */
#ifndef FFASIM_DEATH_H
#define FFASIM_DEATH_H

#include <stdint.h>

struct death
{
    int signal;      /* that came, or 0: a sanitizer's own decision         */
    uintptr_t at;    /* of SIGNAL: the instruction                          */
    uintptr_t frame; /* and the frame pointer                               */
};

/*
 * Until death_averted(), DIE is called when a sanitizer or a signal is about to
 * end the process, or SECONDS are over: on whatever stack that happens, once all
 * has been said on stderr. If it returns, the process dies.
 */
void death_expect(void (*die)(const struct death *death), unsigned int seconds);
void death_averted(void);

#endif /* FFASIM_DEATH_H */
