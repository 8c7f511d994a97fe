/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Our own buffers, the SPs that there are, and what those that want to know
 * are told of VMs: that one comes and that one goes, FF-A 1.1, section 18.
 */
#include <xen/errno.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/timer.h>
#include <xen/unaligned.h>
#include <xen/xmalloc.h>

#include <asm/smccc.h>

#include "ffa_private.h"

#define MAX_TRIES              16
#define SAY_AGAIN              SECONDS(1)

#define FRAMEWORK_MESSAGE      BIT(31, U)
#define MESSAGE_VM_CREATED     (FRAMEWORK_MESSAGE | 4)
#define MESSAGE_VM_DESTROYED   (FRAMEWORK_MESSAGE | 6)
#define MESSAGE_RESPONSE(type) ((type) + 1)

struct partition
{
    uint16_t id;
    uint16_t contexts;
    uint32_t properties;
    uint64_t uuid[2];
} __packed;

/* As PARTITION_INFO_GET told of them at boot. */
struct partitions
{
    unsigned int nr;
    struct partition sp[];
};

static struct partitions *sps __ro_after_init;
static void *rx __ro_after_init, *tx __ro_after_init;
static unsigned int order __ro_after_init;

/* VMs that an SP still believes in. */
static DEFINE_SPINLOCK(farewell_lock);
static LIST_HEAD(farewells);
static struct timer farewell_timer;

static void farewell_timer_fn(void *unused);

static void __init unmap_buffers(void)
{
    free_xenheap_pages(rx, order);
    free_xenheap_pages(tx, order);
    rx = tx = NULL;
}

/* Of the smallest size that the SPMC takes. */
static bool __init map_buffers(void)
{
    static const uint8_t __initconst pages_of[] = {1, 16, 4, 1};
    uint32_t w2;
    unsigned int pages;

    if ( !ffa_feature(FFA_RXTX_MAP_64, &w2) )
        return false;

    pages = pages_of[w2 & 3];
    order = get_order_from_pages(pages);
    rx = alloc_xenheap_pages(order, 0);
    tx = alloc_xenheap_pages(order, 0);
    if ( rx && tx )
    {
        memset(rx, 0, pages * FFA_PAGE_SIZE);
        memset(tx, 0, pages * FFA_PAGE_SIZE);
        if ( !ffa_simple_call(FFA_RXTX_MAP_64, __pa(tx), __pa(rx), pages, 0) )
            return true;
    }

    unmap_buffers();

    return false;
}

static void __init read_partition(struct partition *sp, const void *from)
{
    sp->id = get_unaligned_t(uint16_t, from);
    sp->contexts = get_unaligned_t(uint16_t, from + 2);
    sp->properties = get_unaligned_t(uint32_t, from + 4);
    memcpy(sp->uuid, from + offsetof(struct partition, uuid), sizeof(sp->uuid));
}

/* NR of SIZE bytes, or more, are in RX. */
static void __init read_partitions(uint32_t nr, uint32_t size)
{
    size_t room = PAGE_SIZE << order;

    if ( size < sizeof(struct partition) || size > PAGE_SIZE )
        return;

    nr = MIN(nr, room / size);
    nr = MIN(nr, FFA_MAX_SPS);
    sps = xzalloc_flex_struct(struct partitions, sp, nr);
    if ( !sps )
        return;

    for ( unsigned int i = 0; i < nr; i++ )
    {
        read_partition(&sps->sp[sps->nr], rx + i * size);
        if ( sps->sp[sps->nr].id & FFA_ID_SECURE )
            sps->nr++;
    }
}

void __init ffa_spmc_init(void)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_PARTITION_INFO_GET};

    BUILD_BUG_ON(sizeof(struct partition) != 24);

    init_timer(&farewell_timer, farewell_timer_fn, NULL, 0);
    if ( !map_buffers() )
    {
        printk(XENLOG_WARNING "ffa: no buffers to share with the SPMC\n");
        return;
    }

    if ( ffa_smc(&regs) )
        return;

    barrier();
    read_partitions(regs.a2, regs.a3);
    ffa_simple_call(FFA_RX_RELEASE, 0, 0, 0, 0);
    printk(XENLOG_INFO "ffa: %u SPs\n", ffa_partition_count());
}

uint32_t ffa_partition_count(void)
{
    return sps ? sps->nr : 0;
}

/* A page of them. Returns the size of one, which 1.0 does not tell. */
uint32_t ffa_partition_write(void *to, uint32_t version)
{
    bool short_form = version < FFA_VERSION_OF(1U, 1U);
    size_t size = short_form ? offsetof(struct partition, uuid)
                             : sizeof(struct partition);
    unsigned int nr = MIN(ffa_partition_count(), FFA_PAGE_SIZE / size);

    for ( unsigned int i = 0; i < nr; i++ )
        memcpy(to + i * size, &sps->sp[i], size);

    return short_form ? 0 : size;
}

