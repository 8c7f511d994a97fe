/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_SECTIONS_H
#define XEN_SECTIONS_H

#define __read_mostly __attribute__((__section__(".data.read_mostly")))

/* Written during boot only. */
#define __ro_after_init __attribute__((__section__(".data.ro_after_init")))

#endif /* XEN_SECTIONS_H */
