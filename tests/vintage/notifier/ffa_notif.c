/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications.
 *
 * The handler of the schedule receiver interrupt asks the SPMC for whom there
 * are notifications and injects an NPI into each. It runs in hard interrupt
 * context, where nothing may be freed: not even the last reference of a domain
 * may be dropped there. So it looks nobody up. Each VM that can be told is on a
 * list, with a reference that is taken and dropped where freeing is allowed.
 *
 * An NPI can be lost, because its vCPU is offline or goes offline just then. A
 * timer injects it again until the VM has fetched.
 */
#include <xen/bitmap.h>
#include <xen/errno.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/timer.h>

#include <asm/vgic.h>

#include "ffa_private.h"

/* Nobody but the SPMC decides when it has no more; but not for ever. */
#define MAX_ROUNDS        64
#define MAX_DESTROY_TRIES 16

#define NPI_PERIOD        MILLISECS(100)
#define GET_SECURE        (FFA_GET_SP | FFA_GET_SPM)

/* Taken by the interrupt handler. */
static DEFINE_SPINLOCK(vms_lock);
static LIST_HEAD(vms);

/* VMs, by ID, whose NPI may not have arrived. */
static DECLARE_BITMAP(npi_owed, FFA_VM_ID_MAX + 1);
static struct timer npi_timer;

/* To one vCPU: any of them can fetch. Under vms_lock. */
static void inject(const struct ffa_vm *vm)
{
    struct vcpu *v;

    for_each_vcpu (vm->d, v)
        if ( is_vcpu_online(v) )
        {
            vgic_inject_irq(vm->d, v, GUEST_FFA_NOTIF_PEND_INTR_ID, true);
            return;
        }

    if ( printk_ratelimit() )
        printk(XENLOG_G_DEBUG "ffa: %pd has no vCPU online\n", vm->d);
}

/* ENDPOINT is whatever the SPMC said. */
static void tell(uint16_t endpoint)
{
    unsigned long flags;
    struct ffa_vm *vm;

    spin_lock_irqsave(&vms_lock, flags);
    list_for_each_entry (vm, &vms, list)
    {
        if ( vm->id != endpoint )
            continue;

        vm->pending = GET_SECURE;
        vm->unreported = true;
        inject(vm);
        set_bit(vm->id, npi_owed);
        if ( !timer_is_active(&npi_timer) )
            set_timer(&npi_timer, NOW() + NPI_PERIOD);
        break;
    }
    spin_unlock_irqrestore(&vms_lock, flags);
}

/* The N-th of the 16-bit IDs in x3 to x7. */
static uint16_t id_at(const struct arm_smccc_1_2_regs *reply, unsigned int n,
                      unsigned int per_register)
{
    const uint64_t x[] = {reply->a3, reply->a4, reply->a5, reply->a6,
                          reply->a7};

    return x[n / per_register] >> (16 * (n % per_register));
}

/*
 * FF-A 1.1, table 16.21: bits 11:7 of x2 say how many lists there are, two bits
 * for each from bit 12 on how many vCPU IDs follow its endpoint ID.
 */
static void tell_all(const struct arm_smccc_1_2_regs *reply)
{
    unsigned int per_register = (uint32_t)reply->a0 == FFA_SUCCESS_64 ? 4 : 2;
    unsigned int lists = (reply->a2 >> 7) & 0x1f;
    unsigned int pos = 0;
    unsigned int i;

    for ( i = 0; i < lists && pos < 5 * per_register; i++ )
    {
        tell(id_at(reply, pos, per_register));
        pos += 1 + ((reply->a2 >> (12 + 2 * i)) & 3);
    }
}

void ffa_notif_collect(void)
{
    unsigned int round;

    for ( round = 0; round < MAX_ROUNDS; round++ )
    {
        struct arm_smccc_1_2_regs reply;
        int32_t status = ffa_call(FFA_NOTIF_INFO_GET_64, 0, 0, 0, 0, &reply);

        if ( status == FFA_BUSY || status == FFA_RETRY ||
             status == FFA_INTERRUPTED )
            continue;
        if ( status )
            return;

        tell_all(&reply);
        if ( !(reply.a2 & BIT(0, U)) )
            return;
    }

    if ( printk_ratelimit() )
        printk(XENLOG_WARNING "ffa: the SPMC has more and more\n");
}

