/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an oracle remembers of each domain, CPU ...: records that are blank (all
 * zero) until somebody asks for them. Only those up to the last that was asked
 * for are state of the run.
 *
 * RECORDS(struct vm, vms, 32) is the table `vms`, of vms.nr records in
 * vms.record[], and vms_at(i), the one of i. `vms.nr = 0` forgets them all.
 *
 * Needs: base.
 */
#ifndef SIM_ORACLE_RECORDS_H
#define SIM_ORACLE_RECORDS_H

#include <string.h>

#include "bug.h"
#include "run-state.h"

#define RECORDS(type, name, max)                                               \
    static struct                                                              \
    {                                                                          \
        uint64_t nr;                                                           \
        type record[max];                                                      \
    } name;                                                                    \
                                                                               \
    static size_t name##_used(void)                                            \
    {                                                                          \
        return (size_t)((char *)&(name).record[(name).nr] - (char *)&(name));  \
    }                                                                          \
    STATE_USED(name, name##_used);                                             \
                                                                               \
    static type *name##_at(uint64_t i)                                         \
    {                                                                          \
        SIM_BUG_ON(i >= (max));                                                \
        for ( ; (name).nr <= i; (name).nr++ )                                  \
            memset(&(name).record[(name).nr], 0, sizeof(type));                \
        return &(name).record[i];                                              \
    }

#endif /* SIM_ORACLE_RECORDS_H */
