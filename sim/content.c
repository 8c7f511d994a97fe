/* SPDX-License-Identifier: GPL-2.0-only */
#include "content.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "address-space.h"
#include "effect.h"
#include "machine.h"
#include "page.h"
#include "partition-info.h"

#define SHORT_ENTRY sizeof(struct ffa_partition_info_1_0)
#define ENTRY       sizeof(struct ffa_partition_info_1_1)

/* All of it is looked at; NULL: it is free. */
static const void *bytes_of(unsigned int frame)
{
    const void *page = page_bytes(frame);

    if ( page )
        effect_on_range(page, PAGE_BYTES, false);
    return page;
}

uint64_t content_digest(unsigned int frame)
{
    const void *page = bytes_of(frame);

    return page ? XXH3_64bits(page, PAGE_BYTES) : 0;
}

/* Whose untouched memory the two words at WORD are; NOBODY: nobody's. */
static unsigned int whose(const uint32_t *word)
{
    unsigned int domain = (word[0] >> 16 & 0xff) ^ 0x5au;

    if ( word[0] == 0xfdfdfdfdu && word[1] == word[0] )
        return PAGE_OWNER_XEN;
    if ( domain < PROGRAM_MAX_DOMAINS &&
         word[0] == ADDRESS_SPACE_PATTERN(domain, word[0] & 0xffff) &&
         word[1] == word[0] + 1 )
        return domain;
    return PAGE_OWNER_NOBODY;
}

void content_look(unsigned int domain, unsigned int frame)
{
    const uint32_t *page = bytes_of(frame);
    uint32_t seen = 0;
    bool heap = false;

    machine_note(EV_GUEST_READ, 0, domain);
    for ( unsigned int i = 0; i + 1 < PAGE_BYTES / sizeof(*page); i++ )
    {
        unsigned int of = whose(&page[i]);
        bool known = of == domain || of == PAGE_OWNER_NOBODY ||
                     (of == PAGE_OWNER_XEN ? heap : seen >> of & 1);

        if ( known )
            continue;
        if ( of == PAGE_OWNER_XEN )
            heap = true;
        else
            seen |= 1u << of;
        machine_note(EV_GUEST_FOUND, 0, domain, of, i * sizeof(*page));
    }
}

/* NR entries, one every STRIDE bytes, as many of them as there is ROOM for. */
static void list(unsigned int domain, const void *entries, unsigned int nr,
                 uint64_t stride, unsigned int room)
{
    for ( unsigned int i = 0;
          i < nr && stride >= SHORT_ENTRY && (i + 1) * stride <= room; i++ )
    {
        struct ffa_partition_info_1_1 entry = {0};
        uint64_t uuid[2];

        memcpy(&entry, (const uint8_t *)entries + i * stride,
               stride < ENTRY ? SHORT_ENTRY : ENTRY);
        memcpy(uuid, entry.uuid, sizeof(uuid));
        machine_note(EV_GUEST_PARTITION, 0, domain, entry.id, entry.contexts,
                     entry.properties, uuid[0], uuid[1]);
    }
}

/* Before 1.1 entries have one size, which is not told. */
void content_list(unsigned int domain, unsigned int frame,
                  const uint64_t reply[4])
{
    list(domain, bytes_of(frame), (unsigned int)reply[2],
         reply[3] ? (uint32_t)reply[3] : SHORT_ENTRY, PAGE_BYTES);
}

void content_windows(unsigned int domain, unsigned int start,
                     const uint64_t reply[18])
{
    unsigned int last = (uint16_t)(reply[2] >> FFA_REGS_CURRENT_SHIFT);

    list(domain, &reply[FFA_REGS_FIRST], last + 1 - start, ENTRY,
         FFA_REGS_BYTES);
}
