/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The second half of xen/sched.h: how domains are found, and kept.
 */
#ifndef XEN_SCHED_REFERENCES_H
#define XEN_SCHED_REFERENCES_H

/*
 * With a reference, or NULL: absent or being destroyed. To be given back by
 * put_domain().
 */
struct domain *get_domain_by_id(domid_t dom);

/* One more for a domain that is known to live. */
void get_knownalive_domain(struct domain *d);

/* One less; the last one destroys. Expands to a bare if. */
void domain_destroy(struct domain *d);
#ifdef CONFIG_CALL_SITES
bool domain_put_reference(struct domain *d);
#define put_domain(_d)                                                         \
    if ( CALL_SITE_1("put_domain(" #_d ")", domain_put_reference, _d) )        \
    domain_destroy(_d)
#else
#define put_domain(_d)                                                         \
    if ( atomic_dec_and_test(&(_d)->refcnt) )                                  \
    domain_destroy(_d)
#endif

/*
 * The domain, dying or not, in a read section; NULL without one. A domain that
 * is its own caller's needs none, and rcu_unlock_domain() knows.
 */
struct domain *rcu_lock_domain_by_id(domid_t dom);

/* As above, DOMID_SELF allowed. */
struct domain *rcu_lock_domain_by_any_id(domid_t dom);

/* 0, or with nothing held: -ESRCH, -EPERM (its own), -EINVAL (dying). */
int rcu_lock_live_remote_domain_by_id(domid_t dom, struct domain **d);
int rcu_lock_remote_domain_by_id(domid_t dom, struct domain **d);

void rcu_lock_domain(struct domain *d);
void rcu_unlock_domain(struct domain *d);

#ifdef CONFIG_CALL_SITES
#define get_domain_by_id(dom)                                                  \
    CALL_SITE_1("get_domain_by_id(" #dom ")", get_domain_by_id, (domid_t){dom})
#define get_knownalive_domain(d)                                               \
    CALL_SITE_1("get_knownalive_domain(" #d ")", get_knownalive_domain, d)
#define rcu_lock_domain_by_id(dom)                                             \
    CALL_SITE_1("rcu_lock_domain_by_id(" #dom ")", rcu_lock_domain_by_id,      \
                (domid_t){dom})
#define rcu_lock_domain_by_any_id(dom)                                         \
    CALL_SITE_1("rcu_lock_domain_by_any_id(" #dom ")",                         \
                rcu_lock_domain_by_any_id, (domid_t){dom})
#define rcu_lock_live_remote_domain_by_id(dom, d)                              \
    CALL_SITE_2("rcu_lock_live_remote_domain_by_id(" #dom ")",                 \
                rcu_lock_live_remote_domain_by_id, (domid_t){dom}, d)
#define rcu_lock_remote_domain_by_id(dom, d)                                   \
    CALL_SITE_2("rcu_lock_remote_domain_by_id(" #dom ")",                      \
                rcu_lock_remote_domain_by_id, (domid_t){dom}, d)
#define rcu_lock_domain(d)                                                     \
    CALL_SITE_1("rcu_lock_domain(" #d ")", rcu_lock_domain, d)
#define rcu_unlock_domain(d)                                                   \
    CALL_SITE_1("rcu_unlock_domain(" #d ")", rcu_unlock_domain, d)
#endif

#endif /* XEN_SCHED_REFERENCES_H */
