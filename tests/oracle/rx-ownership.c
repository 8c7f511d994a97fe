/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define VM  2u /* d1 */
#define XEN 0x7ff2u

/* d1's buffers, which the SPMC keeps too if KNOWN. */
static void begin(bool known)
{
    story_domain(1);
    if ( !known )
        return;
    IT(PAGE_ALLOC, NULL, 4, 2, 1);
    IT(RXTX, NULL, VM, 1, 4, 5, 1);
}

static void call(uint64_t x0, uint64_t reply)
{
    story_call(1, X(x0));
    if ( reply == ERROR_32 )
        story_return(1, X(reply, 0, STATUS(FFA_DENIED)));
    else if ( x0 == FFA_FID32(PARTITION_INFO_GET) )
        story_return(1, X(reply, 0, 1, 24));
    else
        story_return(1, X(reply));
}

static void partitions(void)
{
    story_call(1, X(FFA_FID32(PARTITION_INFO_GET)));
    IT(RX, NULL, VM, RX_HYPERVISOR);
    story_return(1, X(SUCCESS_32, 0, 1, 24));
}

static void a_buffer_that_is_filled_and_released_is_fine(void **state)
{
    (void)state;
    begin(true);
    partitions();
    story_call(1, X(FFA_FID32(RX_RELEASE)));
    IT(RX, NULL, VM, RX_SPMC);
    story_return(1, X(SUCCESS_32));
    partitions();
    story_kept();
}

static void a_buffer_that_is_filled_twice_is_found(void **state)
{
    (void)state;
    begin(false);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    story_broken("rx-ownership", "PARTITION_INFO_GET", "rx");
}

static void counting_fills_nothing(void **state)
{
    (void)state;
    begin(false);
    for ( unsigned int i = 0; i < 2; i++ )
    {
        story_call(1, X(FFA_FID32(PARTITION_INFO_GET), 0, 0, 0, 0, 1));
        story_return(1, X(SUCCESS_32, 0, 1));
    }
    story_kept();
}

static void a_release_that_is_denied_releases_nothing(void **state)
{
    (void)state;
    begin(false);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    call(FFA_FID32(RX_RELEASE), ERROR_32);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    story_broken("rx-ownership", "PARTITION_INFO_GET", "rx");
}

static void a_buffer_that_the_spmc_may_write_is_found(void **state)
{
    (void)state;
    begin(true);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    story_broken("rx-ownership", "PARTITION_INFO_GET", "rx");
}

static void a_release_that_stops_at_the_mediator_is_found(void **state)
{
    (void)state;
    begin(true);
    IT(MESSAGE, NULL, VM, 0x8001, 16);
    IT(RX, NULL, VM, RX_RECEIVER);
    call(FFA_FID32(RX_RELEASE), SUCCESS_32);
    story_broken("rx-ownership", "RX_RELEASE", "rx");
}

static void buffers_that_the_spmc_keeps_after_unmap_are_found(void **state)
{
    (void)state;
    begin(true);
    call(FFA_FID32(RXTX_UNMAP), SUCCESS_32);
    story_broken("rx-ownership", "RXTX_UNMAP", "rx");
}

static void a_message_into_a_full_buffer_is_found(void **state)
{
    (void)state;
    begin(false);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    story_domain(2);
    IT(GUEST_SEND, NULL, 2, VM, 40, 16, 3);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    story_return(2, X(SUCCESS_32));
    story_broken("rx-ownership", "MSG_SEND2", "rx");
}

static void a_message_after_the_call_that_releases_is_fine(void **state)
{
    (void)state;
    begin(false);
    story_domain(2);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    story_call(1, X(FFA_FID32(RX_RELEASE)));
    story_at(1, CONTEXT_IDLE);
    IT(GUEST_SEND, NULL, 2, VM, 40, 16, 3);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    story_return(2, X(SUCCESS_32));
    story_at(0, CONTEXT_GUEST);
    story_return(1, X(SUCCESS_32));
    story_kept();
}

static void a_buffer_that_changes_while_it_is_full_is_found(void **state)
{
    (void)state;
    begin(false);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    IT(GUEST_READ, NULL, 1);
    IT(GUEST_RX_CHANGED, NULL, 1, 5);
    story_broken("rx-ownership", NULL, "rx");
}

static void a_buffer_that_was_shared_with_an_sp_may_change(void **state)
{
    (void)state;
    begin(false);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    IT(GUEST_READ, NULL, 1);
    IT(SECURE_ACCESS, NULL, 0x8001, 5, 1, 1);
    IT(GUEST_RX_CHANGED, NULL, 1, 5);
    story_kept();
}

/* An RX-full notification may come with nothing behind it. */
static void a_buffer_that_was_not_full_may_change(void **state)
{
    (void)state;
    begin(false);
    story_domain(2);
    IT(GUEST_READ, NULL, 1);
    IT(GUEST_SEND, NULL, 2, VM, 40, 16, 3);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    story_return(2, X(SUCCESS_32));
    IT(GUEST_RX_CHANGED, NULL, 1, 5);
    story_kept();
}

