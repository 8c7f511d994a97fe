/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of cmocka as a test needs that is built for an architecture without
 * it: the first broken assertion ends the program with status 1.
 */
#ifndef TESTS_SIM_STANDALONE_H
#define TESTS_SIM_STANDALONE_H

#include <stdio.h>
#include <stdlib.h>

struct CMUnitTest
{
    const char *name;
    void (*test)(void **state);
};
#define cmocka_unit_test(function)                                             \
    {                                                                          \
#function, function                                                    \
    }

#define assert_true(condition)                                                 \
    do                                                                         \
    {                                                                          \
        if ( !(condition) )                                                    \
        {                                                                      \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);    \
            exit(1);                                                           \
        }                                                                      \
    } while ( 0 )
#define assert_int_equal(a, b) assert_true((a) == (b))

#define cmocka_run_group_tests(tests, setup, teardown)                         \
    standalone_run(tests, sizeof(tests) / sizeof((tests)[0]))

static inline int standalone_run(const struct CMUnitTest *tests,
                                 unsigned long nr)
{
    for ( unsigned long i = 0; i < nr; i++ )
    {
        void *state = NULL;

        tests[i].test(&state);
        printf("ok %s\n", tests[i].name);
    }
    return 0;
}

#endif /* TESTS_SIM_STANDALONE_H */
