/* SPDX-License-Identifier: GPL-2.0-only */
/* The interface of engines and sanitizers to a target: C linkage, their names. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Once, before the engine reads its arguments; may take some out. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Any SIZE, 0 included. Returns 0; does not change DATA; never exits. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * libFuzzer's hooks: change DATA in place; make OUT of two inputs. Return the
 * new size, at most MAX_SIZE. Equal seeds, equal results.
 */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1,
                                 const uint8_t *data2, size_t size2,
                                 uint8_t *out, size_t max_size,
                                 unsigned int seed);
/* libFuzzer's own mutation of bytes. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* AFL++'s: what afl_custom_init() returns is handed to the others. The result
 * stays valid until the next call; OTHER may be NULL. */
void *afl_custom_init(void *afl, unsigned int seed);
void afl_custom_deinit(void *data);
size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t size, uint8_t **out,
                       uint8_t *other, size_t other_size, size_t max_size);

/* Read by the sanitizers when they start. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

/* options.c: was NAME among the arguments? It is taken out. */
bool fuzz_option(int *argc, char **argv, const char *name);

/* What libFuzzer's mutators make is thrown away: it runs its seeds as they are,
 * for measurements. */
extern bool fuzz_seeds_only;

#endif /* FUZZ_FUZZ_H */
