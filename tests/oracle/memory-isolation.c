/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define XEN    0x7ff2u
#define HANDLE 0x100000002ull

/* Page FRAME of domain OWNER is shared with SP 0x8001 in the name of d1. */
static void share(uint64_t frame, unsigned int owner)
{
    IT(PAGE_ALLOC, NULL, frame, 1, owner);
    story_at(0, CONTEXT_GUEST);
    IT(SHARE, NULL, HANDLE, 2, SHARE_SHARE, 1, 1, 0);
    IT(SHARE_PAGES, NULL, HANDLE, frame, 1, owner);
}

static void a_share_that_ends_before_its_page_is_fine(void **state)
{
    (void)state;
    share(7, 1);
    IT(RECLAIMED, NULL, HANDLE);
    IT(PAGE_FREED, NULL, 7);
    story_kept();
}

static void a_page_of_another_vm_that_is_shared_is_found(void **state)
{
    (void)state;
    share(7, 2);
    story_broken("memory-isolation", NULL, "page");
}

static void a_page_of_the_hypervisor_that_is_shared_is_found(void **state)
{
    (void)state;
    share(7, XEN);
    story_broken("memory-isolation", NULL, "page");
}

static void a_shared_page_that_is_freed_is_found(void **state)
{
    (void)state;
    share(7, 1);
    IT(PAGE_FREED, NULL, 7);
    story_broken("memory-isolation", NULL, "freed page");
}

static void reclaim(bool hostile, uint64_t x0, uint64_t status)
{
    story_at(0, CONTEXT_TIMER);
    story_smc(X(FFA_FID32(MEM_RECLAIM), 2, 1));
    if ( hostile )
        IT(HOSTILE, NULL, 1);
    story_smc_return(X(x0, 0, status));
    IT(PAGE_FREED, NULL, 7);
}

static void what_a_lie_ended_is_not_the_mediators(void **state)
{
    (void)state;
    share(7, 1);
    reclaim(true, SUCCESS_32, 0);
    story_kept();
}

static void a_refused_reclaim_ends_nothing(void **state)
{
    (void)state;
    share(7, 1);
    reclaim(false, ERROR_32, STATUS(FFA_DENIED));
    story_broken("memory-isolation", NULL, "freed page");
}

static void an_odd_answer_to_reclaim_ends_nothing(void **state)
{
    (void)state;
    share(7, 1);
    reclaim(true, FFA_FID32(INTERRUPT), 0);
    story_broken("memory-isolation", NULL, "freed page");
}

static void a_buffer_that_is_freed_while_it_is_mapped_is_found(void **state)
{
    (void)state;
    IT(PAGE_ALLOC, NULL, 4, 2, XEN);
    IT(RXTX, NULL, 0, 1, 4, 5, 1);
    story_kept();
    IT(PAGE_FREED, NULL, 5);
    story_broken("memory-isolation", NULL, "freed page");
}

static void buffers_of_another_vm_are_found(void **state)
{
    (void)state;
    IT(PAGE_ALLOC, NULL, 4, 1, 1);
    IT(PAGE_ALLOC, NULL, 5, 1, 2);
    IT(RXTX, NULL, 2, 1, 4, 5, 1);
    story_broken("memory-isolation", NULL, "page");
}

static void a_copy_of_a_buffer_may_be_the_hypervisors(void **state)
{
    (void)state;
    IT(PAGE_ALLOC, NULL, 4, 1, XEN);
    IT(PAGE_ALLOC, NULL, 5, 1, 1);
    IT(RXTX, NULL, 2, 1, 4, 5, 1);
    story_kept();
}

static void an_rx_that_is_the_hypervisors_is_found(void **state)
{
    (void)state;
    IT(PAGE_ALLOC, NULL, 4, 1, 1);
    IT(PAGE_ALLOC, NULL, 5, 1, XEN);
    IT(RXTX, NULL, 2, 1, 4, 5, 1);
    story_broken("memory-isolation", NULL, "page");
}

static void another_vms_share_is_not_ones_to_take_back(void **state)
{
    const uint64_t *call = X(FFA_FID32(MEM_RECLAIM), 2, 1);

    (void)state;
    share(7, 1);
    story_domain(2);
    story_call(2, call);
    story_smc(call);
    story_broken("memory-isolation", "MEM_RECLAIM", "share");
}

static void bytes_of_a_message_are_fine(void **state)
{
    (void)state;
    IT(GUEST_SEND, NULL, 1, 3, 40, 16, 2);
    IT(GUEST_FOUND, NULL, 2, 1, 48);
    story_kept();
}

static void bytes_beyond_a_message_are_found(void **state)
{
    (void)state;
    IT(GUEST_SEND, NULL, 1, 3, 40, 16, 2);
    IT(GUEST_FOUND, NULL, 2, 1, 56);
    story_broken("memory-isolation", NULL, "bytes");
}

static void bytes_for_somebody_else_are_found(void **state)
{
    (void)state;
    IT(GUEST_SEND, NULL, 1, 3, 40, 16, 2);
    IT(GUEST_FOUND, NULL, 3, 1, 48);
    story_broken("memory-isolation", NULL, "bytes");
}

/* The receiver that the mediator has read may not be the one we have. */
static void a_header_that_changes_while_it_is_read_says_nothing(void **state)
{
    (void)state;
    story_domain(1);
    IT(GUEST_SEND, NULL, 1, 3, 40, 16, 2);
    story_call(1, X(FFA_FID32(MSG_SEND2)));
    story_at(1, CONTEXT_IDLE);
    IT(GUEST_WRITE, NULL, 1, 0x4000000c, 2);
    story_at(0, CONTEXT_GUEST);
    story_return(1, X(SUCCESS_32));
    IT(GUEST_FOUND, NULL, 3, 1, 48);
    story_kept();
}

static void memory_of_the_hypervisor_is_found(void **state)
{
    (void)state;
    IT(GUEST_FOUND, NULL, 1, XEN, 96);
    story_broken("memory-isolation", NULL, "bytes");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_share_that_ends_before_its_page_is_fine),
        STORY(a_page_of_another_vm_that_is_shared_is_found),
        STORY(a_page_of_the_hypervisor_that_is_shared_is_found),
        STORY(a_shared_page_that_is_freed_is_found),
        STORY(what_a_lie_ended_is_not_the_mediators),
        STORY(a_refused_reclaim_ends_nothing),
        STORY(an_odd_answer_to_reclaim_ends_nothing),
        STORY(a_buffer_that_is_freed_while_it_is_mapped_is_found),
        STORY(buffers_of_another_vm_are_found),
        STORY(a_copy_of_a_buffer_may_be_the_hypervisors),
        STORY(an_rx_that_is_the_hypervisors_is_found),
        STORY(another_vms_share_is_not_ones_to_take_back),
        STORY(bytes_of_a_message_are_fine),
        STORY(bytes_beyond_a_message_are_found),
        STORY(bytes_for_somebody_else_are_found),
        STORY(a_header_that_changes_while_it_is_read_says_nothing),
        STORY(memory_of_the_hypervisor_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