static void a_buffer_that_is_never_given_back_is_found(void **state)
{
    (void)state;
    begin(true);
    IT(RX, NULL, VM, RX_HYPERVISOR);
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_broken("rx-ownership", "liveness", "rx");
}

/* d2 sends; before its call returns, d1 calls FID, and hears REPLY. */
static void give_back_while_sent(uint32_t fid, uint64_t reply)
{
    begin(true);
    story_domain(2);
    IT(GUEST_SEND, NULL, 2, VM, 40, 16, 3);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    IT(RX, NULL, VM, RX_HYPERVISOR);
    story_at(1, CONTEXT_IDLE);
    story_call(1, X(fid));
    story_return(1, reply == ERROR_32 ? X(reply, 0, STATUS(FFA_DENIED))
                                      : X(reply));
    story_at(0, CONTEXT_GUEST);
    story_return(2, X(SUCCESS_32));
}

/* The message came before, and was given back; or after. */
static void what_is_released_while_it_is_sent_may_be_full_or_not(void **state)
{
    (void)state;
    give_back_while_sent(FFA_FID32(RX_RELEASE), SUCCESS_32);
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

/* All of the call that sends is in the midst of the one that gives back. */
static void what_is_sent_while_it_is_released_may_be_full_or_not(void **state)
{
    (void)state;
    begin(false);
    story_domain(2);
    story_at(1, CONTEXT_IDLE);
    story_call(1, X(FFA_FID32(RX_RELEASE)));
    story_at(0, CONTEXT_IDLE);
    IT(GUEST_SEND, NULL, 2, VM, 40, 16, 3);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    story_return(2, X(SUCCESS_32));
    story_at(1, CONTEXT_GUEST);
    story_return(1, X(SUCCESS_32));
    story_at(0, CONTEXT_IDLE);
    IT(GUEST_SEND, NULL, 2, VM, 40, 16, 3);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    story_return(2, X(SUCCESS_32));
    story_kept();
}

static void what_is_not_released_while_it_is_sent_is_full(void **state)
{
    (void)state;
    give_back_while_sent(FFA_FID32(RX_RELEASE), ERROR_32);
    call(FFA_FID32(PARTITION_INFO_GET), SUCCESS_32);
    story_broken("rx-ownership", "PARTITION_INFO_GET", "rx");
}

/* The guest has another page where its TX was: no GUEST_SEND. */
static void a_message_that_the_guest_cannot_see_may_be_anybodys(void **state)
{
    (void)state;
    begin(true);
    story_domain(2);
    story_call(2, X(FFA_FID32(MSG_SEND2)));
    IT(RX, NULL, VM, RX_HYPERVISOR);
    story_return(2, X(SUCCESS_32));
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

static void the_hypervisors_own_is_found_too(void **state)
{
    (void)state;
    IT(PAGE_ALLOC, NULL, 2, 2, XEN);
    IT(RXTX, NULL, 0, 1, 2, 3, 1);
    IT(RX, NULL, 0, RX_RECEIVER);
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_broken("rx-ownership", "liveness", "rx");
}

static void what_the_spmc_refused_to_take_back_is_its_own(void **state)
{
    (void)state;
    begin(true);
    IT(RX, NULL, VM, RX_HYPERVISOR);
    IT(REFUSED, NULL, FFA_FID32(RX_RELEASE), STATUS(FFA_BUSY));
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_buffer_that_is_filled_and_released_is_fine),
        STORY(a_buffer_that_is_filled_twice_is_found),
        STORY(counting_fills_nothing),
        STORY(a_release_that_is_denied_releases_nothing),
        STORY(a_buffer_that_the_spmc_may_write_is_found),
        STORY(a_release_that_stops_at_the_mediator_is_found),
        STORY(buffers_that_the_spmc_keeps_after_unmap_are_found),
        STORY(a_message_into_a_full_buffer_is_found),
        STORY(a_message_after_the_call_that_releases_is_fine),
        STORY(a_buffer_that_changes_while_it_is_full_is_found),
        STORY(a_buffer_that_was_shared_with_an_sp_may_change),
        STORY(a_buffer_that_was_not_full_may_change),
        STORY(a_buffer_that_is_never_given_back_is_found),
        STORY(what_is_released_while_it_is_sent_may_be_full_or_not),
        STORY(what_is_sent_while_it_is_released_may_be_full_or_not),
        STORY(what_is_not_released_while_it_is_sent_is_full),
        STORY(a_message_that_the_guest_cannot_see_may_be_anybodys),
        STORY(the_hypervisors_own_is_found_too),
        STORY(what_the_spmc_refused_to_take_back_is_its_own),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
