/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtual interrupts. Edges merge while pending; what finds its vCPU offline is
 * lost, and so is everything in flight when a vCPU comes up. Guests have their
 * SGIs enabled.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "effect.h"

#include "domains.h"

#include <xen/sched.h>
#include <asm/event.h>

#define SGIS 0xffffu

static void touch(const struct vcpu *v)
{
    effect_on_range(&v->arch.vgic, sizeof(v->arch.vgic), true);
    effect_on_range(&v->pause_flags, sizeof(v->pause_flags), false);
}

static void touch_spis(const struct domain *d)
{
    effect_on_range(&d->arch.vgic, sizeof(d->arch.vgic), true);
}

void vgic_clear(struct vcpu *v)
{
    touch(v);
    v->arch.vgic = (struct vgic_cpu){.enabled = SGIS};
}

static void inject_private(struct vcpu *v, unsigned int virq)
{
    bool dropped = !is_vcpu_online(v);

    touch(v);
    machine_note(EV_VIRQ, 0, v->domain->domain_id, v->vcpu_id, virq, dropped);
    if ( dropped )
        return;
    v->arch.vgic.pending |= 1u << virq;
    vcpu_kick(v);
}

static void inject_spi(struct domain *d, struct vcpu *v, unsigned int virq)
{
    unsigned int spi = virq - NR_LOCAL_IRQS;
    bool dropped = !is_vcpu_online(v);

    touch(v);
    touch_spis(d);
    machine_note(EV_VIRQ, 0, d->domain_id, v->vcpu_id, virq, dropped);
    if ( dropped )
        return;
    d->arch.vgic.spi_pending[spi / 64] |= 1ull << spi % 64;
    vcpu_kick(v);
}

void(vgic_inject_irq)(struct domain *d, struct vcpu *v, unsigned int virq,
                      bool level)
{
    FACADE_POINT_STATED();
    access_object(d, sizeof(*d), true);
    effect_on_range(&d->vcpu, sizeof(d->vcpu), false);
    if ( !level )
        return;
    if ( !v )
    {
        if ( virq < NR_LOCAL_IRQS )
            held_stop("vgic_inject_irq() of a private interrupt to no vCPU");
        v = d->vcpu ? d->vcpu[0] : NULL;
        if ( !v )
            held_stop("vgic_inject_irq() to a domain without vCPUs");
    }
    access_object(v, sizeof(*v), true);
    if ( virq < NR_LOCAL_IRQS )
        inject_private(v, virq);
    else if ( virq < NR_LOCAL_IRQS + VGIC_NR_SPIS )
        inject_spi(d, v, virq);
}

static struct vcpu *vcpu_of(unsigned int domid, unsigned int vcpu)
{
    const struct domain *d = domain_find(domid);

    if ( !d || !d->vcpu || vcpu >= d->max_vcpus )
        return NULL;
    return d->vcpu[vcpu];
}

static void note_taken(const struct vcpu *v, unsigned int virq)
{
    machine_note(EV_VIRQ_TAKEN, 0, v->domain->domain_id, v->vcpu_id, virq);
}

static void take_spis(const struct vcpu *v)
{
    uint64_t *pending = v->domain->arch.vgic.spi_pending;

    for ( unsigned int i = 0; i < (VGIC_NR_SPIS + 63) / 64; i++ )
        for ( ; pending[i]; pending[i] &= pending[i] - 1 )
            note_taken(v, NR_LOCAL_IRQS + i * 64 +
                              (unsigned int)__builtin_ctzll(pending[i]));
}

uint32_t hypervisor_take_virqs(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = vcpu_of(domid, vcpu);
    uint32_t taken;

    SIM_BUG_ON(!v || !vcpu_here(v));
    touch(v);
    touch_spis(v->domain);
    taken = v->arch.vgic.pending & v->arch.vgic.enabled;
    v->arch.vgic.pending &= ~taken;
    for ( uint32_t rest = taken; rest; rest &= rest - 1 )
        note_taken(v, (unsigned int)__builtin_ctz(rest));
    if ( !vcpu )
        take_spis(v);
    return taken;
}

bool hypervisor_virq_pending(unsigned int domid, unsigned int vcpu,
                             unsigned int intid)
{
    const struct vcpu *v = vcpu_of(domid, vcpu);

    SIM_BUG_ON(intid >= NR_LOCAL_IRQS);
    if ( v )
        touch(v);
    return v && (v->arch.vgic.pending & (1u << intid));
}
