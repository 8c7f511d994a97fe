/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define BIND   FFA_FID32(NOTIFICATION_BIND)
#define UNBIND FFA_FID32(NOTIFICATION_UNBIND)
#define SET    FFA_FID32(NOTIFICATION_SET)
#define GET    FFA_FID32(NOTIFICATION_GET)

/* A call of DOMID that has success. */
static void succeeds(unsigned int domid, const uint64_t x[8])
{
    story_call(domid, x);
    story_return(domid, X(SUCCESS_32));
}

/* d1 has bound BITS to d2. */
static void bound(uint64_t bits, uint64_t flags)
{
    story_domain(1);
    story_domain(2);
    succeeds(1, X(BIND, 0x30002, flags, bits));
}

/* d2 sets BITS for d1, which gets an NPI. */
static void set(uint64_t bits, uint64_t flags)
{
    story_call(2, X(SET, 0x30002, flags, bits));
    IT(VIRQ, NULL, 1, 0, 8, 0);
    story_return(2, X(SUCCESS_32));
}

static void gets(uint64_t bits)
{
    story_call(1, X(GET, 2, 0x2));
    story_return(1, X(SUCCESS_32, 0, 0, 0, bits));
}

static void rests(void)
{
    IT(PHASE, NULL, PHASE_TEARDOWN);
}

static void what_is_set_and_fetched_is_fine(void **state)
{
    (void)state;
    bound(3, 0);
    set(2, 0);
    gets(2);
    gets(0);
    succeeds(1, X(UNBIND, 0x30002, 0, 3));
    rests();
    story_kept();
}

static void a_sender_that_is_not_bound_is_found(void **state)
{
    (void)state;
    bound(1, 0);
    set(2, 0);
    story_broken("vm-notification", "NOTIFICATION_SET", "binding between VMs");
}

static void a_binding_that_outlives_its_sender_is_found(void **state)
{
    (void)state;
    bound(1, 0);
    IT(DOMAIN, NULL, 2, DOMAIN_DYING, 0);
    IT(DOMAIN, NULL, 2, DOMAIN_DEAD, 0);
    IT(DOMAIN, NULL, 2, DOMAIN_FREED, 0);
    IT(DOMAIN, NULL, 2, DOMAIN_CREATED, 1);
    set(1, 0);
    story_broken("vm-notification", "NOTIFICATION_SET", NULL);
}

static void a_kind_that_is_not_the_bindings_is_found(void **state)
{
    (void)state;
    bound(1, FFA_NOTIF_PER_VCPU);
    set(1, 0);
    story_broken("vm-notification", "NOTIFICATION_SET", NULL);
}

static void a_second_binding_is_found(void **state)
{
    (void)state;
    bound(1, 0);
    succeeds(1, X(BIND, 0x30002, 0, 3));
    story_broken("vm-notification", "NOTIFICATION_BIND", NULL);
}

static void what_is_pending_and_unbound_is_found(void **state)
{
    (void)state;
    bound(1, 0);
    set(1, 0);
    succeeds(1, X(UNBIND, 0x30002, 0, 1));
    story_broken("vm-notification", "NOTIFICATION_UNBIND", NULL);
}

static void bits_that_nobody_set_are_found(void **state)
{
    (void)state;
    bound(3, 0);
    set(1, 0);
    gets(3);
    story_broken("vm-notification", "NOTIFICATION_GET", NULL);
}

static void bits_that_are_not_given_are_found(void **state)
{
    (void)state;
    bound(3, 0);
    set(1, 0);
    gets(0);
    story_broken("vm-notification", "NOTIFICATION_GET", NULL);
}

static void a_set_without_an_npi_is_found(void **state)
{
    (void)state;
    bound(1, 0);
    succeeds(2, X(SET, 0x30002, 0, 1));
    rests();
    story_broken("vm-notification", NULL, "npi");
}

static void calls_at_the_same_time_are_not_judged(void **state)
{
    (void)state;
    bound(1, 0);
    story_call(1, X(UNBIND, 0x30002, 0, 1));
    story_at(1, CONTEXT_GUEST);
    story_call(2, X(SET, 0x30002, 0, 1));
    story_return(2, X(SUCCESS_32));
    story_at(0, CONTEXT_GUEST);
    story_return(1, X(SUCCESS_32));
    gets(1);
    story_kept();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(what_is_set_and_fetched_is_fine),
        STORY(a_sender_that_is_not_bound_is_found),
        STORY(a_binding_that_outlives_its_sender_is_found),
        STORY(a_kind_that_is_not_the_bindings_is_found),
        STORY(a_second_binding_is_found),
        STORY(what_is_pending_and_unbound_is_found),
        STORY(bits_that_nobody_set_are_found),
        STORY(bits_that_are_not_given_are_found),
        STORY(a_set_without_an_npi_is_found),
        STORY(calls_at_the_same_time_are_not_judged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
