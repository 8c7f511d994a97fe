/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What came of the last world(). Expectations speak of its program phase unless
 * during() says otherwise. One that is not met fails the test and says what
 * there was instead.
 *
 * Text that is expected is compared line by line. In a line '?' stands for any
 * character, and '*' at its end for any end. The line "..." stands for all that
 * may follow, but not for nothing.
 */
#ifndef TESTS_LIB_EXPECT_H
#define TESTS_LIB_EXPECT_H

#include "log.h"
#include "world.h"

/* What follows speaks of this phase, or of all of them; until the next world. */
void during(enum log_phase phase);
void during_all(void);

/*
 * What guests' calls returned, a line a call:
 *     SUCCESS_32 x2=0x1       w0, and the registers that are not zero
 *     ERROR DENIED            an error, if its code is one
 *     0x10002                 x0 if it names no function: so VERSION returns
 *     unknown                 the hypervisor did not show it to the mediator
 */
#define expect_replies(text) expect_replies_at(HERE, NULL, text)
/* Of the calls by this name only: "NOTIFICATION_GET" ... */
#define expect_replies_to(name, text) expect_replies_at(HERE, name, text)
void expect_replies_at(struct place place, const char *name, const char *text);

/* Is this line the NR-th of these replies, from 0 on? Is this a part of it? */
bool expect_reply_is(unsigned int nr, const char *text);
bool expect_reply_has(unsigned int nr, const char *text);
/* CONDITION, which is TEXT in words, holds of the replies. */
#define expect_that(condition, text) expect_that_at(HERE, condition, text)
void expect_that_at(struct place place, bool condition, const char *text);

/*
 * Calls that reached the SPMC, a line a call: the name, and the registers that
 * are not zero.
 *     NOTIFICATION_BIND x1=0x80010002 x3=0x1
 */
#define expect_secure_calls(text) expect_secure_calls_at(HERE, NULL, text)
#define expect_secure_calls_named(name, text)                                  \
    expect_secure_calls_at(HERE, name, text)
void expect_secure_calls_at(struct place place, const char *name,
                            const char *text);

/* NPIs that vCPUs were given: "d1.v0\nd2.v0\n" in order; "" for none. */
#define expect_npis(text) expect_npis_at(HERE, text)
void expect_npis_at(struct place place, const char *text);

/*
 * Lines of the log, as `ffasim run --log` prints them, less number and
 * indentation. LOG: each of these is a part of a line, in this order. COUNT:
 * as many lines have this in them.
 */
#define expect_log(text)       expect_log_at(HERE, text)
#define expect_count(nr, text) expect_count_at(HERE, nr, text)
#define expect_never(text)     expect_count_at(HERE, 0, text)
/* Has a line this in it? For loops that wait for something to happen. */
bool expect_has(const char *text);
void expect_log_at(struct place place, const char *text);
void expect_count_at(struct place place, unsigned int nr, const char *text);

/* Another world was run. */
void expect_begin(void);

#endif /* TESTS_LIB_EXPECT_H */
