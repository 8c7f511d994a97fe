/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A target without an engine: every file named is one input. For builds that
 * have no engine (gcc, valgrind, qemu-user) and for fuzzers that pass files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* Not every target has one. */
#pragma weak LLVMFuzzerInitialize

#define MAX_BYTES (1u << 20)

/* An exact copy: a sanitizer sees a look behind the end. */
static int run_file(const char *program, const char *path)
{
    static uint8_t bytes[MAX_BYTES];
    FILE *file = fopen(path, "rb");
    uint8_t *exact;
    size_t length;

    if ( !file )
    {
        fprintf(stderr, "%s: error: cannot read %s\n", program, path);
        return 2;
    }
    length = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    exact = malloc(length ? length : 1);
    if ( !exact )
        abort();
    memcpy(exact, bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
    return 0;
}

int main(int argc, char **argv)
{
    int unusable = 0;

    if ( LLVMFuzzerInitialize )
        LLVMFuzzerInitialize(&argc, &argv);
    for ( int i = 1; i < argc && !unusable; i++ )
        unusable = run_file(argv[0], argv[i]);
    return unusable;
}
