/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_CONST_H
#define XEN_CONST_H

#ifdef __ASSEMBLY__
#define _AC(X, Y) X
#define _AT(T, X) X
#else
#define CONST_PASTE(X, Y) (X##Y)
#define _AC(X, Y)         CONST_PASTE(X, Y)
#define _AT(T, X)         ((T)(X))
#endif

#define BIT(pos, sfx) (_AC(1, sfx) << (pos))

#endif /* XEN_CONST_H */
