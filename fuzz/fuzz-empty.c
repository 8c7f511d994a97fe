/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an engine does without a run: the yardstick of campaigns. Linked like
 * fuzz-scenario, with the mediator and its coverage counters.
 */
#include "fuzz.h"

/* fuzz-scenario's arguments, as far as measurements give them. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    fuzz_option(argc, *argv, "-keep-going");
    fuzz_seeds_only = fuzz_option(argc, *argv, "-seeds-only");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)data;
    (void)size;
    return 0;
}
