/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A guest's description of what it shares.
 *
 * It is in memory that the guest can write to at any time. So each part of it
 * is copied once, and only the copy is looked at.
 */
#include <xen/lib.h>
#include <xen/string.h>

#include "ffa_private.h"
#include "ffa_shm_abi.h"

#define HEADER_SIZE_1_0 sizeof(struct ffa_mem_header_1_0)

/* Copy SIZE bytes from OFFSET on. False: they are not within LENGTH. */
static bool copy(void *to, const void *buffer, unsigned int length,
                 uint64_t offset, unsigned int size)
{
    if ( offset > length || size > length - offset )
        return false;

    memcpy(to, buffer + offset, size);
    return true;
}

/* Of any version, as the newest has it. */
static bool read_header(uint32_t version, const void *buffer,
                        unsigned int length, struct ffa_mem_header *header)
{
    struct ffa_mem_header_1_0 old;

    if ( version >= FFA_VERSION_1_1 )
        return copy(header, buffer, length, 0, sizeof(*header));

    if ( !copy(&old, buffer, length, 0, sizeof(old)) )
        return false;

    *header = (struct ffa_mem_header){
        .sender = old.sender,
        .attributes = old.attributes,
        .flags = old.flags,
        .handle = old.handle,
        .tag = old.tag,
        .access_size = FFA_MEM_ACCESS_SIZE_1_1,
        .nr_receivers = old.nr_receivers,
        .access_offset = HEADER_SIZE_1_0,
        .reserved = {old.reserved},
    };
    return true;
}

static bool is_access_size(uint32_t version, uint32_t size)
{
    return size == FFA_MEM_ACCESS_SIZE_1_1 ||
           (version >= FFA_VERSION_1_2 && size == FFA_MEM_ACCESS_SIZE_1_2);
}

/* Memory is shared as the guest itself has it, and stays as it is. */
static int32_t check_header(const struct ffa_ctx *ctx, uint32_t version,
                            const struct ffa_mem_header *header)
{
    unsigned int smallest =
        version >= FFA_VERSION_1_1 ? sizeof(*header) : HEADER_SIZE_1_0;

    if ( header->sender != ctx->vm_id || header->flags || header->handle ||
         header->reserved[0] || header->reserved[1] || header->reserved[2] )
        return FFA_INVALID_PARAMETERS;
    if ( !is_access_size(version, header->access_size) ||
         header->access_offset < smallest ||
         header->access_offset % FFA_MEM_ALIGN )
        return FFA_INVALID_PARAMETERS;
    if ( !header->nr_receivers || header->nr_receivers > FFA_SHM_MAX_RECEIVERS )
        return FFA_INVALID_PARAMETERS;
    if ( header->attributes & FFA_MEM_NON_SECURE )
        return FFA_INVALID_PARAMETERS;

    return header->attributes == FFA_MEM_NORMAL ? FFA_OK : FFA_DENIED;
}

static bool read_access(const struct ffa_mem_header *header, unsigned int i,
                        const void *buffer, unsigned int length,
                        struct ffa_mem_access *access)
{
    uint64_t offset = header->access_offset + (uint64_t)i * header->access_size;
    const unsigned int common = offsetof(struct ffa_mem_access, impdef);

    if ( header->access_size == sizeof(*access) )
        return copy(access, buffer, length, offset, sizeof(*access));

    *access = (struct ffa_mem_access){};
    return copy(access, buffer, length, offset, common) &&
           copy(&access->reserved, buffer, length, offset + common,
                sizeof(access->reserved));
}

static bool is_among(const struct ffa_shm_request *request, uint16_t id)
{
    for ( unsigned int i = 0; i < request->nr_receivers; i++ )
        if ( request->receiver[i].id == id )
            return true;

    return false;
}

static bool add_receiver(struct ffa_shm_request *request,
                         const struct ffa_mem_access *access)
{
    unsigned int i = request->nr_receivers;

    if ( !(access->receiver & FFA_ID_SECURE) ||
         is_among(request, access->receiver) || access->flags ||
         access->reserved )
        return false;
    if ( access->permissions != FFA_MEM_READ_ONLY &&
         access->permissions != FFA_MEM_READ_WRITE )
        return false;

    request->receiver[i].id = access->receiver;
    request->receiver[i].permissions = access->permissions;
    request->receiver[i].impdef[0] = access->impdef[0];
    request->receiver[i].impdef[1] = access->impdef[1];
    request->nr_receivers++;
    return true;
}