/* In a softirq: the last reference may be dropped here. */
static void npi_again(void *unused)
{
    unsigned int size = FFA_VM_ID_MAX + 1;
    unsigned int id;

    for ( id = find_first_bit(npi_owed, size); id < size;
          id = find_next_bit(npi_owed, size, id + 1) )
    {
        struct domain *d = get_domain_by_id(id - 1);
        unsigned long flags;
        struct ffa_vm *vm;

        if ( !d )
            continue;

        vm = d->arch.tee;
        spin_lock_irqsave(&vms_lock, flags);
        if ( vm && !list_empty(&vm->list) && test_bit(id, npi_owed) )
            inject(vm);
        spin_unlock_irqrestore(&vms_lock, flags);

        put_domain(d);
    }

    if ( !bitmap_empty(npi_owed, size) )
        set_timer(&npi_timer, NOW() + NPI_PERIOD);
}

void __init ffa_notif_init(void)
{
    init_timer(&npi_timer, npi_again, NULL, smp_processor_id());
}

int ffa_notif_enter(struct ffa_vm *vm)
{
    unsigned long flags;
    int32_t status;

    if ( !ffa_notif_enabled )
        return 0;

    status = ffa_call(FFA_BITMAP_CREATE, vm->id, vm->vcpus, 0, 0, NULL);
    if ( status )
    {
        printk(XENLOG_ERR "ffa: no notification bitmap for %pd: %d\n", vm->d,
               status);
        return -ENOMEM;
    }

    get_knownalive_domain(vm->d);
    spin_lock_irqsave(&vms_lock, flags);
    list_add_tail(&vm->list, &vms);
    spin_unlock_irqrestore(&vms_lock, flags);

    return 0;
}

/* The SPMC may keep a bitmap while something is pending in it. */
static void destroy_bitmap(const struct ffa_vm *vm)
{
    unsigned int tries, vcpu;
    int32_t status = FFA_OK;

    for ( tries = 0; tries < MAX_DESTROY_TRIES; tries++ )
    {
        status = ffa_call(FFA_BITMAP_DESTROY, vm->id, 0, 0, 0, NULL);
        if ( status != FFA_DENIED && status != FFA_BUSY &&
             status != FFA_RETRY && status != FFA_INTERRUPTED )
            break;
        for ( vcpu = 0; vcpu < vm->vcpus; vcpu++ )
            ffa_call(FFA_NOTIF_GET, vcpu << 16 | vm->id, GET_SECURE, 0, 0,
                     NULL);
    }

    if ( status )
        printk(XENLOG_WARNING "ffa: the bitmap of %pd stays: %d\n", vm->d,
               status);
}

void ffa_notif_leave(struct ffa_vm *vm)
{
    unsigned long flags;
    bool was_there;

    spin_lock_irqsave(&vms_lock, flags);
    was_there = !list_empty(&vm->list);
    if ( was_there )
    {
        list_del(&vm->list);
        INIT_LIST_HEAD(&vm->list);
        clear_bit(vm->id, npi_owed);
    }
    spin_unlock_irqrestore(&vms_lock, flags);

    if ( !was_there )
        return;

    destroy_bitmap(vm);
    put_domain(vm->d);
}

/* Guests. */

static uint64_t bitmap_of(struct cpu_user_regs *regs)
{
    return (uint32_t)get_user_reg(regs, 3) | get_user_reg(regs, 4) << 32;
}

static int32_t forward(uint32_t fid, uint32_t w1, uint32_t w2, uint64_t bitmap)
{
    if ( !bitmap )
        return FFA_INVALID;

    return ffa_call(fid, w1, w2, (uint32_t)bitmap, bitmap >> 32, NULL);
}

/*
 * For all vCPUs only: an NPI goes to any of them, and who has it cannot know
 * that there is something for another one.
 */
