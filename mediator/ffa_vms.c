/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The VMs that use FF-A: those whose version is settled, until they die.
 */
#include <xen/lib.h>

#include "ffa_private.h"

/* Protects both, and the link of every context. */
static DEFINE_SPINLOCK(vms_lock);
static LIST_HEAD(vms);
static uint64_t generation;

/* Once in a VM's life, by the call that settles its version. */
void ffa_vms_join(struct ffa_ctx *ctx)
{
    spin_lock(&vms_lock);
    ASSERT(!ctx->vm.listed);
    ctx->vm.listed = true;
    list_add_tail(&ctx->vm.link, &vms);
    generation++;
    spin_unlock(&vms_lock);
}

void ffa_vms_leave(struct ffa_ctx *ctx)
{
    spin_lock(&vms_lock);
    if ( ctx->vm.listed )
    {
        ctx->vm.listed = false;
        list_del(&ctx->vm.link);
        generation++;
    }
    spin_unlock(&vms_lock);
}

uint64_t ffa_vms_walk(void (*take)(const struct ffa_ctx *vm, void *arg),
                      void *arg)
{
    const struct ffa_ctx *vm;
    uint64_t now;

    spin_lock(&vms_lock);
    list_for_each_entry (vm, &vms, vm.link)
        take(vm, arg);
    now = generation;
    spin_unlock(&vms_lock);

    return now;
}
