/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tests that read like the specification.
 *
 *     SPEC(a_notification_that_is_bound_is_denied)
 *     {
 *         world("start bound\n"
 *               "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n");
 *         expect_replies("ERROR DENIED");
 *     }
 *
 *     static const struct spec specs[] = {
 *         SPEC_IS(a_notification_that_is_bound_is_denied),
 *     };
 *     SPEC_TOPIC(notification_bind, "bind", specs);
 *
 * The name is the sentence that is printed. One that is not listed does not
 * compile: it is a static function that nobody uses.
 */
#ifndef TESTS_LIB_SPEC_H
#define TESTS_LIB_SPEC_H

struct spec
{
    const char *name;
    void (*body)(void);
};

struct spec_topic
{
    const char *title; /* goes before each name                             */
    const struct spec *specs;
    unsigned int nr_specs;
};

#define SPEC(name) static void name(void)
#define SPEC_IS(name)                                                          \
    {                                                                          \
#name, name                                                            \
    }

#define SPEC_TOPIC(id, title, specs)                                           \
    const struct spec_topic spec_##id = {title, specs,                         \
                                         sizeof(specs) / sizeof((specs)[0])}

/* Run all of TOPIC, with a line for each. Returns how many failed. */
int spec_run(const struct spec_topic *topic);

/* The one that runs; NULL: none does. */
const struct spec *spec_now(void);

#endif /* TESTS_LIB_SPEC_H */
