/* SPDX-License-Identifier: GPL-2.0-only */
/* Domains: made, entered by guests, killed, and freed after a grace period. */
#include "stress.h"

#include <stdlib.h>

#include "page.h"

#include <xen/errno.h>
#include <xen/init.h>
#include <xen/sched.h>
#include <asm/smccc.h>
#include <asm/tee/tee.h>
#include <asm/vgic.h>

#define IDLE_DOMID 0x7fffu

/* The linker makes these where a mediator has registered itself. */
extern const struct tee_mediator_desc __start_teemediator_info[];
extern const initcall_t __start_initcalls[] __attribute__((weak));
extern const initcall_t __stop_initcalls[] __attribute__((weak));
void work_cpu_up(unsigned int cpu);
int domain_frame(const struct domain *d, unsigned long gfn);

static const struct tee_mediator_ops *ops;
static struct domain idle_domain = {.domain_id = IDLE_DOMID};
static struct vcpu idle_vcpu = {.domain = &idle_domain};
struct vcpu *per_cpu__curr_vcpu[NR_CPUS];
uint32_t smccc_ver = ARM_SMCCC_VERSION_1_2;

static struct place
{
    struct domain *d; /* what has it; found by ID while it is published     */
    struct domain *published;
    unsigned int guests; /* vCPUs that are in it                            */
    bool open;
    unsigned int generation;
    int frame[STRESS_PAGES];
} places[STRESS_DOMAINS + 1];

static struct place *place_of(unsigned int domain)
{
    return &places[domain];
}

unsigned int domain_generation(unsigned int domain)
{
    return __atomic_load_n(&places[domain].generation, __ATOMIC_SEQ_CST);
}

/* What the mediator asks for. */

static struct domain *find(domid_t dom)
{
    return dom && dom <= STRESS_DOMAINS
               ? __atomic_load_n(&places[dom].published, __ATOMIC_SEQ_CST)
               : NULL;
}

struct domain *rcu_lock_domain_by_id(domid_t dom)
{
    struct domain *d;

    stress_read_begin();
    d = find(dom);
    if ( !d )
        stress_read_end();
    return d;
}

int rcu_lock_live_remote_domain_by_id(domid_t dom, struct domain **d)
{
    struct domain *found = rcu_lock_domain_by_id(dom);
    int result = !found                         ? -ESRCH
                 : found == current->domain     ? -EPERM
                 : ACCESS_ONCE(found->is_dying) ? -EINVAL
                                                : 0;

    if ( found && result )
        stress_read_end();
    if ( !result )
        *d = found;
    return result;
}

void rcu_unlock_domain(struct domain *d)
{
    (void)d;
    stress_read_end();
}

void vgic_inject_irq(struct domain *d, struct vcpu *v, unsigned int virq,
                     bool level)
{
    struct vcpu *to = v ? v : d->vcpu[0];

    (void)level;
    if ( is_vcpu_online(to) )
        __atomic_or_fetch(&to->arch.vgic.pending, 1u << virq, __ATOMIC_SEQ_CST);
}

register_t get_user_reg(struct cpu_user_regs *regs, int reg)
{
    return ((register_t *)(void *)regs)[reg];
}

void set_user_reg(struct cpu_user_regs *regs, int reg, register_t value)
{
    ((register_t *)(void *)regs)[reg] = value;
}

int domain_frame(const struct domain *d, unsigned long gfn)
{
    unsigned long index = gfn - (STRESS_RAM >> PAGE_SHIFT);

    return index < STRESS_PAGES && !d->p2m_torn_down
               ? places[d->domain_id].frame[index]
               : -1;
}

/* Nobody reads what it prints. */
void printk(const char *fmt, ...)
{
    (void)fmt;
}

bool printk_ratelimit(void)
{
    return false;
}

/* Life and death. */

static void free_domain(struct domain *d)
{
    for ( unsigned int i = 0; i < d->max_vcpus; i++ )
        free(d->vcpu[i]);
    free(d->vcpu);
    free(d);
}

static struct domain *make(unsigned int domain)
{
    struct domain *d = calloc(1, sizeof(*d));

    d->domain_id = (domid_t)domain;
    d->type = DOMAIN_64BIT;
    d->max_vcpus = STRESS_VCPUS;
    d->vcpu = calloc(STRESS_VCPUS, sizeof(*d->vcpu));
    for ( unsigned int i = 0; i < STRESS_VCPUS; i++ )
    {
        d->vcpu[i] = calloc(1, sizeof(struct vcpu));
        d->vcpu[i]->vcpu_id = i;
        d->vcpu[i]->domain = d;
        d->vcpu[i]->processor = i;
        if ( i )
            d->vcpu[i - 1]->next_in_list = d->vcpu[i];
    }
    return d;
}

