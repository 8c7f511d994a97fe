/* SPDX-License-Identifier: GPL-2.0-only */
#include "descriptor.h"

#include <string.h>

#include "bug.h"
#include "rxtx.h"
#include "setup.h"

#define OFFSET_MASK 7u  /* offsets of an RX/TX descriptor are multiples of 8 */
#define ALIGNMENT   15u /* of what offsets point to, less one                  */

/* Where the access descriptors are. */
struct list
{
    uint32_t at;
    uint32_t size; /* of one                                                */
    uint32_t nr;
};

static void read_1_0(const uint8_t *bytes, struct transaction *t,
                     struct list *list)
{
    struct ffa_memory_1_0 head;

    memcpy(&head, bytes, sizeof(head));
    t->sender = head.sender;
    t->attributes = head.attributes;
    t->flags = head.flags;
    t->handle = head.handle;
    t->tag = head.tag;
    *list = (struct list){sizeof(head), FFA_MEMORY_ACCESS_1_1, head.nr_access};
}

static bool read_1_1(const uint8_t *bytes, struct transaction *t,
                     struct list *list)
{
    struct ffa_memory_1_1 head;

    memcpy(&head, bytes, sizeof(head));
    t->sender = head.sender;
    t->attributes = head.attributes;
    t->flags = head.flags;
    t->handle = head.handle;
    t->tag = head.tag;
    *list = (struct list){head.access_offset, head.access_size, head.nr_access};
    if ( head.reserved[0] || head.reserved[1] || head.reserved[2] )
        return false;
    if ( list->size != FFA_MEMORY_ACCESS_1_1 &&
         !(list->size == FFA_MEMORY_ACCESS_1_2 && setup_caller_since(2)) )
        return false;
    return list->at >= sizeof(head) && !(list->at & ALIGNMENT);
}

static uint32_t head_size(void)
{
    return setup_caller_since(1) ? sizeof(struct ffa_memory_1_1)
                                 : sizeof(struct ffa_memory_1_0);
}

static bool read_head(const uint8_t *bytes, uint32_t size,
                      struct transaction *t, struct list *list)
{
    if ( size < head_size() )
        return false;
    if ( !setup_caller_since(1) )
        read_1_0(bytes, t, list);
    else if ( !read_1_1(bytes, t, list) )
        return false;
    t->nr_access = list->nr;
    return true;
}

/* The access descriptors, which all point to one composite: its offset. */
static bool read_list(const uint8_t *bytes, const struct list *list,
                      struct transaction *t, uint32_t *composite)
{
    struct ffa_memory_access access;

    SIM_BUG_ON(list->nr > TRANSACTION_RECEIVERS);
    for ( uint32_t i = 0; i < list->nr; i++ )
    {
        memcpy(&access, bytes + list->at + i * list->size, sizeof(access));
        if ( i && (access.composite_offset != *composite ||
                   access.receiver == t->access[0].receiver) )
            return false;
        *composite = access.composite_offset;
        t->access[i].receiver = access.receiver;
        t->access[i].permissions = access.permissions;
    }
    return true;
}

static bool read_composite(const uint8_t *bytes, uint32_t size, uint32_t total,
                           uint32_t at, struct transaction *t)
{
    struct ffa_composite composite;

    if ( at > size || size - at < sizeof(composite) )
        return false;
    memcpy(&composite, bytes + at, sizeof(composite));
    t->ranges_at = at + (uint32_t)sizeof(composite);
    t->pages = composite.pages;
    t->nr_ranges = composite.ranges;
    if ( !t->pages || !t->nr_ranges || composite.reserved )
        return false;
    return (total - t->ranges_at) / sizeof(struct ffa_range) == t->nr_ranges &&
           !((total - t->ranges_at) % sizeof(struct ffa_range));
}

int32_t descriptor_read(const uint8_t *bytes, uint32_t size, uint32_t total,
                        struct transaction *t)
{
    struct list list;
    uint32_t composite = 0;

    SIM_BUG_ON(size > total);
    if ( !read_head(bytes, size, t, &list) )
        return FFA_INVALID_PARAMETERS;
    if ( !list.nr || list.nr > TRANSACTION_RECEIVERS || list.at > size ||
         size - list.at < list.nr * list.size )
        return FFA_INVALID_PARAMETERS;
    if ( !read_list(bytes, &list, t, &composite) )
        return FFA_INVALID_PARAMETERS;
    if ( composite < list.at + list.nr * list.size || (composite & ALIGNMENT) )
        return FFA_INVALID_PARAMETERS;
    return read_composite(bytes, size, total, composite, t)
               ? FFA_OK
               : FFA_INVALID_PARAMETERS;
}

