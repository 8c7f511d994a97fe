/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guests and the hypervisor agree on: identifiers of domains.
 */
#ifndef PUBLIC_XEN_H
#define PUBLIC_XEN_H

#include <xen/types.h>

#include <public/arch-arm.h>

typedef uint16_t domid_t;

/* Domain IDs from here on are not those of domains. */
#define DOMID_FIRST_RESERVED 0x7FF0U
#define DOMID_SELF           0x7FF0U
#define DOMID_IO             0x7FF1U
#define DOMID_XEN            0x7FF2U
#define DOMID_COW            0x7FF3U
#define DOMID_INVALID        0x7FF4U
#define DOMID_IDLE           0x7FFFU
#define DOMID_MASK           0x7FFFU
#define DOMID_ANY            DOMID_INVALID

#endif /* PUBLIC_XEN_H */
