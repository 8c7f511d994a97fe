/* SPDX-License-Identifier: GPL-2.0-only */
/* The interface of engines and sanitizers to a target: C linkage, their names. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Once, before the engine reads its arguments; may take some out. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Any SIZE, 0 included. Returns 0; does not change DATA; never exits. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read by the sanitizers when they start. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

#endif /* FUZZ_FUZZ_H */