int32_t descriptor_read_retrieve(const uint8_t *bytes, uint32_t size,
                                 uint64_t *handle)
{
    struct transaction t = {.handle = 0};
    struct list list = {0, 0, 0};
    bool long_form = setup_caller_since(1);

    if ( size < head_size() )
        return FFA_INVALID_PARAMETERS;
    if ( long_form )
        read_1_1(bytes, &t, &list);
    else
        read_1_0(bytes, &t, &list);
    if ( t.sender || t.attributes || t.flags || t.tag || list.nr )
        return FFA_INVALID_PARAMETERS;
    *handle = t.handle;
    return FFA_OK;
}

static uint32_t access_size(void)
{
    return setup_caller_since(2) ? FFA_MEMORY_ACCESS_1_2
                                 : FFA_MEMORY_ACCESS_1_1;
}

static void write_head(const struct transaction *t, uint8_t *to)
{
    struct ffa_memory_1_1 new = {
        .sender = t->sender,
        .attributes = t->attributes,
        .flags = t->flags,
        .handle = t->handle,
        .tag = t->tag,
        .access_size = access_size(),
        .nr_access = t->nr_access,
        .access_offset = sizeof(new),
    };
    struct ffa_memory_1_0 old = {
        .sender = t->sender,
        .attributes = (uint8_t)t->attributes,
        .flags = t->flags,
        .handle = t->handle,
        .tag = t->tag,
        .nr_access = t->nr_access,
    };

    if ( setup_caller_since(1) )
        memcpy(to, &new, sizeof(new));
    else
        memcpy(to, &old, sizeof(old));
}

uint32_t descriptor_write(const struct transaction *t, uint8_t *to)
{
    uint32_t composite_at = head_size() + t->nr_access * access_size();
    struct ffa_composite composite = {t->pages, t->nr_ranges, 0};

    SIM_BUG_ON(composite_at + sizeof(composite) > DESCRIPTOR_HEAD);
    memset(to, 0, composite_at);
    write_head(t, to);
    for ( uint32_t i = 0; i < t->nr_access; i++ )
    {
        struct ffa_memory_access access = {
            .receiver = t->access[i].receiver,
            .permissions = t->access[i].permissions,
            .composite_offset = composite_at,
        };

        memcpy(to + head_size() + i * access_size(), &access, sizeof(access));
    }
    memcpy(to + composite_at, &composite, sizeof(composite));
    return composite_at + (uint32_t)sizeof(composite);
}

/* The first range at OFFSET, which is where a composite is. */
static bool read_buffer(const uint8_t *tx, size_t size, uint32_t offset,
                        struct ffa_range *range)
{
    struct ffa_composite composite;

    if ( (offset & OFFSET_MASK) || offset > size ||
         size - offset < sizeof(composite) + sizeof(*range) )
        return false;
    memcpy(&composite, tx + offset, sizeof(composite));
    memcpy(range, tx + offset + sizeof(composite), sizeof(*range));
    return composite.ranges && composite.pages >= range->pages;
}

bool descriptor_read_rxtx(const uint8_t *tx, size_t size, uint16_t *vm,
                          struct ffa_range range[2])
{
    struct ffa_endpoint_rxtx_1_1 new;
    struct ffa_endpoint_rxtx_1_0 old;
    size_t at = sizeof(old);

    if ( setup_caller_since(1) )
    {
        memcpy(&new, tx, sizeof(new));
        *vm = new.endpoint;
        return read_buffer(tx, size, new.rx_offset, &range[0]) &&
               read_buffer(tx, size, new.tx_offset, &range[1]);
    }
    memcpy(&old, tx, sizeof(old));
    *vm = old.endpoint;
    if ( !old.rx_ranges || !old.tx_ranges ||
         old.rx_ranges > size / sizeof(*range) - 2 )
        return false;
    memcpy(&range[0], tx + at, sizeof(*range));
    at += old.rx_ranges * sizeof(*range);
    if ( at + sizeof(*range) > size )
        return false;
    memcpy(&range[1], tx + at, sizeof(*range));
    return true;
}

uint32_t descriptor_message(void)
{
    if ( !setup_caller_since(1) )
        return 0;
    return setup_caller_since(2) ? sizeof(struct ffa_message_1_2)
                                 : sizeof(struct ffa_message_1_1);
}
