/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_MEM_FRAG_TX and FFA_MEM_FRAG_RX between the mediator and the SPMC: FF-A
 * 1.1, transmission of a transaction descriptor in fragments.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/*
 * A guest of FF-A 1.0 has room for 252 ranges in TX, and an SPMC of 1.2, whose
 * descriptor has more before them, for 250 in the mediator's. What follows each
 * other in memory is one range, so it is shared the other way round.
 */
#define SHARE_ALL "cpu0: d1.v0 MEM_SHARE page=p16 ranges=252 layout=0x10000"
#define LONG_SHARE                                                             \
    "start created vms=2\n"                                                    \
    "cpu0: d1.v0 VERSION version=0x10000\n"                                    \
    "cpu0: d1.v0 RXTX_MAP\n" SHARE_ALL "\n"                                    \
    "cpu0: d1.v0 MEM_RECLAIM\n"
#define SEND SHARE_ALL " flaw=backwards\n"

/* FFA_MEM_FRAG_TX: the rest is sent from where FFA_MEM_FRAG_RX asks on. */
SPEC(what_has_no_room_in_tx_follows)
{
    world(LONG_SHARE SEND);
    expect_replies_to("MEM_SHARE_64", "SUCCESS_32 x2=0x1\n"
                                      "SUCCESS_32 x2=0x2\n");
    expect_log("smc x0=MEM_SHARE_64 x1=0x1020 x2=0x1000\n"
               "smc return x0=MEM_FRAG_RX x1=0x2 x3=0x1000\n"
               "share handle=0x2 sender=0x2 how=share sps=0x1 pages=252\n");
}

/* FFA_MEM_FRAG_TX: w1 and w2 the handle, w3 the length, w4 the sender. */
SPEC(a_fragment_names_handle_length_and_sender)
{
    world(LONG_SHARE SEND);
    expect_secure_calls_named("MEM_FRAG_TX",
                              "MEM_FRAG_TX x1=0x2 x3=0x20 x4=0x20000");
}

/* FFA_MEM_FRAG_RX: an SPMC that does not repeat the sender means the same. */
SPEC(a_sender_that_is_not_repeated_is_the_same)
{
    world("spmc 1.2 optee\n" LONG_SHARE SEND);
    expect_replies_to("MEM_SHARE_64", "SUCCESS_32 x3=0x1000\n"
                                      "SUCCESS_32 x2=0x1 x3=0x1000\n");
}

/* What was sent in fragments is one share. */
SPEC(a_share_in_fragments_is_reclaimed_as_one)
{
    world(LONG_SHARE SEND "cpu0: d1.v0 MEM_RECLAIM handle=0x2\n" SEND);
    expect_replies_to("MEM_RECLAIM", "SUCCESS_32\n"
                                     "SUCCESS_32\n");
    expect_replies_to("MEM_SHARE_64", "SUCCESS_32 x2=0x1\n"
                                      "SUCCESS_32 x2=0x2\n"
                                      "SUCCESS_32 x2=0x3\n");
}

/* FFA_ERROR for a fragment is one for the transaction. */
SPEC(a_fragment_that_is_refused_ends_the_share)
{
    world(LONG_SHARE "cpu0: spmc_refuse nth=2 code=NO_MEMORY\n" SEND);
    expect_replies_to("MEM_SHARE_64", "SUCCESS_32 x2=0x1\n"
                                      "ERROR NO_MEMORY\n");
}

/* Only one descriptor at a time is in TX, whoever sends it. */
SPEC(no_other_share_comes_between_the_fragments)
{
    world("cpus 2\n" LONG_SHARE "cpu0: d2.v0 VERSION\n"
          "cpu0: d2.v0 RXTX_MAP\n" SEND "cpu1: d2.v0 MEM_SHARE page=p2\n"
          "at cpu0 op 7 point 530 -> cpu1\n");
    expect_log("smc x0=MEM_SHARE_64 x1=0x1020 x2=0x1000\n"
               "smc x0=MEM_FRAG_TX x1=0x2 x3=0x20 x4=0x20000\n"
               "smc x0=MEM_SHARE_64 x1=0x70 x2=0x70\n");
}

#define LIES 32u /* at least as many as there are for any call              */

/* Whatever else the SPMC answers, to the first fragment or to the second: the
 * guest is told of a share, or of none. */
SPEC(an_answer_that_makes_no_sense_is_no_share)
{
    unsigned int nr = 0;

    for ( unsigned int lie = 0; lie < 2 * LIES; lie++ )
    {
        if ( !world_try("spmc 1.2 hafnium-1.2 hostile\n" LONG_SHARE SEND
                        "at cpu0 guest:hostile.reply#%u spmc=%u\n",
                        3 + lie / LIES, 1 + lie % LIES) )
            continue;
        nr++;
        expect_that(expect_reply_is(4, "SUCCESS_32*") ||
                        expect_reply_is(4, "ERROR *"),
                    "a share, or an error");
    }
    expect_that(nr > LIES || !world_was_run(), "lies that are told");
}

static const struct spec specs[] = {
    SPEC_IS(what_has_no_room_in_tx_follows),
    SPEC_IS(a_fragment_names_handle_length_and_sender),
    SPEC_IS(a_sender_that_is_not_repeated_is_the_same),
    SPEC_IS(a_share_in_fragments_is_reclaimed_as_one),
    SPEC_IS(a_fragment_that_is_refused_ends_the_share),
    SPEC_IS(no_other_share_comes_between_the_fragments),
    SPEC_IS(an_answer_that_makes_no_sense_is_no_share),
};
SPEC_TOPIC(mem_frag_tx, "fragments", specs);
