/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How replies are spoilt: the functions of misbehave.def.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_SPOIL_H
#define SIM_SPMC_SPOIL_H

#include <stdint.h>

#include "service.h"

void spoil_reset(void);

/* A VM's bitmap is gone: an ID worth listing. */
void spoil_remember(uint16_t vm);

typedef void spoil_fn(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                      uint64_t parameter);

/* INFO_GET. The parameter, where there is one: */
spoil_fn spoil_count; /* number of lists, nothing in them            */
spoil_fn spoil_sizes; /* number of lists of three                    */
spoil_fn spoil_all_ones;
spoil_fn spoil_empty; /* MORE                                        */
spoil_fn spoil_one;   /* MORE                                        */
spoil_fn spoil_fresh;
spoil_fn spoil_sizes_beyond;
spoil_fn spoil_or_x2; /* bits to set                                 */
spoil_fn spoil_id;    /* the ID                                      */
spoil_fn spoil_dead_id;
spoil_fn spoil_repeat;
spoil_fn spoil_vcpus; /* the first vCPU                              */
spoil_fn spoil_no_data;

/* Any call. */
spoil_fn spoil_width_32;
spoil_fn spoil_width_64;
spoil_fn spoil_w0; /* w0                                          */
spoil_fn spoil_dirty_x0;
spoil_fn spoil_error; /* x2                                          */
spoil_fn spoil_raise; /* number of SRIs                              */

/* GET. */
spoil_fn spoil_unbound;
spoil_fn spoil_others;    /* what stands in the halves not asked for     */
spoil_fn spoil_framework; /* bits of w6                                  */
spoil_fn spoil_dirty_results;
spoil_fn spoil_w1; /* w1                                          */

/* BITMAP_CREATE, FEATURES. */
spoil_fn spoil_forget;
spoil_fn spoil_sri;        /* INTID                                       */
spoil_fn spoil_w2;         /* w2                                          */
spoil_fn spoil_properties; /* w2; w3 is its complement                    */

#endif /* SIM_SPMC_SPOIL_H */
