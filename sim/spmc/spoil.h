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

/* VERSION, IDs, partitions, buffers: spoil-setup.c. */
spoil_fn spoil_x0;         /* x0                                          */
spoil_fn spoil_flip_x0;    /* bits to change                              */
spoil_fn spoil_partitions; /* how many                                    */
spoil_fn spoil_size;       /* of a descriptor                             */
spoil_fn spoil_more;       /* so many more, modulo 2^32                   */
spoil_fn spoil_partition_id;
spoil_fn spoil_partition_twice;
spoil_fn spoil_partition_properties;
spoil_fn spoil_partition_contexts;
spoil_fn spoil_rx_later; /* so many secure calls change the buffer        */
spoil_fn spoil_regs_current;
spoil_fn spoil_regs_last;
spoil_fn spoil_regs_tag;
spoil_fn spoil_regs_size;
spoil_fn spoil_regs_stuck;
spoil_fn spoil_not_written;

void spoil_setup_reset(void);
/* A secure call begins: an RX buffer that changes, changes now. */
void spoil_rx_now(void);

/* Messages: spoil-message.c. */
spoil_fn spoil_resp_ids; /* w1; 0: those of the request, not swapped      */
spoil_fn spoil_resp_width;
spoil_fn spoil_resp2;
spoil_fn spoil_interrupt; /* w1                                           */
spoil_fn spoil_yield;     /* w1                                           */
spoil_fn spoil_flip_x2;   /* bits to change                               */
spoil_fn spoil_w3;        /* w3                                           */
spoil_fn spoil_vm_resp;   /* w3                                           */

/* Memory: spoil-memory.c. */
spoil_fn spoil_handle; /* the handle                                      */
spoil_fn spoil_handle_other;
spoil_fn spoil_handle_place;
spoil_fn spoil_frag_rx;           /* w3                                   */
spoil_fn spoil_frag_handle;       /* bits to change                       */
spoil_fn spoil_frag_sender;       /* w4                                   */
spoil_fn spoil_retrieve_total;    /* w1                                   */
spoil_fn spoil_retrieve_fragment; /* w2                                   */
spoil_fn spoil_retrieve_receivers;
spoil_fn spoil_retrieve_composite;
spoil_fn spoil_retrieve_pages;

#endif /* SIM_SPMC_SPOIL_H */
