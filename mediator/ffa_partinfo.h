/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who there is to talk to: the SPs, as the SPMC told of them at boot, and the
 * VMs that use FF-A.
 */
#ifndef FFA_PARTINFO_H
#define FFA_PARTINFO_H

#include <xen/list.h>
#include <xen/types.h>

struct ffa_ctx;

#define FFA_UUID_SIZE 16

/* A descriptor of FF-A 1.1 and 1.2; that of 1.0 ends before the UUID. */
struct ffa_partition
{
    uint16_t id;
    uint16_t execution_contexts;
    uint32_t properties;
    uint8_t uuid[FFA_UUID_SIZE];
};
#define FFA_PARTITION_SIZE_1_0 8U
#define FFA_PARTITION_SIZE_1_1 24U

/* A VM's place among those that use FF-A. */
struct ffa_vm
{
    struct list_head link;
    uint64_t seen; /* how the list was when the VM last asked for its start */
    bool listed;
};

/* ffa_partinfo.c: the SPs. Probe: 0 or a negative errno. */
int ffa_partinfo_init(void);
void ffa_partinfo_drop(void);
extern const struct ffa_partition *ffa_partinfo_sps;
extern unsigned int ffa_partinfo_nr_sps;
/* Is there an SP by this ID that is an endpoint? *PROPERTIES: what it can. */
bool ffa_partinfo_has_sp(uint16_t id, uint32_t *properties);

/* ffa_partinfo_guest.c: guests' calls, see struct guest_call. */
int32_t ffa_partinfo_guest_get(struct ffa_ctx *ctx, const register_t *arg,
                               register_t *result);
int32_t ffa_partinfo_guest_get_regs(struct ffa_ctx *ctx, const register_t *arg,
                                    register_t *result);

/*
 * ffa_vms.c: the VMs whose version is settled. TAKE is called for each, under
 * the list's lock. Returns the list's number, which changes when it does.
 */
void ffa_vms_join(struct ffa_ctx *ctx);
void ffa_vms_leave(struct ffa_ctx *ctx);
uint64_t ffa_vms_walk(void (*take)(const struct ffa_ctx *vm, void *arg),
                      void *arg);

#endif /* FFA_PARTINFO_H */
