/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * In how many specs guests make each call.
 */
#ifndef TESTS_SPEC_CALLS_H
#define TESTS_SPEC_CALLS_H

/* From here on worlds are run, counted, and not judged. */
void calls_begin(void);

/* Print a line "call NAME SPECS" for each. */
void calls_end(void);

#endif /* TESTS_SPEC_CALLS_H */
