/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define TX     0x40000000u
#define RX     0x40001000u
#define HANDLE 5u
#define SP     0x8001u

/* d1 calls X and hears X0, and W2. */
static void call(const uint64_t x[8], uint64_t x0, uint64_t w2)
{
    story_call(1, x);
    story_return(1, X(x0, 0, x0 == ERROR_32 ? w2 : 0));
}

static void map(uint64_t tx, uint64_t rx, uint64_t pages, uint64_t x0,
                uint64_t status)
{
    IT(GUEST_MAP, NULL, 1, 1);
    story_call(1, X(FFA_FID64(RXTX_MAP), tx, rx, pages));
    story_return(1, X(x0, 0, x0 == ERROR_32 ? status : 0));
}

static int begin(void **state)
{
    story_begin(state);
    story_domain(1);
    story_at(0, CONTEXT_GUEST);
    return 0;
}
#define RESULT(name) cmocka_unit_test_setup(name, begin)

static void buffers_that_are_mapped_and_unmapped_are_fine(void **state)
{
    (void)state;
    map(TX, RX, 1, SUCCESS_32, 0);
    call(X(FFA_FID32(RXTX_UNMAP)), SUCCESS_32, 0);
    map(TX, RX, 1, SUCCESS_32, 0);
    map(TX, RX, 1, ERROR_32, STATUS(FFA_DENIED));
    story_kept();
}

static void a_buffer_that_is_not_aligned_is_found(void **state)
{
    (void)state;
    map(TX + 8, RX, 1, SUCCESS_32, 0);
    story_broken("guest-result", NULL, "success");
}

static void buffers_of_no_pages_are_found(void **state)
{
    (void)state;
    map(TX, RX, 0, SUCCESS_32, 0);
    story_broken("guest-result", NULL, "success");
}

static void one_page_for_both_is_found(void **state)
{
    (void)state;
    map(TX, TX, 1, SUCCESS_32, 0);
    story_broken("guest-result", NULL, "success");
}

static void buffers_that_are_mapped_twice_are_found(void **state)
{
    (void)state;
    map(TX, RX, 1, SUCCESS_32, 0);
    map(TX, RX, 1, SUCCESS_32, 0);
    story_broken("guest-result", NULL, "success");
}

static void an_unmap_of_nothing_has_its_own_error(void **state)
{
    (void)state;
    call(X(FFA_FID32(RXTX_UNMAP)), ERROR_32, STATUS(FFA_DENIED));
    story_broken("guest-result", NULL, "error");
}

static void good_buffers_that_are_refused_are_found(void **state)
{
    (void)state;
    map(TX, RX, 1, ERROR_32, STATUS(FFA_INVALID_PARAMETERS));
    story_broken("guest-result", NULL, "error");
}

static void a_call_may_fail_for_want_of_memory(void **state)
{
    (void)state;
    IT(GUEST_MAP, NULL, 1, 1);
    story_call(1, X(FFA_FID64(RXTX_MAP), TX, RX, 1));
    IT(ALLOC_FAIL, NULL, 4096);
    story_return(1, X(ERROR_32, 0, STATUS(FFA_NO_MEMORY)));
    map(TX, RX, 1, ERROR_32, STATUS(FFA_DENIED));
    story_kept();
}

static void what_comes_of_two_calls_at_once_is_not_judged(void **state)
{
    (void)state;
    IT(GUEST_MAP, NULL, 1, 1);
    story_call(1, X(FFA_FID64(RXTX_MAP), TX, RX, 1));
    story_at(1, CONTEXT_IDLE);
    IT(OP, NULL, 1, 0, 0, 0);
    IT(OP_END, NULL, 1);
    story_at(0, CONTEXT_GUEST);
    story_return(1, X(ERROR_32, 0, STATUS(FFA_DENIED)));
    map(TX, RX, 1, SUCCESS_32, 0);
    story_kept();
}

