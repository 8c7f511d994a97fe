/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file that is there whole or not at all.
 */
#ifndef FFASIM_FILE_H
#define FFASIM_FILE_H

#include <stddef.h>

/*
 * Written beside OUT, then renamed; OUT may be NULL: stdout. Returns
 * EXIT_AS_EXPECTED, or EXIT_UNUSABLE after saying why.
 */
int file_write(const char *out, const void *bytes, size_t length);

#endif /* FFASIM_FILE_H */
