/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included before the first line of every source of the mediator.
 */
#ifndef XEN_CONFIG_H
#define XEN_CONFIG_H

#include <xen/kconfig.h>
#include <xen/compiler.h>
#include <xen/sections.h>

#define BITS_PER_LONG    64
#define BYTES_PER_LONG   8
#define BITS_PER_BYTE    8
#define LONG_BYTEORDER   3
#define BITS_PER_INT     32
#define BITS_PER_LLONG   64
#define POINTER_ALIGN    8

#define NR_CPUS          CONFIG_NR_CPUS

#define XENLOG_ERR       "<0>"
#define XENLOG_WARNING   "<1>"
#define XENLOG_INFO      "<2>"
#define XENLOG_DEBUG     "<3>"
#define XENLOG_GUEST     "<G>"
#define XENLOG_XEN       "<X>"
#define XENLOG_G_ERR     XENLOG_GUEST XENLOG_ERR
#define XENLOG_G_WARNING XENLOG_GUEST XENLOG_WARNING
#define XENLOG_G_INFO    XENLOG_GUEST XENLOG_INFO
#define XENLOG_G_DEBUG   XENLOG_GUEST XENLOG_DEBUG

#define KB(n)            ((n) << 10)
#define MB(n)            ((n) << 20)
#define GB(n)            ((n) << 30)

#define __STR(...)       #__VA_ARGS__
#define STR(...)         __STR(__VA_ARGS__)

#define asmlinkage

#endif /* XEN_CONFIG_H */