static void tear_down(struct domain *d)
{
    while ( ops->domain_teardown(d) == -ERESTART )
        stress_yield();
    while ( ops->relinquish_resources(d) == -ERESTART )
        stress_yield();
}

static void create(unsigned int domain)
{
    struct place *place = place_of(domain);
    struct domain *d = make(domain);

    for ( unsigned int i = 0; i < STRESS_PAGES; i++ )
        place->frame[i] = memory_take_page((uint16_t)domain);
    if ( ops->domain_init(d) )
    {
        tear_down(d);
        if ( ops->free_domain_ctx )
            ops->free_domain_ctx(d);
        for ( unsigned int i = 0; i < STRESS_PAGES; i++ )
            if ( place->frame[i] >= 0 )
                memory_put_page((unsigned int)place->frame[i]);
        free_domain(d);
        return;
    }
    place->d = d;
    __atomic_add_fetch(&place->generation, 1, __ATOMIC_SEQ_CST);
    __atomic_store_n(&place->published, d, __ATOMIC_SEQ_CST);
    __atomic_store_n(&place->open, true, __ATOMIC_SEQ_CST);
}

static void destroy(unsigned int domain)
{
    struct place *place = place_of(domain);
    struct domain *d = place->d;

    __atomic_store_n(&place->open, false, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&place->generation, 1, __ATOMIC_SEQ_CST);
    while ( __atomic_load_n(&place->guests, __ATOMIC_SEQ_CST) )
        stress_yield();
    ACCESS_ONCE(d->is_dying) = DOMDYING_dying;
    tear_down(d);
    d->p2m_torn_down = true;
    for ( unsigned int i = 0; i < STRESS_PAGES; i++ )
        if ( place->frame[i] >= 0 )
            memory_put_page((unsigned int)place->frame[i]);
    __atomic_store_n(&place->published, NULL, __ATOMIC_SEQ_CST);
    place->d = NULL;
    stress_grace_period();
    if ( ops->free_domain_ctx )
        ops->free_domain_ctx(d);
    free_domain(d);
}

void domain_toggle(unsigned int domain)
{
    if ( place_of(domain)->d )
        destroy(domain);
    else
        create(domain);
}

/* Guests. */

bool domain_enter(unsigned int domain)
{
    struct place *place = place_of(domain);

    __atomic_add_fetch(&place->guests, 1, __ATOMIC_SEQ_CST);
    if ( !__atomic_load_n(&place->open, __ATOMIC_SEQ_CST) )
    {
        __atomic_sub_fetch(&place->guests, 1, __ATOMIC_SEQ_CST);
        return false;
    }
    per_cpu__curr_vcpu[stress_cpu] = place->d->vcpu[stress_cpu];
    return true;
}

void domain_leave(unsigned int domain)
{
    per_cpu__curr_vcpu[stress_cpu] = &idle_vcpu;
    __atomic_sub_fetch(&place_of(domain)->guests, 1, __ATOMIC_SEQ_CST);
}

void domain_call(uint64_t regs[STRESS_REGS])
{
    struct cpu_user_regs frame = {0};

    for ( int i = 0; i < STRESS_REGS; i++ )
        set_user_reg(&frame, i, regs[i]);
    ops->handle_call(&frame);
    for ( int i = 0; i < STRESS_REGS; i++ )
        regs[i] = get_user_reg(&frame, i);
}

bool domain_take_npi(unsigned int domain)
{
    const struct domain *d = place_of(domain)->d;
    bool any = false;

    for ( unsigned int i = 0; i < STRESS_VCPUS; i++ )
        any |= __atomic_exchange_n(&d->vcpu[i]->arch.vgic.pending, 0,
                                   __ATOMIC_SEQ_CST) >>
                   STRESS_NPI &
               1;
    return any;
}

void *domain_page(unsigned int domain, unsigned int page)
{
    int frame = place_of(domain)->frame[page];

    return frame < 0
               ? NULL
               : maddr_to_virt((paddr_t)(PAGE_BASE_MFN + frame) << PAGE_SHIFT);
}

void domain_boot(void)
{
    for ( unsigned int cpu = 0; cpu < STRESS_CPUS; cpu++ )
        per_cpu__curr_vcpu[cpu] = &idle_vcpu;
    ops = __start_teemediator_info->ops;
    if ( !ops->probe() )
        stress_found("the mediator does not start");
    for ( stress_cpu = 1; stress_cpu < STRESS_CPUS; stress_cpu++ )
    {
        work_cpu_up(stress_cpu);
        if ( ops->init_secondary )
            ops->init_secondary();
    }
    stress_cpu = 0;
    for ( const initcall_t *call = __start_initcalls; call < __stop_initcalls;
          call++ )
        (*call)();
}
