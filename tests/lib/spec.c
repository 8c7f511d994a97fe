/* SPDX-License-Identifier: GPL-2.0-only */
#include "spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define MAX_SPECS  128u
#define NAME_BYTES 160u

static const struct spec *now;

const struct spec *spec_now(void)
{
    return now;
}

static void perform(void **state)
{
    now = *state;
    now->body();
}

/* "bind" and "a_bit_is_bound": "bind: a bit is bound". */
static void make_sentence(char *to, const char *title, const char *name)
{
    snprintf(to, NAME_BYTES, "%s: %s", title, name);
    for ( to += strlen(title); *to; to++ )
        if ( *to == '_' )
            *to = ' ';
}

int spec_run(const struct spec_topic *topic)
{
    static char sentence[MAX_SPECS][NAME_BYTES];
    struct CMUnitTest tests[MAX_SPECS] = {{NULL, NULL, NULL, NULL, NULL}};

    if ( topic->nr_specs > MAX_SPECS )
    {
        fprintf(stderr, "%s: more than %u specs\n", topic->title, MAX_SPECS);
        return 1;
    }
    for ( unsigned int i = 0; i < topic->nr_specs; i++ )
    {
        make_sentence(sentence[i], topic->title, topic->specs[i].name);
        tests[i].name = sentence[i];
        tests[i].test_func = perform;
        tests[i].initial_state = (void *)(uintptr_t)&topic->specs[i];
    }
    return _cmocka_run_group_tests(topic->title, tests, topic->nr_specs, NULL,
                                   NULL);
}