void ffa_notif_bind(struct cpu_user_regs *regs, const struct ffa_vm *vm,
                    uint32_t fid)
{
    uint32_t ids = get_user_reg(regs, 1);
    uint32_t flags = get_user_reg(regs, 2);
    int32_t status = FFA_INVALID;

    if ( (uint16_t)ids == vm->id && (ids >> 16 & FFA_SECURE) && !flags )
        status = forward(fid, ids, 0, bitmap_of(regs));

    ffa_reply_status(regs, status);
}

void ffa_notif_set(struct cpu_user_regs *regs, const struct ffa_vm *vm)
{
    uint32_t ids = get_user_reg(regs, 1);
    uint32_t flags = get_user_reg(regs, 2);
    uint32_t known =
        flags & FFA_SET_PER_VCPU ? FFA_SET_VCPU | FFA_SET_PER_VCPU : 0;
    int32_t status = FFA_INVALID;

    if ( ids >> 16 == vm->id && (ids & FFA_SECURE) && !(flags & ~known) )
        status = forward(FFA_NOTIF_SET, ids, flags, bitmap_of(regs));

    ffa_reply_status(regs, status);
}

/*
 * What comes after the SPMC has looked is not forgotten, so what is known is
 * forgotten before, and remembered if there was no look.
 */
static int32_t fetch(struct ffa_vm *vm, uint32_t ids, uint32_t halves,
                     struct arm_smccc_1_2_regs *reply)
{
    uint32_t pending;
    unsigned long flags;
    bool unreported;
    int32_t status;

    spin_lock_irqsave(&vms_lock, flags);
    pending = vm->pending;
    unreported = vm->unreported;
    vm->pending &= ~halves;
    if ( !vm->pending )
    {
        vm->unreported = false;
        clear_bit(vm->id, npi_owed);
    }
    spin_unlock_irqrestore(&vms_lock, flags);

    status = ffa_call(FFA_NOTIF_GET, ids, halves, 0, 0, reply);
    if ( !status || !pending )
        return status;

    spin_lock_irqsave(&vms_lock, flags);
    vm->pending |= pending;
    vm->unreported |= unreported;
    set_bit(vm->id, npi_owed);
    if ( !timer_is_active(&npi_timer) )
        set_timer(&npi_timer, NOW() + NPI_PERIOD);
    spin_unlock_irqrestore(&vms_lock, flags);

    return status;
}

void ffa_notif_get(struct cpu_user_regs *regs, struct ffa_vm *vm)
{
    uint32_t ids = get_user_reg(regs, 1);
    uint32_t flags = get_user_reg(regs, 2);
    uint32_t halves = flags & GET_SECURE;
    struct arm_smccc_1_2_regs reply = {};
    uint64_t x[8] = {FFA_SUCCESS_32};
    int32_t status = FFA_OK;

    if ( (uint16_t)ids != vm->id || ids >> 16 >= vm->vcpus ||
         (flags & ~FFA_GET_KNOWN) )
        status = FFA_INVALID;
    else if ( halves )
        status = fetch(vm, ids, halves, &reply);

    if ( status )
    {
        ffa_reply_status(regs, status);
        return;
    }

    if ( halves & FFA_GET_SP )
    {
        x[2] = (uint32_t)reply.a2;
        x[3] = (uint32_t)reply.a3;
    }
    if ( halves & FFA_GET_SPM )
        x[6] = (uint32_t)reply.a6;
    ffa_reply(regs, x);
}

/* One list, of the caller alone, and once for each time that it was told. */
void ffa_notif_info_get(struct cpu_user_regs *regs, struct ffa_vm *vm,
                        bool is_64)
{
    const uint64_t x[8] = {is_64 ? FFA_SUCCESS_64 : FFA_SUCCESS_32, 0, 1 << 7,
                           vm->id};
    unsigned long flags;
    bool report;

    spin_lock_irqsave(&vms_lock, flags);
    report = vm->unreported;
    vm->unreported = false;
    spin_unlock_irqrestore(&vms_lock, flags);

    if ( report )
        ffa_reply(regs, x);
    else
        ffa_reply_status(regs, FFA_NO_DATA);
}
