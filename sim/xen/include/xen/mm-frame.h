/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Frame numbers of guests and of the machine, each a type of its own.
 */
#ifndef XEN_MM_FRAME_H
#define XEN_MM_FRAME_H

#include <xen/types.h>

typedef struct
{
    unsigned long mfn;
} mfn_t;

typedef struct
{
    unsigned long gfn;
} gfn_t;

#define PRI_mfn "05lx"
#define PRI_gfn "05lx"

static inline mfn_t _mfn(unsigned long n)
{
    return (mfn_t){n};
}

static inline unsigned long mfn_x(mfn_t mfn)
{
    return mfn.mfn;
}

static inline gfn_t _gfn(unsigned long n)
{
    return (gfn_t){n};
}

static inline unsigned long gfn_x(gfn_t gfn)
{
    return gfn.gfn;
}

#define INVALID_MFN_RAW (~0UL)
#define INVALID_MFN     _mfn(INVALID_MFN_RAW)
#define INVALID_GFN_RAW (~0UL)
#define INVALID_GFN     _gfn(INVALID_GFN_RAW)

static inline mfn_t mfn_add(mfn_t mfn, unsigned long i)
{
    return _mfn(mfn_x(mfn) + i);
}

static inline bool mfn_eq(mfn_t x, mfn_t y)
{
    return mfn_x(x) == mfn_x(y);
}

static inline gfn_t gfn_add(gfn_t gfn, unsigned long i)
{
    return _gfn(gfn_x(gfn) + i);
}

static inline bool gfn_eq(gfn_t x, gfn_t y)
{
    return gfn_x(x) == gfn_x(y);
}

#endif /* XEN_MM_FRAME_H */
