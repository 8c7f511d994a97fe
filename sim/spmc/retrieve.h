/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the hypervisor is reading of a share.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_RETRIEVE_H
#define SIM_SPMC_RETRIEVE_H

void retrieve_boot(void);

#endif /* SIM_SPMC_RETRIEVE_H */
