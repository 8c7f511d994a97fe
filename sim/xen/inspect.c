/* SPDX-License-Identifier: GPL-2.0-only */
#include "inspect.h"

#include "domains.h"
#include "heap-state.h"
#include "heap.h"

#include <xen/sched.h>

bool inspect_object(unsigned int number, struct inspected *object)
{
    const struct object *known;

    if ( !number || number > heap.nr )
        return false;
    known = &heap.object[number - 1];
    *object = (struct inspected){.class = known->class,
                                 .size = known->size,
                                 .live = known->state == OBJECT_LIVE};
    return true;
}

/* Beside the sanitizer: looking is no access of the mediator. */
__attribute__((no_sanitize_address)) size_t inspect_bytes(unsigned int number,
                                                          size_t offset,
                                                          uint8_t *bytes,
                                                          size_t size)
{
    const volatile uint8_t *from;
    struct inspected object;
    size_t nr = 0;

    if ( !inspect_object(number, &object) )
        return 0;
    from = heap_bytes(number - 1);
    for ( ; nr < size && offset + nr < object.size; nr++ )
        bytes[nr] = from[offset + nr];
    return nr;
}

unsigned int inspect_find(uintptr_t address, size_t *offset)
{
    const uint8_t *pointer = (const uint8_t *)address;
    unsigned int number = heap_owns(pointer) ? heap_number_at(pointer) : 0;

    *offset = number ? (size_t)(pointer - heap_bytes(number - 1)) : 0;
    return number;
}

unsigned int inspect_tee(unsigned int domid)
{
    const struct domain *d = domain_known(domid);
    size_t offset;

    return d ? inspect_find((uintptr_t)d->arch.tee, &offset) : 0;
}
