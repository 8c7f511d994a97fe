/* SPDX-License-Identifier: GPL-2.0-only */
/* FF-A 1.0 to 1.2, memory transaction descriptors: where everything is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "argument.h"
#include "ffa.h"
#include "transaction.h"

static uint8_t bytes[TRANSACTION_BYTES];
static struct transaction_call call;
static uint32_t length;

static void build(uint32_t minor, uint64_t flaw)
{
    const struct transaction t = {
        .version = FFA_VERSION_OF(1, minor),
        .sender = 2,
        .receiver = 0x8001,
        .address = PROGRAM_PAGE(2),
        .pages = 3,
        .ranges = 2,
        .flaw = flaw,
    };

    memset(bytes, 0xee, sizeof(bytes));
    length = transaction_build(&t, bytes, &call);
}

static uint64_t at(unsigned int offset, unsigned int width)
{
    uint64_t value = 0;

    assert_true(offset + width <= length);
    memcpy(&value, &bytes[offset], width);
    return value;
}

/* Total and ranges at COMPOSITE, which is where the access at ACCESS says. */
static void check(unsigned int access, unsigned int composite)
{
    assert_int_equal(at(0, 2), 2);
    assert_int_equal(at(2, 1), 0x2f);
    assert_int_equal(at(28, 4), 1);
    assert_int_equal(at(access, 2), 0x8001);
    assert_int_equal(at(access + 2, 1), 2);
    assert_int_equal(at(access + 4, 4), composite);
    assert_int_equal(at(composite, 4), 6);
    assert_int_equal(at(composite + 4, 4), 2);
    assert_int_equal(at(composite + 16, 8), PROGRAM_PAGE(2));
    assert_int_equal(at(composite + 24, 4), 3);
    assert_int_equal(at(composite + 32, 8), PROGRAM_PAGE(5));
    assert_int_equal(length, composite + 48);
    assert_int_equal(call.length, length);
    assert_int_equal(call.fragment, length);
    assert_int_equal(call.buffer, 0);
}

static void each_version_has_its_layout(void **state)
{
    (void)state;
    build(0, SHARE_VALUE(NONE));
    check(32, 48);
    build(1, SHARE_VALUE(NONE));
    check(48, 64);
    assert_int_equal(at(24, 4), 16);
    assert_int_equal(at(32, 4), 48);
    build(2, SHARE_VALUE(NONE));
    check(48, 80);
    assert_int_equal(at(24, 4), 32);
    assert_int_equal(at(32, 4), 48);
}

/* A flaw that changes nothing would be none. What TX has otherwise, and that
 * nothing is called, is the op's affair. */
static void every_flaw_is_one(void **state)
{
    uint8_t good[TRANSACTION_BYTES];
    struct transaction_call good_call;

    (void)state;
    build(2, SHARE_VALUE(NONE));
    memcpy(good, bytes, sizeof(good));
    good_call = call;
    for ( uint64_t flaw = SHARE_VALUE(NO_CALL) + 1;
          flaw <= SHARE_VALUE(BACKWARDS); flaw++ )
    {
        build(2, flaw);
        if ( !memcmp(good, bytes, sizeof(good)) &&
             !memcmp(&good_call, &call, sizeof(call)) )
            fail_msg("flaw %u changes nothing", (unsigned int)flaw);
    }
}

static void what_does_not_fit_is_left_out(void **state)
{
    const struct transaction t = {
        .version = FFA_VERSION_OF(1, 0), .pages = 1, .ranges = 1000};

    (void)state;
    length = transaction_build(&t, bytes, &call);
    assert_true(length <= TRANSACTION_BYTES);
    assert_int_equal(at(48 + 4, 4), (TRANSACTION_BYTES - 64) / 16);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_version_has_its_layout),
        cmocka_unit_test(every_flaw_is_one),
        cmocka_unit_test(what_does_not_fit_is_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
