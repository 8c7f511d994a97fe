/* SPDX-License-Identifier: GPL-2.0-only */
#include "content.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "machine.h"
#include "page.h"
#include "partition-info.h"

#define SHORT_ENTRY sizeof(struct ffa_partition_info_1_0)
#define ENTRY       sizeof(struct ffa_partition_info_1_1)

uint64_t content_digest(const void *page)
{
    return page ? XXH3_64bits(page, PAGE_BYTES) : 0;
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
void content_list(unsigned int domain, const void *page,
                  const uint64_t reply[4])
{
    list(domain, page, (unsigned int)reply[2],
         reply[3] ? (uint32_t)reply[3] : SHORT_ENTRY, PAGE_BYTES);
}

void content_windows(unsigned int domain, unsigned int start,
                     const uint64_t reply[18])
{
    unsigned int last = (uint16_t)(reply[2] >> FFA_REGS_CURRENT_SHIFT);

    list(domain, &reply[FFA_REGS_FIRST], last + 1 - start, ENTRY,
         FFA_REGS_BYTES);
}
