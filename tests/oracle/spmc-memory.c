/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define VM     2u /* d1 */
#define XEN    0x7ff2u
#define HANDLE 0x100000002ull

static void map(unsigned int endpoint)
{
    unsigned int frame = 4 + 2 * endpoint;

    IT(PAGE_ALLOC, NULL, frame, 2, endpoint ? endpoint - 1 : XEN);
    IT(RXTX, NULL, endpoint, 1, frame, frame + 1, 1);
}

static void ask(const uint64_t x[8])
{
    story_at(0, CONTEXT_TIMER);
    story_smc(x);
}

static void buffers_in_their_order_are_fine(void **state)
{
    (void)state;
    map(0);
    map(VM);
    ask(X(FFA_FID32(PARTITION_INFO_GET)));
    IT(RX, NULL, 0, RX_RECEIVER);
    ask(X(FFA_FID32(RX_RELEASE)));
    IT(RX, NULL, 0, RX_SPMC);
    ask(X(FFA_FID32(RX_ACQUIRE), VM));
    ask(X(FFA_FID32(RX_RELEASE), VM));
    ask(X(FFA_FID32(RXTX_UNMAP), (uint64_t)VM << 16));
    story_kept();
}

static void a_release_of_what_is_not_held_is_found(void **state)
{
    (void)state;
    map(0);
    ask(X(FFA_FID32(RX_RELEASE)));
    story_broken("spmc-protocol", NULL, "RX_RELEASE");
}

static void a_second_list_before_the_release_is_found(void **state)
{
    (void)state;
    map(0);
    IT(RX, NULL, 0, RX_RECEIVER);
    ask(X(FFA_FID32(PARTITION_INFO_GET)));
    story_broken("spmc-protocol", NULL, "PARTITION_INFO_GET");
}

static void buffers_that_the_spmc_does_not_have_are_found(void **state)
{
    (void)state;
    map(0);
    ask(X(FFA_FID32(RX_ACQUIRE), VM));
    story_broken("spmc-protocol", NULL, "RX_ACQUIRE");
}

static void an_end_of_buffers_that_the_spmc_does_not_have_is_found(void **state)
{
    (void)state;
    map(0);
    map(VM);
    IT(RXTX, NULL, VM, 0, 0xffff, 0xffff, 0);
    ask(X(FFA_FID32(RXTX_UNMAP), (uint64_t)VM << 16));
    story_broken("spmc-protocol", NULL, "RXTX_UNMAP");
}

static void a_message_out_of_no_buffer_is_found(void **state)
{
    (void)state;
    map(0);
    ask(X(FFA_FID32(MSG_SEND2), (uint64_t)VM << 16));
    story_broken("spmc-protocol", NULL, "MSG_SEND2");
}

static void a_vm_that_delays_the_sri_is_found(void **state)
{
    (void)state;
    map(VM);
    ask(X(FFA_FID32(MSG_SEND2), (uint64_t)VM << 16, 2));
    story_broken("spmc-protocol", NULL, "MSG_SEND2");
}

static void a_fragment_longer_than_the_whole_is_found(void **state)
{
    (void)state;
    ask(X(FFA_FID64(MEM_SHARE), 96, 112));
    story_broken("spmc-protocol", NULL, "MEM_SHARE_64");
}

static void a_share_is_taken_back_once(void **state)
{
    (void)state;
    IT(SHARE, NULL, HANDLE, VM, SHARE_SHARE, 1, 1, 0);
    ask(X(FFA_FID32(MEM_RECLAIM), 2, 1));
    story_kept();
    IT(RECLAIMED, NULL, HANDLE);
    ask(X(FFA_FID32(MEM_RECLAIM), 2, 1));
    story_broken("spmc-protocol", NULL, "MEM_RECLAIM");
}

static void halves_of_a_handle_that_change_places_are_found(void **state)
{
    (void)state;
    IT(SHARE, NULL, HANDLE, VM, SHARE_SHARE, 1, 1, 0);
    ask(X(FFA_FID32(MEM_RECLAIM), 1, 2));
    story_broken("spmc-protocol", NULL, "MEM_RECLAIM");
}

static void a_share_in_parts_goes_on_under_its_handle(void **state)
{
    (void)state;
    ask(X(FFA_FID64(MEM_SHARE), 8192, 4096));
    story_smc_return(X(FFA_FID32(MEM_FRAG_RX), 2, 1, 4096));
    ask(X(FFA_FID32(MEM_FRAG_TX), 2, 1, 4096));
    story_kept();
    ask(X(FFA_FID32(MEM_FRAG_TX), 3, 1, 4096));
    story_broken("spmc-protocol", NULL, "MEM_FRAG_TX");
}

static void after_a_lie_any_handle_may_be_right(void **state)
{
    (void)state;
    ask(X(FFA_FID64(MEM_SHARE), 96, 96));
    IT(HOSTILE, NULL, 1);
    story_smc_return(X(SUCCESS_32, 0, 1, 2));
    ask(X(FFA_FID32(MEM_RECLAIM), 1, 2));
    story_kept();
}

/* A refusal with no error code: were the buffers mapped? */
static void a_refusal_that_is_none_leaves_open_what_became_of_it(void **state)
{
    (void)state;
    ask(X(FFA_FID64(RXTX_MAP), 0x4000, 0x5000, 1));
    story_smc_return(X(SUCCESS_32));
    map(0);
    ask(X(FFA_FID64(RXTX_MAP)));
    IT(REFUSED, NULL, FFA_FID64(RXTX_MAP), 0);
    story_smc_return(X(ERROR_32, 0, 0));
    ask(X(FFA_FID32(RXTX_UNMAP), (uint64_t)VM << 16));
    story_kept();
}

static void a_descriptor_that_cannot_be_read_is_found(void **state)
{
    (void)state;
    story_at(0, CONTEXT_GUEST);
    story_smc(X(FFA_FID64(MEM_SHARE), 0x60, 0x60));
    IT(MALFORMED, NULL, FFA_FID64(MEM_SHARE));
    story_broken("spmc-protocol", NULL, "descriptor");
}

static void what_an_spmc_that_lies_cannot_read_says_nothing(void **state)
{
    (void)state;
    story_at(0, CONTEXT_GUEST);
    story_smc(X(FFA_FID64(MEM_SHARE), 0x60, 0x60));
    IT(HOSTILE, NULL, 1);
    IT(MALFORMED, NULL, FFA_FID64(MEM_SHARE));
    story_kept();
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(buffers_in_their_order_are_fine),
        STORY(a_release_of_what_is_not_held_is_found),
        STORY(a_second_list_before_the_release_is_found),
        STORY(buffers_that_the_spmc_does_not_have_are_found),
        STORY(an_end_of_buffers_that_the_spmc_does_not_have_is_found),
        STORY(a_message_out_of_no_buffer_is_found),
        STORY(a_vm_that_delays_the_sri_is_found),
        STORY(a_fragment_longer_than_the_whole_is_found),
        STORY(a_share_is_taken_back_once),
        STORY(halves_of_a_handle_that_change_places_are_found),
        STORY(a_share_in_parts_goes_on_under_its_handle),
        STORY(after_a_lie_any_handle_may_be_right),
        STORY(a_refusal_that_is_none_leaves_open_what_became_of_it),
        STORY(a_descriptor_that_cannot_be_read_is_found),
        STORY(what_an_spmc_that_lies_cannot_read_says_nothing),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
