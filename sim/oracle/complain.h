/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Saying no. For the oracles only.
 */
#ifndef SIM_ORACLE_COMPLAIN_H
#define SIM_ORACLE_COMPLAIN_H

#include "oracle.h"

#define NO_EVENT (-1)

/*
 * Fill COMPLAINT and return false, so that see() can return it. SITE and OBJECT
 * live for ever: literals or texts of names. EARLIER is the index of the other
 * event of the critical pair, or NO_EVENT.
 */
bool complain(struct complaint *complaint, const char *site, const char *object,
              int earlier, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The text of NAME, "?" if it is unknown. */
const char *complain_name(name_t name);

#endif /* SIM_ORACLE_COMPLAIN_H */
