/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shares, towards the SPMC.
 *
 * The descriptor is written anew, from what was checked, into the hypervisor's
 * own TX. What has no room there follows in fragments, from where the SPMC asks
 * on.
 */
#include <xen/lib.h>
#include <xen/string.h>

#include "ffa_private.h"
#include "ffa_shm_abi.h"

/* Ours are at most two; an SPMC may ask for smaller ones, within reason. */
#define MAX_FRAGMENTS 16U

static uint32_t share_fid __ro_after_init;
static uint32_t access_size __ro_after_init;

/* What is being sent. */
struct message
{
    const struct ffa_shm *shm;
    const struct ffa_shm_request *request;
    uint16_t sender;
    unsigned int head;  /* bytes before the first range                     */
    unsigned int total; /* bytes                                            */
    void *tx;
    unsigned int size; /* of TX                                             */
};

static paddr_t address_of(const struct ffa_shm *shm, unsigned int i)
{
    return page_to_maddr(shm->pages[i].page);
}

/*
 * The pages from FIRST on that follow each other, in the order the guest has
 * given. Returns how many.
 */
static unsigned int range_from(const struct ffa_shm *shm, unsigned int first,
                               struct ffa_mem_range *range)
{
    unsigned int nr = 1;

    *range = (struct ffa_mem_range){.address = address_of(shm, first)};
    while ( first + nr < shm->nr_pages &&
            address_of(shm, first + nr) ==
                range->address + (paddr_t)nr * FFA_PAGE_SIZE )
        nr++;
    range->nr_pages = nr;

    return nr;
}

static unsigned int count_ranges(const struct ffa_shm *shm)
{
    struct ffa_mem_range range;
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < shm->nr_pages; nr++ )
        i += range_from(shm, i, &range);

    return nr;
}

static unsigned int head_size(const struct ffa_shm_request *request)
{
    return sizeof(struct ffa_mem_header) + request->nr_receivers * access_size +
           sizeof(struct ffa_mem_region);
}

/* Up to FF-A 1.1 there is no IMPDEF. */
static void write_access(const struct message *m, unsigned int i)
{
    struct ffa_mem_access access = {
        .receiver = m->request->receiver[i].id,
        .permissions = m->request->receiver[i].permissions,
        .region_offset = m->head - sizeof(struct ffa_mem_region),
        .impdef = {m->request->receiver[i].impdef[0],
                   m->request->receiver[i].impdef[1]},
    };
    void *to = m->tx + sizeof(struct ffa_mem_header) + i * access_size;

    if ( access_size == FFA_MEM_ACCESS_SIZE_1_1 )
        access.impdef[0] = 0;
    memcpy(to, &access, access_size);
}

static void write_head(const struct message *m)
{
    const struct ffa_mem_header header = {
        .sender = m->sender,
        .attributes = FFA_MEM_NORMAL,
        .tag = m->request->tag,
        .access_size = access_size,
        .nr_receivers = m->request->nr_receivers,
        .access_offset = sizeof(header),
    };
    const struct ffa_mem_region region = {
        .nr_pages = m->shm->nr_pages,
        .nr_ranges = (m->total - m->head) / sizeof(struct ffa_mem_range),
    };

    memcpy(m->tx, &header, sizeof(header));
    for ( unsigned int i = 0; i < m->request->nr_receivers; i++ )
        write_access(m, i);
    memcpy(m->tx + m->head - sizeof(region), &region, sizeof(region));
}

/* The ranges from OFFSET of the message on, at AT of TX. Returns its end. */
static unsigned int write_ranges(const struct message *m, unsigned int offset,
                                 unsigned int at)
{
    unsigned int skip = (offset - m->head) / sizeof(struct ffa_mem_range);
    struct ffa_mem_range range;

    for ( unsigned int i = 0; i < m->shm->nr_pages; )
    {
        i += range_from(m->shm, i, &range);
        if ( skip )
        {
            skip--;
            continue;
        }
        if ( at + sizeof(range) > m->size )
            break;
        memcpy(m->tx + at, &range, sizeof(range));
        at += sizeof(range);
    }

    return at;
}

