/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_STDARG_H
#define XEN_STDARG_H

typedef __builtin_va_list va_list;

#ifndef va_start
#define va_copy(dest, src) __builtin_va_copy(dest, src)
#define va_start(ap, last) __builtin_va_start(ap, last)
#define va_end(ap)         __builtin_va_end(ap)
#define va_arg             __builtin_va_arg
#endif

#endif /* XEN_STDARG_H */
