/* SPDX-License-Identifier: GPL-2.0-only */
#include "effect-fact.h"

#include "effect.h"

/* What is compared with what. Names of tasklets and timers come after. */
enum
{
    THE_SEEN,    /* what guests and the secure world see, and who lives      */
    THE_DOMAINS, /* the list of them, against look-ups                       */
    THE_ENDS,    /* of read sections, against callbacks                      */
    THE_CALLS,   /* of RCU, and the callbacks themselves                     */
    NR_THINGS,
};

/* Two bits a thing: a fact that is like a load of it, or like a store. */
#define LOAD(thing)  (1u << (2 * (thing)))
#define STORE(thing) (2u << (2 * (thing)))

#define STATED       (1u << (2 * NR_THINGS))
#define BY_NAME      (STATED << 1)
#define AN_ORDER     (STATED << 2)

/* Only what its CPU does before and after counts, or what it is of says enough. */
#define OWN      STATED
#define SEEN     (STATED | STORE(THE_SEEN))
#define CALL     (SEEN | LOAD(THE_DOMAINS))
#define RETURN   (SEEN | LOAD(THE_ENDS))
#define DOMAIN   (SEEN | STORE(THE_DOMAINS))
#define QUIET    (STATED | LOAD(THE_ENDS))
#define SECTION  (QUIET | LOAD(THE_DOMAINS))
#define CALLBACK (STATED | STORE(THE_CALLS))
#define RUN      (CALLBACK | STORE(THE_ENDS))
#define NAMED    (QUIET | BY_NAME)
#define ORDER    (STATED | AN_ORDER)

static const uint16_t sort_of[EVENT_KINDS] = {
    [EV_OP] = OWN,
    [EV_OP_END] = QUIET,
    [EV_SWITCH] = OWN,
    [EV_CALL] = CALL,
    [EV_RETURN] = RETURN,
    [EV_RETURN_HIGH] = SEEN,
    [EV_CALL_UNKNOWN] = SEEN,
    [EV_GUEST_SEND] = SEEN,
    [EV_GUEST_SHARE] = SEEN,
    [EV_GUEST_MAP] = SEEN,
    [EV_GUEST_WRITE] = SEEN,
    [EV_GUEST_READ] = SEEN,
    [EV_GUEST_FOUND] = SEEN,
    [EV_GUEST_PARTITION] = SEEN,
    [EV_GUEST_RX_CHANGED] = SEEN,
    [EV_SMC] = SEEN,
    [EV_SMC_HIGH] = SEEN,
    [EV_SMC_RETURN] = SEEN,
    [EV_HOSTILE] = SEEN,
    [EV_REFUSED] = SEEN,
    [EV_MALFORMED] = SEEN,
    [EV_SPMC_PANIC] = SEEN,
    [EV_BITMAP] = SEEN,
    [EV_BOUND] = SEEN,
    [EV_UNBOUND] = SEEN,
    [EV_SET] = SEEN,
    [EV_TOLD] = SEEN,
    [EV_TAKEN] = SEEN,
    [EV_SRI] = SEEN,
    [EV_VM_MESSAGE] = SEEN,
    [EV_RXTX] = SEEN,
    [EV_RX] = SEEN,
    [EV_DIRECT] = SEEN,
    [EV_MESSAGE] = SEEN,
    [EV_CONSOLE] = SEEN,
    [EV_SHARE] = SEEN,
    [EV_SHARE_PAGES] = SEEN,
    [EV_RETRIEVED] = SEEN,
    [EV_RELINQUISHED] = SEEN,
    [EV_RECLAIMED] = SEEN,
    [EV_SECURE_ACCESS] = SEEN,
    [EV_IRQ] = OWN,
    [EV_IRQ_END] = OWN,
    [EV_IRQ_LOST] = SEEN,
    [EV_VIRQ] = SEEN,
    [EV_VIRQ_TAKEN] = SEEN,
    [EV_DOMAIN] = DOMAIN,
    [EV_DOMAIN_CREATE] = SEEN,
    [EV_VCPU] = SEEN,
    [EV_VCPU_PAUSED] = SEEN,
    [EV_VCPU_RUN] = SEEN,
    [EV_HOOK] = SEEN,
    [EV_LOCK] = OWN,
    [EV_LOCK_WAIT] = OWN,
    [EV_UNLOCK] = OWN,
    [EV_LOCK_BAD] = OWN,
    [EV_HELD] = OWN,
    [EV_CONTEXT_RULE] = OWN,
    [EV_RCU] = SECTION,
    [EV_RCU_CALL] = CALLBACK,
    [EV_RCU_RUN] = RUN,
    [EV_TASKLET] = NAMED,
    [EV_TASKLET_SCHEDULE] = NAMED,
    [EV_TIMER] = NAMED,
    [EV_TIMER_SET] = NAMED,
    [EV_SOFTIRQ] = QUIET,
    [EV_ALLOC] = OWN,
    [EV_ALLOC_FAIL] = SEEN,
    [EV_FREE] = OWN,
    [EV_PAGE_ALLOC] = SEEN,
    [EV_PAGE_FREED] = SEEN,
    [EV_PAGE_GET] = OWN,
    [EV_PAGE_PUT] = OWN,
    [EV_ACCESS] = OWN,
    [EV_ORDER] = ORDER,
    [EV_AT] = OWN,
    [EV_BAD_ACCESS] = SEEN,
    [EV_BAD_FREE] = SEEN,
    [EV_ASSERT] = SEEN,
    [EV_CRASH] = SEEN,
    [EV_REFERENCE_BAD] = SEEN,
    [EV_SAW] = OWN,
};

static void of_order(enum log_order order, name_t name)
{
    if ( order == ORDER_LOOKUP )
        effect_on(EFFECT_FACT, THE_DOMAINS, false);
    else if ( order == ORDER_TIMER || order == ORDER_TASKLET )
        effect_on(EFFECT_FACT, NR_THINGS + name, true);
    else if ( order == ORDER_ENDED )
        effect_on(EFFECT_ALL, 0, true);
}

void effect_of_fact(enum event_kind kind, name_t name, const uint64_t *args)
{
    unsigned int sort = sort_of[kind];

    if ( !sort )
        effect_on(EFFECT_ALL, 0, true);
    for ( unsigned int thing = 0; thing < NR_THINGS; thing++ )
        if ( sort & (LOAD(thing) | STORE(thing)) )
            effect_on(EFFECT_FACT, thing, sort & STORE(thing));
    if ( sort & BY_NAME )
        effect_on(EFFECT_FACT, NR_THINGS + name, true);
    if ( sort & AN_ORDER )
        of_order((enum log_order)args[0], name);
}
