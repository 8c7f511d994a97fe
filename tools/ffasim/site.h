/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sites that a run comes by.
 */
#ifndef FFASIM_SITE_H
#define FFASIM_SITE_H

#include <stdbool.h>

#include "program.h"

/*
 * Is SITE in CONTEXT, for the HIT-th time, what WANTED names:
 * [CONTEXT:]SITE[#HIT]? SITE may be cut before an argument or a primitive, or
 * be the primitive alone.
 */
bool site_matches(const char *wanted, enum context context, const char *site,
                  uint32_t hit);

/* One more visit; a line for each site, and its visits. */
void site_count(enum context context, name_t site);
void site_print_all(void);

#endif /* FFASIM_SITE_H */
