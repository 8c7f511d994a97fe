/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Only what is forbidden beyond doubt makes a descriptor unsound: reserved
 * fields, say, are not looked at.
 */
#include "asked.h"

#include <string.h>

#include "address-space.h"
#include "argument.h"
#include "ffa.h"
#include "machine.h"
#include "memory.h"
#include "message.h"

#define ALIGNMENT   7u  /* of offsets, less one                              */
#define FEW         16u /* ranges that are compared with each other          */
#define PAGE_OFFSET (FFA_PAGE_BYTES - 1)

/* What a descriptor of MEM_SHARE says. */
struct asked
{
    bool sound; /* no version of FF-A forbids it. If not, the rest is void   */
    uint32_t sps;
    uint32_t pages;
    uint64_t tag;
};

struct reader
{
    const uint8_t *bytes;
    uint32_t length;
};

static bool get(const struct reader *r, uint64_t at, void *to, uint32_t size)
{
    if ( at > r->length || size > r->length - at )
        return false;
    memcpy(to, r->bytes + at, size);
    return true;
}

/* The header in either layout, as the newer one has it. */
static bool get_header(const struct reader *r, bool old,
                       struct ffa_memory_1_1 *header)
{
    struct ffa_memory_1_0 first;

    if ( !old )
        return get(r, 0, header, sizeof(*header)) &&
               header->access_offset >= sizeof(*header);
    if ( !get(r, 0, &first, sizeof(first)) )
        return false;
    *header = (struct ffa_memory_1_1){
        .sender = first.sender,
        .attributes = first.attributes,
        .flags = first.flags,
        .handle = first.handle,
        .tag = first.tag,
        .access_size = FFA_MEMORY_ACCESS_1_1,
        .nr_access = first.nr_access,
        .access_offset = sizeof(first),
    };
    return true;
}

static bool header_fits(const struct ffa_memory_1_1 *header, uint16_t sender)
{
    return header->sender == sender && !header->handle &&
           !(header->attributes & FFA_MEMORY_NON_SECURE) &&
           !(header->flags & FFA_MEMORY_CLEAR) &&
           (header->access_size == FFA_MEMORY_ACCESS_1_1 ||
            header->access_size == FFA_MEMORY_ACCESS_1_2) &&
           !(header->access_offset & ALIGNMENT) && header->nr_access;
}

/* The receivers, each once, with one region: its offset in *AT. */
static bool get_receivers(const struct reader *r,
                          const struct ffa_memory_1_1 *header,
                          struct asked *asked, uint32_t *at)
{
    uint64_t offset = header->access_offset;

    for ( uint32_t i = 0; i < header->nr_access; i++ )
    {
        struct ffa_memory_access access;
        uint32_t sp;

        if ( !get(r, offset, &access, sizeof(access)) )
            return false;
        sp = (uint32_t)access.receiver - PROGRAM_FIRST_SP;
        if ( sp >= PROGRAM_MAX_SPS || (asked->sps >> sp & 1) ||
             (access.permissions != FFA_MEMORY_DATA_RO &&
              access.permissions != FFA_MEMORY_DATA_RW) ||
             (i && access.composite_offset != *at) )
            return false;
        asked->sps |= 1u << sp;
        *at = access.composite_offset;
        offset += header->access_size;
    }
    return !(*at & ALIGNMENT) && *at >= offset;
}

static bool range_fits(const struct ffa_range *range)
{
    uint64_t bytes = (uint64_t)range->pages * FFA_PAGE_BYTES;

    return range->pages && !(range->address & PAGE_OFFSET) &&
           range->address + bytes - 1 >= range->address;
}

static bool overlap(const struct ffa_range *a, const struct ffa_range *b)
{
    return a->address < b->address
               ? b->address - a->address < (uint64_t)a->pages * FFA_PAGE_BYTES
               : a->address - b->address < (uint64_t)b->pages * FFA_PAGE_BYTES;
}

static bool get_ranges(const struct reader *r, uint64_t at, struct asked *asked)
{
    struct ffa_range few[FEW], range;
    struct ffa_composite composite;
    uint64_t pages = 0;

    if ( !get(r, at, &composite, sizeof(composite)) || !composite.ranges )
        return false;
    at += sizeof(composite);
    for ( uint32_t i = 0; i < composite.ranges; i++, at += sizeof(range) )
    {
        if ( !get(r, at, &range, sizeof(range)) || !range_fits(&range) )
            return false;
        for ( uint32_t k = 0; k < i && k < FEW; k++ )
            if ( overlap(&few[k], &range) )
                return false;
        if ( i < FEW )
            few[i] = range;
        pages += range.pages;
    }
    asked->pages = composite.pages;
    return pages == composite.pages;
}

static bool read(const struct reader *r, bool old, uint16_t sender,
                 struct asked *asked)
{
    struct ffa_memory_1_1 header;
    uint32_t at = 0;

    *asked = (struct asked){.sound = false};
    if ( !get_header(r, old, &header) || !header_fits(&header, sender) )
        return false;
    asked->tag = header.tag;
    asked->sound =
        get_receivers(r, &header, asked, &at) && get_ranges(r, at, asked);
    return asked->sound;
}

static struct asked read_share(const uint8_t *bytes, uint32_t length,
                               uint16_t sender)
{
    const struct reader r = {bytes, length};
    struct asked asked;

    if ( !read(&r, false, sender, &asked) )
        read(&r, true, sender, &asked);
    return asked;
}

/* In one piece, and from TX: else it is not known what it means. */
void asked_share(unsigned int domain, const uint64_t *x, uint64_t tx)
{
    uint8_t bytes[PROGRAM_PAGE_BYTES];
    uint32_t length = (uint32_t)x[1];
    struct asked asked;

    if ( length != (uint32_t)x[2] || length > sizeof(bytes) || x[3] || x[4] ||
         !address_space_read(domain, tx, bytes, length) )
        return;
    asked = read_share(bytes, length, FFA_ID_OF_DOMAIN(domain));
    machine_note(EV_GUEST_SHARE, 0, domain, asked.sound, asked.sps, asked.pages,
                 asked.tag);
}

static bool is_writable(unsigned int domain, uint64_t address)
{
    uint64_t last = PROGRAM_PAGE(PROGRAM_RAM_PAGES - 1); /* read-only        */

    return address / PROGRAM_PAGE_BYTES != last / PROGRAM_PAGE_BYTES &&
           address_space_frame(domain, address) >= 0;
}

void asked_map(unsigned int domain, const uint64_t *x)
{
    bool wide = x[0] & FFA_CONVENTION_64;
    uint64_t tx = wide ? x[1] : (uint32_t)x[1];
    uint64_t rx = wide ? x[2] : (uint32_t)x[2];

    machine_note(EV_GUEST_MAP, 0, domain,
                 is_writable(domain, tx) && is_writable(domain, rx));
}

void asked_send(unsigned int domain, uint64_t tx)
{
    struct ffa_message_1_1 header;

    if ( address_space_read(domain, tx, &header, sizeof(header)) )
        machine_note(EV_GUEST_SEND, 0, domain, header.receiver, header.offset,
                     header.size, header.sender, header.flags);
}
