/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words of the log for what the SPMC says of buffers, messages and memory.
 *
 * Needs: nothing.
 */
#ifndef SIM_LOG_FACT_SECURE_H
#define SIM_LOG_FACT_SECURE_H

enum log_rx_owner
{
    RX_SPMC,       /* empty                                                 */
    RX_RECEIVER,   /* full                                                  */
    RX_HYPERVISOR, /* acquired                                              */
};

enum log_direct
{
    DIRECT_TAKEN,     /* the request reaches the SP                         */
    DIRECT_SUSPENDED, /* YIELD or INTERRUPT                                 */
    DIRECT_RESUMED,   /* by RUN                                             */
    DIRECT_ANSWERED,
    DIRECT_FAILED, /* ERROR; the request is over                            */
};

enum log_share
{
    SHARE_SHARE,
    SHARE_LEND,
    SHARE_DONATE
};

#endif /* SIM_LOG_FACT_SECURE_H */
