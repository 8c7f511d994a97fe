/* SPDX-License-Identifier: GPL-2.0-only */
#include "inspect.h"

#include "heap-state.h"

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
