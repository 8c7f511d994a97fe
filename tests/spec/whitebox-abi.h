/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The numbers of FF-A as the mediator has them. Its header and that of the
 * simulator use the same names, so no file can see both.
 */
#ifndef TESTS_SPEC_WHITEBOX_ABI_H
#define TESTS_SPEC_WHITEBOX_ABI_H

#include <stdint.h>

struct number
{
    const char *name;
    int64_t value;
};

extern const struct number mediator_numbers[];
extern const unsigned int nr_mediator_numbers;

#endif /* TESTS_SPEC_WHITEBOX_ABI_H */
