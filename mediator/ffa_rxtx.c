/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor's own pair of RX/TX buffers: RX to be told of the partitions,
 * in the probe, on one CPU; TX for descriptors of memory, at any time.
 */
#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/mm.h>
#include <xen/string.h>

#include "ffa_private.h"

static struct
{
    void *tx;
    void *rx;
    unsigned int order;
} pair __ro_after_init;

/* Of what is in TX. The only lock that is held over an SMC, which reads it. */
static DEFINE_SPINLOCK(tx_lock);

/* The smallest size the SPMC takes, as an order of pages of 4 KiB. */
static int smallest_order(void)
{
    static const int8_t order_of_code[] = {0, 4, 2, -1};
    uint32_t properties;

    if ( !ffa_smc_features(FFA_RXTX_MAP_64, &properties) )
        return -1;

    return order_of_code[properties & FFA_RXTX_SIZE_CODE];
}

static void free_pair(void)
{
    free_xenheap_pages(pair.tx, pair.order);
    free_xenheap_pages(pair.rx, pair.order);
    pair.tx = NULL;
    pair.rx = NULL;
}

static int alloc_pair(void)
{
    pair.tx = alloc_xenheap_pages(pair.order, 0);
    pair.rx = alloc_xenheap_pages(pair.order, 0);
    if ( !pair.tx || !pair.rx )
    {
        free_pair();
        return -ENOMEM;
    }

    /* The secure world will see both, and may leave RX as it is. */
    memset(pair.tx, 0, PAGE_SIZE << pair.order);
    memset(pair.rx, 0, PAGE_SIZE << pair.order);
    return 0;
}

int ffa_rxtx_map(void)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_RXTX_MAP_64};
    int order = smallest_order();
    int32_t status;
    int rc;

    BUILD_BUG_ON(PAGE_SIZE != FFA_PAGE_SIZE);

    if ( order < 0 )
        return -ENODEV;

    pair.order = order;
    rc = alloc_pair();
    if ( rc )
        return rc;

    regs.a1 = __pa(pair.tx);
    regs.a2 = __pa(pair.rx);
    regs.a3 = 1U << order;
    status = ffa_smc_call(&regs);

    /* Only who says no has not got them. */
    if ( status && (uint32_t)regs.a0 == FFA_ERROR )
        free_pair();
    else if ( status )
        ffa_rxtx_unmap();

    return ffa_smc_errno(status);
}

const void *ffa_rxtx_rx(unsigned int *size)
{
    *size = FFA_PAGE_SIZE << pair.order;
    return pair.rx;
}

void *ffa_rxtx_tx_get(unsigned int *size)
{
    if ( !pair.tx )
        return NULL;

    spin_lock(&tx_lock);
    *size = FFA_PAGE_SIZE << pair.order;
    return pair.tx;
}

void ffa_rxtx_tx_put(void)
{
    spin_unlock(&tx_lock);
}

/* The probe has failed. */
void ffa_rxtx_unmap(void)
{
    int32_t status = ffa_smc_simple(FFA_RXTX_UNMAP, FFA_ID_HYPERVISOR, 0, 0, 0);

    if ( !status )
        free_pair();
    else /* The secure world may still write there: nobody else may have it. */
        printk(XENLOG_WARNING "FF-A: RX/TX buffers are lost: error %d\n",
               status);
}