/* The SP may be preempted, and then it must be run to its answer. */
static int32_t say(uint16_t sp, uint32_t message, uint16_t vm)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = FFA_DIRECT_REQ,
        .a1 = sp,
        .a2 = message,
        .a5 = vm,
    };

    for ( unsigned int i = 0; i < MAX_TRIES; i++ )
    {
        int32_t status = ffa_smc(&regs);

        if ( regs.a0 == FFA_INTERRUPT || regs.a0 == FFA_YIELD )
            regs = (struct arm_smccc_1_2_regs){
                .a0 = FFA_RUN,
                .a1 = (uint32_t)regs.a1,
            };
        else if ( regs.a0 != FFA_DIRECT_RESP )
            return status ?: FFA_ABORTED;
        else if ( (uint32_t)regs.a2 != MESSAGE_RESPONSE(message) )
            return FFA_ABORTED;
        else
            return (int32_t)regs.a3;
    }

    return FFA_INTERRUPTED;
}

static bool is_temporary(int32_t status)
{
    return status == FFA_BUSY || status == FFA_RETRY ||
           status == FFA_INTERRUPTED;
}

static int32_t say_until_heard(uint16_t sp, uint32_t message, uint16_t vm)
{
    int32_t status = FFA_RETRY;

    for ( unsigned int i = 0; i < MAX_TRIES && is_temporary(status); i++ )
        status = say(sp, message, vm);

    return status;
}

/* True: nobody is left who believes in the VM. */
static bool say_farewell(struct ffa_farewell *farewell)
{
    for ( unsigned int i = 0; i < ffa_partition_count(); i++ )
        if ( test_bit(i, farewell->sps) &&
             !is_temporary(say_until_heard(sps->sp[i].id, MESSAGE_VM_DESTROYED,
                                           farewell->vm)) )
            clear_bit(i, farewell->sps);

    return bitmap_empty(farewell->sps, FFA_MAX_SPS);
}

/* Of all VMs, or of one. True: there is nobody left. Under the lock. */
static bool say_farewells(uint16_t vm)
{
    struct ffa_farewell *farewell, *next;
    bool all = true;

    list_for_each_entry_safe (farewell, next, &farewells, list)
    {
        if ( vm && farewell->vm != vm )
            continue;
        if ( !say_farewell(farewell) )
        {
            all = false;
            continue;
        }
        list_del(&farewell->list);
        xfree(farewell);
    }

    return all;
}

static void farewell_timer_fn(void *unused)
{
    spin_lock(&farewell_lock);
    if ( !say_farewells(0) )
        set_timer(&farewell_timer, NOW() + SAY_AGAIN);
    spin_unlock(&farewell_lock);
}

void ffa_tell_destroyed(struct ffa_ctx *ctx)
{
    struct ffa_farewell *farewell = ctx->farewell;

    if ( !farewell )
        return;

    ctx->farewell = NULL;
    if ( say_farewell(farewell) )
    {
        xfree(farewell);
        return;
    }

    spin_lock(&farewell_lock);
    list_add_tail(&farewell->list, &farewells);
    set_timer(&farewell_timer, NOW() + SAY_AGAIN);
    spin_unlock(&farewell_lock);
}

/* Who has been told of the VM is told of its end, and who asked for that only. */
static void will_say_farewell(struct ffa_ctx *ctx, unsigned int sp)
{
    if ( sps->sp[sp].properties & FFA_PROP_VM_DESTROYED )
        set_bit(sp, ctx->farewell->sps);
}

int ffa_tell_created(struct ffa_ctx *ctx)
{
    bool free;

    spin_lock(&farewell_lock);
    free = say_farewells(ctx->id);
    spin_unlock(&farewell_lock);
    if ( !free )
    {
        printk(XENLOG_ERR "ffa: an SP believes that VM %u is there still\n",
               ctx->id);
        return -EBUSY;
    }

    for ( unsigned int i = 0; i < ffa_partition_count(); i++ )
    {
        const struct partition *sp = &sps->sp[i];
        int32_t status = FFA_OK;

        if ( sp->properties & FFA_PROP_VM_CREATED )
            status = say_until_heard(sp->id, MESSAGE_VM_CREATED, ctx->id);
        if ( status )
        {
            printk(XENLOG_ERR "ffa: SP %#x refuses %pd: %d\n", sp->id, ctx->d,
                   status);
            return -EPERM;
        }
        will_say_farewell(ctx, i);
    }

    return 0;
}