/* A share of TOLD pages, as the SPMC has it, where TX says 2, and tag 7. */
static void share(bool sound, uint64_t told, uint64_t tag)
{
    IT(GUEST_SHARE, NULL, 1, sound, 1, 2, 7);
    story_call(1, X(FFA_FID64(MEM_SHARE), 0x60, 0x60));
    IT(SHARE, NULL, HANDLE, 2, SHARE_SHARE, 1, told, tag);
    story_return(1, X(SUCCESS_32, 0, HANDLE));
}

static void reclaim(uint64_t x0)
{
    call(X(FFA_FID32(MEM_RECLAIM), HANDLE), x0, STATUS(FFA_DENIED));
}

static void a_handle_that_was_given_back_may_come_again(void **state)
{
    (void)state;
    share(true, 2, 7);
    reclaim(SUCCESS_32);
    share(true, 2, 7);
    story_kept();
}

static void a_handle_that_is_given_twice_is_found(void **state)
{
    (void)state;
    share(true, 2, 7);
    reclaim(ERROR_32);
    share(true, 2, 7);
    story_broken("guest-result", NULL, "success");
}

static void a_descriptor_that_is_forbidden_is_found(void **state)
{
    (void)state;
    share(false, 2, 7);
    story_broken("guest-result", NULL, "success");
}

/* An SPMC that lies may take a receiver that nobody is. */
static void an_spmc_that_lies_may_take_what_is_forbidden(void **state)
{
    (void)state;
    IT(GUEST_SHARE, NULL, 1, false, 1, 2, 7);
    story_call(1, X(FFA_FID64(MEM_SHARE), 0x60, 0x60));
    IT(SMC, NULL, FFA_FID64(MEM_SHARE), 0x60, 0x60, 0, 0, 0, 0, 0);
    IT(HOSTILE, "a reply", 19);
    IT(SMC_RETURN, NULL, SUCCESS_32, 0, HANDLE, 0, 0, 0, 0, 0);
    story_return(1, X(SUCCESS_32, 0, HANDLE));
    story_kept();
}

static void a_tag_that_is_lost_is_found(void **state)
{
    (void)state;
    share(true, 2, 0);
    story_broken("guest-result", NULL, "success");
}

static void pages_that_are_lost_are_found(void **state)
{
    (void)state;
    share(true, 1, 7);
    story_broken("guest-result", NULL, "success");
}

static void a_set_that_never_gets_to_the_spmc_is_found(void **state)
{
    (void)state;
    call(X(FFA_FID32(NOTIFICATION_SET), 2u << 16 | SP, 0, 1), ERROR_32,
         STATUS(FFA_INVALID_PARAMETERS));
    story_broken("guest-result", NULL, "error");
}

static void a_set_of_nothing_may_be_refused_at_once(void **state)
{
    (void)state;
    call(X(FFA_FID32(NOTIFICATION_SET), 2u << 16 | SP), ERROR_32,
         STATUS(FFA_INVALID_PARAMETERS));
    story_kept();
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        RESULT(buffers_that_are_mapped_and_unmapped_are_fine),
        RESULT(a_buffer_that_is_not_aligned_is_found),
        RESULT(buffers_of_no_pages_are_found),
        RESULT(one_page_for_both_is_found),
        RESULT(buffers_that_are_mapped_twice_are_found),
        RESULT(an_unmap_of_nothing_has_its_own_error),
        RESULT(good_buffers_that_are_refused_are_found),
        RESULT(a_call_may_fail_for_want_of_memory),
        RESULT(what_comes_of_two_calls_at_once_is_not_judged),
        RESULT(a_handle_that_was_given_back_may_come_again),
        RESULT(a_handle_that_is_given_twice_is_found),
        RESULT(a_descriptor_that_is_forbidden_is_found),
        RESULT(an_spmc_that_lies_may_take_what_is_forbidden),
        RESULT(a_tag_that_is_lost_is_found),
        RESULT(pages_that_are_lost_are_found),
        RESULT(a_set_that_never_gets_to_the_spmc_is_found),
        RESULT(a_set_of_nothing_may_be_refused_at_once),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
