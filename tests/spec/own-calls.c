/* SPDX-License-Identifier: GPL-2.0-only */
/* Guests' calls, as this mediator checks them where FF-A leaves it a choice. */
#include <stdio.h>

#include "expect.h"
#include "spec.h"
#include "world.h"

#define VERSIONED "start versioned\n"

/* Registers that are to be zero and are not: the call is refused here. */
static void expect_refused(const char *call)
{
    world("start bound\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: d1.v0 SMC %s\n",
          call);
    expect_replies("ERROR INVALID_PARAMETERS");
    expect_secure_calls("");
}

SPEC(reserved_arguments_of_bind_unbind_and_set_are_refused)
{
    static const char *const calls[] = {"x0=0x8400007f x1=0x80010002 x3=0x2",
                                        "x0=0x84000080 x1=0x80010002 x3=0x1",
                                        "x0=0x84000081 x1=0x28001 x3=0x1"};
    char text[128];

    for ( unsigned int i = 0; i < 3; i++ )
        for ( unsigned int reserved = 5; reserved < 8; reserved++ )
        {
            snprintf(text, sizeof(text), "%s x%u=0x1", calls[i], reserved);
            expect_refused(text);
        }
}

SPEC(reserved_arguments_of_get_are_refused)
{
    char text[128];

    for ( unsigned int reserved = 3; reserved < 8; reserved++ )
    {
        snprintf(text, sizeof(text), "x0=0x84000082 x1=0x2 x2=0x5 x%u=0x1",
                 reserved);
        expect_refused(text);
    }
}

SPEC(reserved_arguments_of_info_get_are_refused)
{
    char text[128];

    for ( unsigned int reserved = 1; reserved < 8; reserved++ )
    {
        snprintf(text, sizeof(text), "x0=0x84000083 x%u=0x1", reserved);
        expect_refused(text);
        snprintf(text, sizeof(text), "x0=0xc4000083 x%u=0x100000000", reserved);
        expect_refused(text);
    }
}

/* Not every SPMC has them. */
SPEC(per_vcpu_notifications_are_offered_only_where_they_are)
{
    world("spmc 1.1 hafnium; " VERSIONED
          "cpu0: d1.v0 NOTIFICATION_BIND flags=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x10001\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

SPEC(flags_are_refused_and_not_passed_on)
{
    world("start bound\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0x2 flags=0x2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND flags=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x2\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x10\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x80000001\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

SPEC(empty_bitmaps_are_refused_and_not_passed_on)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND bits=0\n"
                    "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0\n"
                    "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

SPEC(properties_that_are_asked_with_are_ignored)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=0x84000069 w2=0xffffffff\n"
                    "cpu0: d1.v0 FEATURES id=1 w2=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32 x2=0x8\n");
}

/* A code of the SPMC that a guest of 1.2 does not know. */
SPEC(a_code_that_is_none_becomes_aborted)
{
    static const int codes[] = {0, 1, 127, -10, -128, -2147483647};

    for ( unsigned int i = 0; i < sizeof(codes) / sizeof(codes[0]); i++ )
    {
        world(VERSIONED "cpu0: spmc_refuse nth=1 code=%d\n"
                        "cpu0: d1.v0 NOTIFICATION_BIND\n",
              codes[i]);
        expect_replies("ERROR ABORTED");
    }
}

/* What guests have no use for here: they neither lend nor retrieve, their
 * descriptors come in one piece, and their scheduler is the hypervisor's. */
SPEC(the_rest_of_ffa_is_left_out)
{
    static const unsigned int left_out[] = {
        0x8400006b, 0x8400006c, 0x84000070, 0xc4000070, 0x84000071, 0xc4000071,
        0x84000072, 0xc4000072, 0x84000074, 0xc4000074, 0x84000076, 0x8400007a,
        0x8400007b, 0x8400007d, 0x8400007e, 0x84000084, 0x84000085, 0xc400008e,
    };

    for ( unsigned int i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++ )
    {
        world(VERSIONED "cpu0: d1.v0 FEATURES id=0x%x\n"
                        "cpu0: d1.v0 SMC x0=0x%x x1=0x28001\n",
              left_out[i], left_out[i]);
        expect_replies("ERROR NOT_SUPPORTED\n"
                       "ERROR NOT_SUPPORTED\n");
        expect_secure_calls("");
    }
}

static const struct spec specs[] = {
    SPEC_IS(reserved_arguments_of_bind_unbind_and_set_are_refused),
    SPEC_IS(reserved_arguments_of_get_are_refused),
    SPEC_IS(reserved_arguments_of_info_get_are_refused),
    SPEC_IS(per_vcpu_notifications_are_offered_only_where_they_are),
    SPEC_IS(flags_are_refused_and_not_passed_on),
    SPEC_IS(empty_bitmaps_are_refused_and_not_passed_on),
    SPEC_IS(properties_that_are_asked_with_are_ignored),
    SPEC_IS(a_code_that_is_none_becomes_aborted),
    SPEC_IS(the_rest_of_ffa_is_left_out),
};
SPEC_TOPIC(own_calls, "own calls", specs);
