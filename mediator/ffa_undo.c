/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Telling the secure world to forget a VM.
 *
 * It may put that off, and then the domain does not wait: what is left to do
 * stands in a struct ffa_undo, allocated when the VM was made, and is tried
 * again by a timer, one VM at a time. Until it is done no new VM can have the
 * ID, as the secure world could not tell the two apart.
 */
#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/timer.h>
#include <xen/xmalloc.h>

#include "ffa_private.h"

#define UNDO_DELAY SECONDS(1)

/* A bitmap is refused for what may pass, like a bit that is just being set. */
#define MAX_BITMAP_TRIES 5

/* RX/TX buffers should not be refused at all. */
#define MAX_PAIR_TRIES 5

/* While the list is not empty the timer is set, or its function will set it. */
static DEFINE_SPINLOCK(undo_lock);
static LIST_HEAD(undo_list);
static struct timer undo_timer;

static void unbind_all(const struct ffa_undo *undo)
{
    uint64_t done = 0;

    for ( unsigned int i = 0; i < FFA_NOTIFICATIONS; i++ )
    {
        uint16_t sp = undo->bound_to[i];
        uint64_t bits = 0;

        if ( !sp || (done & BIT(i, ULL)) )
            continue;

        for ( unsigned int k = i; k < FFA_NOTIFICATIONS; k++ )
            if ( undo->bound_to[k] == sp )
                bits |= BIT(k, ULL);
        done |= bits;
        ffa_smc_simple(FFA_NOTIFICATION_UNBIND, FFA_ENDPOINTS(sp, undo->vm_id),
                       0, bits, bits >> 32);
    }
}

/*
 * DENIED: something is pending, for the VM or any vCPU of it, which nobody will
 * fetch any more; or bound, to some SPMCs.
 */
static int32_t destroy_bitmap(const struct ffa_undo *undo)
{
    int32_t status =
        ffa_smc_simple(FFA_NOTIFICATION_BITMAP_DESTROY, undo->vm_id, 0, 0, 0);

    if ( status != FFA_DENIED )
        return status;

    for ( unsigned int vcpu = 0; vcpu < undo->nr_vcpus; vcpu++ )
        ffa_smc_simple(FFA_NOTIFICATION_GET, FFA_ENDPOINTS(vcpu, undo->vm_id),
                       FFA_GET_FROM_SPS | FFA_GET_FROM_SPM, 0, 0);
    unbind_all(undo);

    return ffa_smc_simple(FFA_NOTIFICATION_BITMAP_DESTROY, undo->vm_id, 0, 0,
                          0);
}

/* False: it is there still, and worth another try. */
static bool undo_bitmap(struct ffa_undo *undo)
{
    int32_t status;

    if ( !undo->bitmap )
        return true;

    status = destroy_bitmap(undo);
    if ( status && (ffa_smc_transient(status) ||
                    ++undo->bitmap_tries < MAX_BITMAP_TRIES) )
        return false;

    if ( status )
        printk(XENLOG_WARNING "FF-A: bitmap of VM %u is lost: error %d\n",
               undo->vm_id, status);
    undo->bitmap = false;
    return true;
}

/* Until it has let go of them nobody else may have the pages. */
static bool undo_pair(struct ffa_undo *undo)
{
    int32_t status = ffa_pair_unmap(&undo->pair, undo->vm_id);

    if ( !status )
    {
        ffa_pair_free(&undo->pair);
        return true;
    }

    if ( ffa_smc_transient(status) || ++undo->pair_tries < MAX_PAIR_TRIES )
        return false;

    printk(XENLOG_WARNING "FF-A: RX/TX pages of VM %u are lost: error %d\n",
           undo->vm_id, status);
    undo->pair = (struct ffa_pair){};
    return true;
}

/*
 * True: all is done, or hopeless. What the VM asked of SPs goes first, as an SP
 * that is in a request takes no message. Memory and the bitmap go before
 * VM_DESTROYED, on which an SPMC may drop all it has of a VM. But that also
 * makes SPs let go of memory, which is worth asking for once more.
 */
static bool undo_try(struct ffa_undo *undo)
{
    bool requests = ffa_request_finish(&undo->requests);
    bool shares = ffa_shm_undo(undo);
    bool bitmap = undo_bitmap(undo);
    bool pair = undo_pair(undo);
    bool told = undo->sps;
    bool sps = ffa_vm_msg_destroyed(undo->vm_id, &undo->sps);

    if ( told && !shares )
        shares = ffa_shm_undo(undo);
    return requests && shares && bitmap && pair && sps;
}

static void enqueue(struct ffa_undo *undo, s_time_t delay)
{
    spin_lock(&undo_lock);
    if ( list_empty(&undo_list) )
        set_timer(&undo_timer, NOW() + delay);
    list_add_tail(&undo->link, &undo_list);
    spin_unlock(&undo_lock);
}

/* Both take over UNDO, which is on no list, and cannot fail. */
void ffa_undo_begin(struct ffa_undo *undo)
{
    if ( undo_try(undo) )
        xfree(undo);
    else
        enqueue(undo, UNDO_DELAY);
}

void ffa_undo_later(struct ffa_undo *undo)
{
    enqueue(undo, 0);
}

/* Work on one of the list that is marked busy. True: it is gone. */
static bool undo_work(struct ffa_undo *undo)
{
    bool done = undo_try(undo);

    spin_lock(&undo_lock);
    list_del(&undo->link);
    if ( !done )
    {
        undo->busy = false;
        list_add_tail(&undo->link, &undo_list);
    }
    spin_unlock(&undo_lock);

    if ( done )
        xfree(undo);
    return done;
}

/* The first that nobody is at, now busy; of VM_ID unless that is 0. */
static struct ffa_undo *undo_pick(uint16_t vm_id, bool *found)
{
    struct ffa_undo *undo;

    *found = false;
    list_for_each_entry (undo, &undo_list, link)
    {
        if ( vm_id && undo->vm_id != vm_id )
            continue;

        *found = true;
        if ( undo->busy )
            continue;
        undo->busy = true;
        return undo;
    }

    return NULL;
}

static void undo_timer_fn(void *unused)
{
    struct ffa_undo *undo;
    bool found;

    spin_lock(&undo_lock);
    undo = undo_pick(0, &found);
    spin_unlock(&undo_lock);

    if ( undo )
        undo_work(undo);

    spin_lock(&undo_lock);
    if ( !list_empty(&undo_list) )
        set_timer(&undo_timer, NOW() + UNDO_DELAY);
    spin_unlock(&undo_lock);
}

/*
 * A new VM wants this ID: finish what is left of the last that had it. 0, or
 * -EBUSY if the secure world has not let go of that one.
 */
int ffa_undo_finish(uint16_t vm_id)
{
    struct ffa_undo *undo;
    bool found;

    spin_lock(&undo_lock);
    undo = undo_pick(vm_id, &found);
    spin_unlock(&undo_lock);

    if ( !found )
        return 0;

    return undo && undo_work(undo) ? 0 : -EBUSY;
}

/* Probe only. */
void ffa_undo_init(void)
{
    init_timer(&undo_timer, undo_timer_fn, NULL, smp_processor_id());
}
