/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guests know of their RX/TX buffers and of the memory they have shared,
 * and what they find when they look into an RX buffer that is theirs.
 *
 * Domains are below PROGRAM_MAX_DOMAINS (SIM_BUG_ON). An address is a guest's
 * physical one.
 *
 * Needs: base, scenario, log, machine, xen (address-space.h), abi.
 */
#ifndef SIM_BUFFERS_H
#define SIM_BUFFERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BUFFERS_REGS 18u

/* Before a run; DOMAIN is a new one. */
void buffers_boot(void);
void buffers_forget(unsigned int domain);

/* DOMAIN makes the call X; it got REPLY. EV_GUEST_SEND, EV_GUEST_SHARE,
 * EV_GUEST_MAP, EV_GUEST_READ, EV_GUEST_FOUND, EV_GUEST_PARTITION and
 * EV_GUEST_RX_CHANGED are written here. */
void buffers_calling(unsigned int domain, const uint64_t x[BUFFERS_REGS]);
void buffers_called(unsigned int domain, const uint64_t x[BUFFERS_REGS],
                    const uint64_t reply[BUFFERS_REGS]);

/* Where DOMAIN's buffers are or, if it has none, would be. */
uint64_t buffers_tx(unsigned int domain);
uint64_t buffers_rx(unsigned int domain);

/* A guest's store. False: that memory is not there, or read-only. */
bool buffers_write(unsigned int domain, uint64_t address, const void *bytes,
                   size_t size);

/* What a HANDLE argument of DOMAIN's op means; 0 if there was no such share. */
uint64_t buffers_handle(unsigned int domain, uint64_t argument);

#endif /* SIM_BUFFERS_H */
