/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Discovery of the secure partitions, once, at boot.
 */
#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/string.h>
#include <xen/xmalloc.h>

#include "ffa_private.h"

const struct ffa_partition *ffa_partinfo_sps __ro_after_init;
unsigned int ffa_partinfo_nr_sps __ro_after_init;

/* What is kept while it is read. */
static struct ffa_partition *sps __ro_after_init;

/* Not a PE endpoint: an ID that takes no messages. */
static bool takes_messages(const struct ffa_partition *sp)
{
    return !(sp->properties & FFA_PART_ID_TYPE);
}

static bool known(const struct ffa_partition *sp)
{
    for ( unsigned int i = 0; i < ffa_partinfo_nr_sps; i++ )
        if ( sps[i].id == sp->id &&
             !memcmp(sps[i].uuid, sp->uuid, sizeof(sp->uuid)) )
            return true;

    return false;
}

/* An SP with several UUIDs comes once for each. */
static bool add(const struct ffa_partition *sp)
{
    uint32_t properties = sp->properties;

    if ( !(sp->id & FFA_ID_SECURE) || known(sp) )
        return true;

    sps[ffa_partinfo_nr_sps++] = *sp;
    return !takes_messages(sp) ||
           ffa_vm_msg_add(sp->id, properties & FFA_PART_VM_CREATED,
                          properties & FFA_PART_VM_DESTROYED);
}

/* COUNT descriptors, one every STRIDE bytes. Later versions may be longer. */
static int read_descriptors(unsigned int count, unsigned int stride)
{
    unsigned int size;
    const void *rx = ffa_rxtx_rx(&size);

    BUILD_BUG_ON(sizeof(struct ffa_partition) != FFA_PARTITION_SIZE_1_1);

    if ( !count )
        return 0;
    if ( stride < FFA_PARTITION_SIZE_1_1 || count > size / stride )
        return -EIO;

    sps = xzalloc_array(struct ffa_partition, count);
    if ( !sps )
        return -ENOMEM;
    ffa_partinfo_sps = sps;

    for ( unsigned int i = 0; i < count; i++ )
    {
        struct ffa_partition sp;

        memcpy(&sp, rx + i * stride, sizeof(sp));
        if ( !add(&sp) )
            return -ERANGE;
    }

    return 0;
}

int ffa_partinfo_init(void)
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

/* The probe has failed. */
void ffa_partinfo_drop(void)
{
    xfree(sps);
    sps = NULL;
    ffa_partinfo_sps = NULL;
    ffa_partinfo_nr_sps = 0;
}

bool ffa_partinfo_has_sp(uint16_t id, uint32_t *properties)
{
    bool found = false;

    *properties = 0;
    for ( unsigned int i = 0; i < ffa_partinfo_nr_sps; i++ )
        if ( sps[i].id == id && takes_messages(&sps[i]) )
        {
            *properties |= sps[i].properties;
            found = true;
        }

    return found;
}
