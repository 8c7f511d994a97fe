/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_INTTYPES_H
#define XEN_INTTYPES_H

#include <xen/types.h>

#ifndef PRIx64
#define PRId8   "d"
#define PRId16  "d"
#define PRId32  "d"
#define PRId64  "ld"
#define PRIi32  "i"
#define PRIi64  "li"
#define PRIu8   "u"
#define PRIu16  "u"
#define PRIu32  "u"
#define PRIu64  "lu"
#define PRIx8   "x"
#define PRIx16  "x"
#define PRIx32  "x"
#define PRIx64  "lx"
#define PRIX32  "X"
#define PRIX64  "lX"
#define PRIo64  "lo"
#define PRIxPTR "lx"
#define PRIuPTR "lu"
#endif

#endif /* XEN_INTTYPES_H */
