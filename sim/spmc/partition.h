/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The list of partitions as PARTITION_INFO_GET_REGS pages through it.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_PARTITION_H
#define SIM_SPMC_PARTITION_H

void partition_boot(void);

#endif /* SIM_SPMC_PARTITION_H */