static uint64_t handle_in(register_t low, register_t high)
{
    return (uint32_t)low | (uint64_t)(uint32_t)high << 32;
}

/*
 * FFA_MEM_FRAG_RX asks on from OFFSET: after what it has got so far, which is
 * more than it had, and where a range begins.
 */
static bool may_go_on(const struct message *m,
                      const struct arm_smccc_1_2_regs *regs, uint32_t had,
                      uint32_t sent)
{
    uint32_t offset = regs->a3, w4 = regs->a4;

    return offset > had && offset >= m->head && offset <= sent &&
           offset < m->total &&
           !((offset - m->head) % sizeof(struct ffa_mem_range)) &&
           (!w4 || w4 == FFA_ENDPOINTS(m->sender, 0));
}

/*
 * FFA_OK, and *HANDLE; what the SPMC has refused the transaction with; or
 * FFA_ABORTED and *LOST: what it says makes no sense, and it may have the
 * pages.
 */
static int32_t send(const struct message *m, uint64_t *handle, bool *lost)
{
    struct arm_smccc_1_2_regs regs = {.a0 = share_fid, .a1 = m->total};
    uint32_t had = 0, sent;

    write_head(m);
    sent = write_ranges(m, m->head, m->head);
    regs.a2 = sent;

    for ( unsigned int nr = 0; nr < MAX_FRAGMENTS; nr++ )
    {
        uint32_t offset;

        arm_smccc_1_2_smc(&regs, &regs);
        if ( (uint32_t)regs.a0 == FFA_ERROR )
            return ffa_smc_status(&regs);
        if ( !ffa_smc_status(&regs) && sent == m->total )
        {
            *handle = handle_in(regs.a2, regs.a3);
            return FFA_OK;
        }
        if ( (uint32_t)regs.a0 != FFA_MEM_FRAG_RX ||
             !may_go_on(m, &regs, had, sent) ||
             (had && *handle != handle_in(regs.a1, regs.a2)) )
            break;

        offset = regs.a3;
        *handle = handle_in(regs.a1, regs.a2);
        had = offset;
        regs = (struct arm_smccc_1_2_regs){
            .a0 = FFA_MEM_FRAG_TX,
            .a1 = (uint32_t)*handle,
            .a2 = *handle >> 32,
            .a3 = write_ranges(m, offset, 0),
            .a4 = FFA_ENDPOINTS(m->sender, 0),
        };
        sent = offset + regs.a3;
    }

    *lost = true;
    return FFA_ABORTED;
}

int32_t ffa_shm_send(uint16_t sender, const struct ffa_shm_request *request,
                     struct ffa_shm *shm)
{
    struct message m = {
        .shm = shm,
        .request = request,
        .sender = sender,
        .head = head_size(request),
    };
    int32_t status;

    m.total = m.head + count_ranges(shm) * sizeof(struct ffa_mem_range);
    m.tx = ffa_rxtx_tx_get(&m.size);
    if ( !m.tx )
        return FFA_NO_MEMORY;

    status = send(&m, &shm->handle, &shm->lost);
    ffa_rxtx_tx_put();

    return status;
}

int32_t ffa_shm_send_reclaim(uint64_t handle, uint32_t flags)
{
    return ffa_smc_simple(FFA_MEM_RECLAIM, handle, handle >> 32, flags, 0);
}

/* Probe only. False: the SPMC takes no shares. */
bool ffa_shm_send_init(void)
{
    if ( ffa_smc_features(FFA_MEM_SHARE_64, NULL) )
        share_fid = FFA_MEM_SHARE_64;
    else if ( ffa_smc_features(FFA_MEM_SHARE_32, NULL) )
        share_fid = FFA_MEM_SHARE_32;
    else
        return false;

    access_size = ffa_smc_version >= FFA_VERSION_1_2 ? FFA_MEM_ACCESS_SIZE_1_2
                                                     : FFA_MEM_ACCESS_SIZE_1_1;
    return ffa_smc_features(FFA_MEM_RECLAIM, NULL);
}
