/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words of the log: kinds of events, and what their arguments say where
 * they are not plain numbers.
 *
 * Needs: nothing.
 */
#ifndef SIM_LOG_FACT_H
#define SIM_LOG_FACT_H

#include "fact-secure.h"

enum event_kind
{
#define EVENT(id, text, ...) EV_##id,
#include "event.def"
#undef EVENT
    EVENT_KINDS
};

enum log_phase
{
    PHASE_BOOT,
    PHASE_STAGE,
    PHASE_PROGRAM,
    PHASE_LIVENESS, /* faults have stopped; every guest behaves             */
    PHASE_TEARDOWN, /* every domain is killed                               */
    PHASE_END,
};

enum log_domain_state
{
    DOMAIN_CREATED, /* visible to look-ups                                  */
    DOMAIN_DYING,
    DOMAIN_DEAD,
    DOMAIN_REMOVED, /* out of the list; its grace period starts             */
    DOMAIN_FREED,   /* the domid is free                                    */
};

enum log_lock_how
{
    LOCK_SPIN,
    LOCK_TRY,
    LOCK_READ,
    LOCK_WRITE
};

enum log_lock_misuse
{
    LOCK_NOT_INITIALISED,
    LOCK_NOT_HELD, /* released by somebody who did not take it        */
    LOCK_FREED,    /* the memory that holds it is gone, or went held  */
};

enum log_context_rule
{
    RULE_ALLOC_CONTEXT,    /* allocation or free in IRQ or with IRQs off      */
    RULE_ATOMIC,           /* softirqs run or a wait begun while atomic       */
    RULE_INIT_CALLED_LATE, /* __init code after boot                        */
    RULE_READ_ONLY,        /* write to __ro_after_init data after boot        */
    RULE_IRQS_OFF,         /* interrupts are off where they must be on        */
    RULE_FRAME,            /* registers that are not this CPU's guest frame   */
    RULE_UNBALANCED,       /* rcu or preemption left unbalanced or underflown */
    RULE_RANGE,            /* an INTID or CPU beyond the hypervisor's tables  */
};

enum log_access
{
    ACCESS_FREED,
    ACCESS_OUTSIDE,
    ACCESS_PAGE_FREED,
    ACCESS_NULL,
    ACCESS_POISON, /* list poison                                           */
    ACCESS_SANITIZER, /* seen by a sanitizer, not by us                     */
};

enum log_budget
{
    BUDGET_STEPS,    /* decision points in one activation of a context      */
    BUDGET_ACCESSES, /* loads and stores between two decision points        */
    BUDGET_SMCS,     /* secure calls in one activation of a context         */
    BUDGET_RUN,      /* decision points in the run                          */
    BUDGET_TIME,     /* not a fact: a phase just ends after so many moves   */
};

enum log_left
{
    LEFT_MEMORY,
    LEFT_PAGE,
    LEFT_DOMAIN,
    LEFT_RCU,
    LEFT_TIMER,
    LEFT_TASKLET,
    LEFT_IRQ,
    LEFT_BITMAP,
    LEFT_BUFFER,
    LEFT_VM_MESSAGE,
    LEFT_LOCK,
    LEFT_SHARE, /* memory that was shared and not reclaimed; detail: handle */
};

#endif /* SIM_LOG_FACT_H */
