/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The Arm part of domains and vCPUs.
 */
#ifndef ASM_DOMAIN_H
#define ASM_DOMAIN_H

#include <xen/cache.h>
#include <xen/timer.h>

#include <asm/gic.h>
#include <asm/p2m.h>
#include <asm/page.h>
#include <asm/vgic.h>

#include <public/xen.h>

enum domain_type
{
    DOMAIN_32BIT,
    DOMAIN_64BIT,
};

struct arch_domain
{
#ifdef CONFIG_TEE
    void *tee; /* the mediator's */
#endif
    unsigned int rel_priv; /* how far relinquishing has come */
    struct vgic_dist vgic;
};

struct arch_vcpu
{
    struct vgic_cpu vgic;
};

#endif /* ASM_DOMAIN_H */
