/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define GUEST (TOUCH_PAGE | TOUCH_GUEST)
/* BYTES at OFFSET of frame 3, which is a guest's. */
#define READ(offset, bytes) IT(ACCESS, "page", 3, offset, bytes, GUEST)
#define WRITE(offset, bytes)                                                   \
    IT(ACCESS, "page", 3, offset, bytes, GUEST | TOUCH_WRITE)

static void call(void)
{
    story_call(1, X(FFA_FID32(MSG_SEND2)));
}

static void reading_once_is_fine(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    READ(8, 8);
    READ(16, 4);
    story_kept();
}

static void reading_again_is_not(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    READ(8, 8);
    READ(4, 4);
    story_broken("double-fetch", "MSG_SEND2", "guest memory");
}

static void another_call_may_read_again(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    story_return(1, X(SUCCESS_32));
    call();
    READ(0, 8);
    story_kept();
}

static void another_cpu_may_read_it_too(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    story_at(1, CONTEXT_GUEST);
    call();
    READ(0, 8);
    story_kept();
}

static void another_page_may_be_read(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    IT(ACCESS, "page", 4, 0, 8, GUEST);
    story_kept();
}

static void pages_of_the_hypervisor_may_be_read_again(void **state)
{
    (void)state;
    call();
    IT(ACCESS, "page", 3, 0, 8, TOUCH_PAGE);
    IT(ACCESS, "page", 3, 0, 8, TOUCH_PAGE);
    story_kept();
}

static void what_the_mediator_has_written_may_be_read(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    WRITE(0, 8);
    READ(0, 8);
    story_kept();
}

static void an_interrupt_does_not_hide_the_second_read(void **state)
{
    (void)state;
    call();
    READ(0, 8);
    story_at(0, CONTEXT_IRQ);
    IT(IRQ, NULL, 8);
    IT(IRQ_END, NULL, 8);
    story_at(0, CONTEXT_GUEST);
    READ(0, 8);
    story_broken("double-fetch", "MSG_SEND2", "guest memory");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        STORY(reading_once_is_fine),
        STORY(reading_again_is_not),
        STORY(another_call_may_read_again),
        STORY(another_cpu_may_read_it_too),
        STORY(another_page_may_be_read),
        STORY(pages_of_the_hypervisor_may_be_read_again),
        STORY(what_the_mediator_has_written_may_be_read),
        STORY(an_interrupt_does_not_hide_the_second_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