/* All receivers have the same region: *OFFSET. */
static bool read_receivers(const struct ffa_mem_header *header,
                           const void *buffer, unsigned int length,
                           struct ffa_shm_request *request, uint32_t *offset)
{
    for ( unsigned int i = 0; i < header->nr_receivers; i++ )
    {
        struct ffa_mem_access access;

        if ( !read_access(header, i, buffer, length, &access) ||
             !add_receiver(request, &access) )
            return false;
        if ( !i )
            *offset = access.region_offset;
        if ( *offset != access.region_offset )
            return false;
    }

    return true;
}

static int32_t read_region(const void *buffer, unsigned int length,
                           uint64_t offset, struct ffa_shm_request *request)
{
    struct ffa_mem_region region;

    if ( !copy(&region, buffer, length, offset, sizeof(region)) )
        return FFA_INVALID_PARAMETERS;

    offset += sizeof(region);
    if ( region.reserved || !region.nr_pages || !region.nr_ranges ||
         region.nr_ranges > (length - offset) / sizeof(struct ffa_mem_range) )
        return FFA_INVALID_PARAMETERS;
    if ( region.nr_pages > FFA_SHM_MAX_PAGES )
        return FFA_NO_MEMORY;

    request->nr_pages = region.nr_pages;
    request->nr_ranges = region.nr_ranges;
    request->ranges = offset;
    return FFA_OK;
}

int32_t ffa_shm_read(struct ffa_ctx *ctx, const void *buffer,
                     unsigned int length, struct ffa_shm_request *request)
{
    uint32_t version = ACCESS_ONCE(ctx->version);
    struct ffa_mem_header header;
    uint32_t offset = 0;
    int32_t status;

    BUILD_BUG_ON(sizeof(struct ffa_mem_header_1_0) != 32);
    BUILD_BUG_ON(sizeof(struct ffa_mem_header) != 48);
    BUILD_BUG_ON(sizeof(struct ffa_mem_access) != FFA_MEM_ACCESS_SIZE_1_2);
    BUILD_BUG_ON(sizeof(struct ffa_mem_region) != 16);
    BUILD_BUG_ON(sizeof(struct ffa_mem_range) != 16);

    if ( !read_header(version, buffer, length, &header) )
        return FFA_INVALID_PARAMETERS;
    status = check_header(ctx, version, &header);
    if ( status )
        return status;

    *request = (struct ffa_shm_request){.tag = header.tag};
    if ( !read_receivers(&header, buffer, length, request, &offset) ||
         offset % FFA_MEM_ALIGN ||
         offset < header.access_offset +
                      (uint64_t)header.nr_receivers * header.access_size )
        return FFA_INVALID_PARAMETERS;

    return read_region(buffer, length, offset, request);
}

/* What cannot be had is not the guest's own, plain memory. */
static int32_t add_page(struct ffa_ctx *ctx, unsigned long gfn,
                        struct ffa_shm *shm)
{
    p2m_type_t type;
    struct page_info *page = get_page_from_gfn(ctx->d, gfn, &type, P2M_ALLOC);

    if ( !page )
        return FFA_INVALID_PARAMETERS;
    if ( type != p2m_ram_rw )
    {
        put_page(page);
        return FFA_DENIED;
    }

    shm->pages[shm->nr_pages++].page = page;
    return FFA_OK;
}

static int32_t add_range(struct ffa_ctx *ctx, const struct ffa_mem_range *range,
                         unsigned int wanted, struct ffa_shm *shm)
{
    int32_t status = FFA_OK;

    if ( range->reserved || range->address % FFA_PAGE_SIZE ||
         !range->nr_pages || range->nr_pages > wanted - shm->nr_pages ||
         range->address > ~0ULL - (uint64_t)range->nr_pages * FFA_PAGE_SIZE )
        return FFA_INVALID_PARAMETERS;

    for ( unsigned int i = 0; i < range->nr_pages && !status; i++ )
        status = add_page(ctx, gfn_x(gaddr_to_gfn(range->address)) + i, shm);

    return status;
}

int32_t ffa_shm_read_pages(struct ffa_ctx *ctx, const void *buffer,
                           const struct ffa_shm_request *request,
                           struct ffa_shm *shm)
{
    const void *ranges = buffer + request->ranges;

    for ( unsigned int i = 0; i < request->nr_ranges; i++ )
    {
        struct ffa_mem_range range;
        int32_t status;

        memcpy(&range, ranges + i * sizeof(range), sizeof(range));
        status = add_range(ctx, &range, request->nr_pages, shm);
        if ( status )
            return status;
    }

    return shm->nr_pages == request->nr_pages ? FFA_OK : FFA_INVALID_PARAMETERS;
}
