/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sources of the hypervisor's model tell each other of domains: their
 * life, and what is theirs.
 *
 * Needs: model.h.
 */
#ifndef SIM_XEN_DOMAINS_H
#define SIM_XEN_DOMAINS_H

#include "model.h"

struct cpu_user_regs;
struct domain;
struct page_info;

/* mm.c */
void mm_reset(void);
void mm_mark_boot(void);
void mm_note_left(void);
/* NR frames for OWNER, count 1 each; the first, or -1. */
int mm_allocate(uint16_t owner, unsigned int nr);
/* A reference for the mediator; NULL if the frame is free. */
struct page_info *mm_take(unsigned int frame);
/* One reference less, whoever had it. */
void mm_drop(unsigned int frame);
/* RULE_ALLOC_CONTEXT where nothing may be freed; NAME is the site. */
void mm_check_free_context(name_t name);

/* p2m.c */
void p2m_reset(void);
void p2m_relinquish(struct domain *d); /* its RAM, and what it maps */

/* regs.c, smccc.c */
void regs_reset(void);
/* A guest's trap begins and ends; the frame is good in between. */
struct cpu_user_regs *regs_enter(const uint64_t regs[18]);
void regs_return(uint64_t regs[18]);
/* This CPU has not left the hypervisor since a guest's trap. */
bool regs_trapped(void);
void regs_leave(void);
void smccc_reset(void);

/* tee.c */
void tee_reset(void);
void tee_init(void);

/* domain.c */
void domain_reset(void);
struct domain *domain_find(unsigned int domid);  /* as look-ups see it       */
struct domain *domain_known(unsigned int domid); /* until it is freed        */
struct domain *domain_idle(void);
void domain_take(struct domain *d); /* the hypervisor's own references */
void domain_give(struct domain *d);
void domain_note(const struct domain *d, enum log_domain_state state);
void domain_note_left(void);
/* Steps of create.c and destroy.c. */
struct domain *domain_allocate(unsigned int domid);
void domain_publish(struct domain *d);
void domain_free(struct domain *d); /* and its domid */

/* domctl.c */
void domctl_reset(void);
/* A vCPU of the toolstack's domain is current: this CPU's, if it can be. */
void domctl_enter(void);

/* create.c, destroy.c */
void create_reset(void);
/* d0, with FF-A if wanted and possible. True: it has that. */
bool create_toolstack(unsigned int nr_cpus, bool ffa);
int create_domain(unsigned int domid, const struct create_arguments *arguments);
int create_vcpus(struct domain *d, const struct create_arguments *arguments);
void destroy_reset(void);
void destroy_arch(struct domain *d);
int destroy_teardown(struct domain *d);
int destroy_domain(struct domain *d);
void destroy_complete(struct domain *d);

#endif /* SIM_XEN_DOMAINS_H */
