/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mediators between guests and trusted software.
 */
#ifndef ASM_TEE_TEE_H
#define ASM_TEE_TEE_H

#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/types.h>

#include <asm/regs.h>

#include <public/arch-arm.h>

struct domain;

/* What a mediator does for the hypervisor. NULL where it says so. */
struct tee_mediator_ops
{
    /* Boot CPU, before others run: is the trusted side there? */
    bool (*probe)(void);

    /* On each further CPU, once it is online, interrupts on. May be NULL. */
    void (*init_secondary)(void);

    /* A domain of the mediator's type is made; it is not visible yet. */
    int (*domain_init)(struct domain *d);

    /* Any domain dies, or could not be made. -ERESTART: call again. */
    int (*domain_teardown)(struct domain *d);

    /* Nobody can look at the domain any more. May be NULL. */
    void (*free_domain_ctx)(struct domain *d);

    /* Any domain gives back what it has. -ERESTART: call again. */
    int (*relinquish_resources)(struct domain *d);

    /* A guest called. False: not a call of this mediator. */
    bool (*handle_call)(struct cpu_user_regs *regs);
};

struct tee_mediator_desc
{
    const char *name;
    const char *cmdline_name;
    const struct tee_mediator_ops *ops;
    uint16_t tee_type; /* XEN_DOMCTL_CONFIG_TEE_... */
};

#ifdef CONFIG_TEE

bool tee_handle_call(struct cpu_user_regs *regs);
int tee_domain_init(struct domain *d, uint16_t tee_type);
int tee_domain_teardown(struct domain *d);
int tee_relinquish_resources(struct domain *d);
void tee_free_domain_ctx(struct domain *d);
uint16_t tee_get_type(void);
void init_tee_secondary(void);

#define REGISTER_TEE_MEDIATOR(_name, _namestr, _type, _ops)                    \
    static const struct tee_mediator_desc tee_desc_##_name __used __section(   \
        "teemediator_info") = {                                                \
        .name = _namestr,                                                      \
        .cmdline_name = #_name,                                                \
        .ops = _ops,                                                           \
        .tee_type = _type,                                                     \
    }

#else

static inline bool tee_handle_call(struct cpu_user_regs *regs)
{
    return false;
}

static inline int tee_domain_init(struct domain *d, uint16_t tee_type)
{
    return likely(tee_type == XEN_DOMCTL_CONFIG_TEE_NONE) ? 0 : -ENODEV;
}

#endif /* CONFIG_TEE */

#endif /* ASM_TEE_TEE_H */
