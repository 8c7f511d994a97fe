/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Discovery of the secure partitions, once, at boot: which of them want to be
 * told when VMs come and go.
 */
#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/string.h>

#include "ffa_private.h"

/* What every FF-A version has at the start of a partition's descriptor. */
struct partition
{
    uint16_t id;
    uint16_t execution_contexts;
    uint32_t properties;
};

/* The smallest descriptor of FF-A 1.1: the above and a UUID. */
#define DESCRIPTOR_SIZE_MIN 24U

static bool add_partition(const struct partition *partition)
{
    uint32_t properties = partition->properties;

    /* Not a partition of the secure world, or an ID that takes no messages. */
    if ( !(partition->id & FFA_ID_SECURE) || (properties & FFA_PART_ID_TYPE) )
        return true;

    return ffa_vm_msg_add(partition->id, properties & FFA_PART_VM_CREATED,
                          properties & FFA_PART_VM_DESTROYED);
}

/* COUNT descriptors, one every STRIDE bytes. Later versions may be longer. */
static int read_descriptors(unsigned int count, unsigned int stride)
{
    unsigned int size;
    const void *rx = ffa_rxtx_rx(&size);

    if ( !count )
        return 0;
    if ( stride < DESCRIPTOR_SIZE_MIN || count > size / stride )
        return -EIO;

    for ( unsigned int i = 0; i < count; i++ )
    {
        struct partition partition;

        memcpy(&partition, rx + i * stride, sizeof(partition));
        if ( !add_partition(&partition) )
            return -ERANGE;
    }

    return 0;
}

static int read_partitions(void)
{
    /* The nil UUID: every partition. */
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_PARTITION_INFO_GET};
    int32_t status = ffa_smc_call(&regs);
    int rc;

    /* No partition has this UUID: there is none. */
    if ( status == FFA_INVALID_PARAMETERS )
        return 0;
    if ( status )
        return ffa_smc_errno(status);

    rc = read_descriptors(regs.a2, regs.a3);

    /* Nobody reads it again, so that it is not released does no harm. */
    ffa_smc_simple(FFA_RX_RELEASE, FFA_ID_HYPERVISOR, 0, 0, 0);
    return rc;
}

int ffa_partinfo_init(void)
{
    int rc = ffa_rxtx_map();

    if ( rc )
        return rc;

    rc = read_partitions();
    ffa_rxtx_unmap();
    return rc;
}
