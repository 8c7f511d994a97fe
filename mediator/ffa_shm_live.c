/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The handles that the SPMC has given. It is to give none twice while it is
 * live: giving back one share would give back the pages of another.
 */
#include <xen/lib.h>

#include "ffa_private.h"

#define BUCKETS 64U

static DEFINE_SPINLOCK(live_lock);
static struct list_head live[BUCKETS];

static struct list_head *bucket_of(uint64_t handle)
{
    return &live[(handle ^ handle >> 32) % BUCKETS];
}

bool ffa_shm_live_add(struct ffa_shm *shm)
{
    struct list_head *bucket = bucket_of(shm->handle);
    struct ffa_shm *other;
    bool found = false;

    spin_lock(&live_lock);
    list_for_each_entry (other, bucket, live_link)
        found |= other->handle == shm->handle;
    if ( !found )
        list_add_tail(&shm->live_link, bucket);
    spin_unlock(&live_lock);

    return !found;
}

void ffa_shm_live_remove(struct ffa_shm *shm)
{
    spin_lock(&live_lock);
    list_del(&shm->live_link);
    spin_unlock(&live_lock);
}

/* Probe only. */
void ffa_shm_live_init(void)
{
    for ( unsigned int i = 0; i < BUCKETS; i++ )
        INIT_LIST_HEAD(&live[i]);
}
