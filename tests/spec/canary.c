/* SPDX-License-Identifier: GPL-2.0-only */
/* Every word of the vocabulary can say no: each of these specs is to fail. */
#include <stdio.h>

#include "expect.h"
#include "spec.h"
#include "world.h"

#define QUIET "start versioned\n"
#define BOUND                                                                  \
    "start bound\n"                                                            \
    "cpu0: sp 0x8001 set d1 bits=0x1\n"                                        \
    "cpu0: d1.v0 NOTIFICATION_GET\n"

SPEC(text_that_is_no_scenario)
{
    world("start nowhere\n");
}

SPEC(a_deviation_without_a_place)
{
    world(QUIET "at cpu0 op 0 point 5000 -> irq\n");
}

SPEC(another_reply)
{
    world(BOUND);
    expect_replies("SUCCESS_32 x2=0x2");
}

SPEC(a_reply_too_many)
{
    world(BOUND);
    expect_replies("");
}

SPEC(a_reply_too_few)
{
    world(BOUND);
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32");
}

SPEC(a_beginning_that_is_another)
{
    world(BOUND);
    expect_replies_to("NOTIFICATION_GET", "ERROR *");
}

SPEC(a_reply_to_another_call)
{
    world(BOUND);
    expect_replies_to("ID_GET", "SUCCESS_32 x2=0x1");
}

SPEC(a_reply_of_another_phase)
{
    world(BOUND);
    during(PHASE_STAGE);
    expect_replies("SUCCESS_32 x2=0x1");
}

SPEC(a_secure_call_that_was_not_made)
{
    world(QUIET);
    expect_secure_calls("NOTIFICATION_GET x1=0x2 x2=0x5");
}

SPEC(a_secure_call_that_was_made)
{
    world(BOUND);
    expect_secure_calls_named("NOTIFICATION_GET", "");
}

SPEC(an_npi_that_nobody_got)
{
    world(QUIET);
    expect_npis("d1.v0");
}

SPEC(an_npi_that_somebody_got)
{
    world(BOUND);
    expect_npis("");
}

SPEC(a_line_the_log_does_not_have)
{
    world(BOUND);
    expect_log("virq domain=2");
}

SPEC(lines_in_another_order)
{
    world(BOUND);
    expect_log("virq domain=1\n"
               "sri target=0");
}

SPEC(something_that_is_there)
{
    world(BOUND);
    expect_never("virq domain=1");
}

SPEC(something_that_comes_once)
{
    world(BOUND);
    during_all();
    expect_count(2, "bitmap endpoint=0x2 created=1");
}

static const struct spec specs[] = {
    SPEC_IS(text_that_is_no_scenario),
    SPEC_IS(a_deviation_without_a_place),
    SPEC_IS(another_reply),
    SPEC_IS(a_reply_too_many),
    SPEC_IS(a_reply_too_few),
    SPEC_IS(a_beginning_that_is_another),
    SPEC_IS(a_reply_to_another_call),
    SPEC_IS(a_reply_of_another_phase),
    SPEC_IS(a_secure_call_that_was_not_made),
    SPEC_IS(a_secure_call_that_was_made),
    SPEC_IS(an_npi_that_nobody_got),
    SPEC_IS(an_npi_that_somebody_got),
    SPEC_IS(a_line_the_log_does_not_have),
    SPEC_IS(lines_in_another_order),
    SPEC_IS(something_that_is_there),
    SPEC_IS(something_that_comes_once),
};
SPEC_TOPIC(canary, "is to fail", specs);

int main(void)
{
    int nr = (int)spec_canary.nr_specs;
    int failed = spec_run(&spec_canary);

    printf("%d of %d failed, as they are to\n", failed, nr);
    return failed != nr;
}
