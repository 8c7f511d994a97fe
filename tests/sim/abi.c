/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ffa.h"

/* FF-A 1.2, table 4.3 and its kin: numbers and conventions. */
static void functions_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(FFA_FID32(ERROR), 0x84000060);
    assert_int_equal(FFA_FID64(RXTX_MAP), 0xc4000066);
    assert_int_equal(FFA_FID32(NOTIFICATION_BITMAP_CREATE), 0x8400007d);
    assert_int_equal(FFA_FID64(NOTIFICATION_INFO_GET), 0xc4000083);
    assert_int_equal(FFA_FID64(MSG_SEND_DIRECT_REQ2), 0xc400008d);
}

static void functions_have_names(void **state)
{
    (void)state;
    assert_string_equal(ffa_name(0x84000063), "VERSION");
    assert_string_equal(ffa_name(0x84000083), "NOTIFICATION_INFO_GET_32");
    assert_string_equal(ffa_name(0xc4000083), "NOTIFICATION_INFO_GET_64");
    assert_string_equal(ffa_name(0xc400008b), "PARTITION_INFO_GET_REGS");
    assert_null(ffa_name(0xc4000063));
    assert_null(ffa_name(0x8400008b));
    assert_null(ffa_name(0x8400005f));
    assert_null(ffa_name(0x84000091));
    assert_null(ffa_name(0x04000063));
}

static void functions_came_with_versions(void **state)
{
    (void)state;
    assert_true(ffa_defined(FFA_FID32(VERSION), 0));
    assert_false(ffa_defined(FFA_FID32(NOTIFICATION_BIND), 0));
    assert_true(ffa_defined(FFA_FID32(NOTIFICATION_BIND), 1));
    assert_false(ffa_defined(FFA_FID64(PARTITION_INFO_GET_REGS), 1));
    assert_true(ffa_defined(FFA_FID64(PARTITION_INFO_GET_REGS), 2));
    assert_false(ffa_defined(FFA_FID64(NOTIFICATION_BIND), 3));
}

static void statuses_have_names(void **state)
{
    (void)state;
    assert_string_equal(ffa_status_name(0), "OK");
    assert_string_equal(ffa_status_name(-9), "NO_DATA");
    assert_string_equal(ffa_status_name(-10), "NOT_READY");
    assert_null(ffa_status_name(1));
    assert_null(ffa_status_name(-11));
    assert_null(ffa_status_name(INT32_MIN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_have_their_numbers),
        cmocka_unit_test(functions_have_names),
        cmocka_unit_test(functions_came_with_versions),
        cmocka_unit_test(statuses_have_names),
    };

    return cmocka_run_group_tests_name("abi", tests, NULL, NULL);
}
