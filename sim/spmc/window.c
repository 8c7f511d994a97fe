/* SPDX-License-Identifier: GPL-2.0-only */
#include "window.h"

#include "bug.h"
#include "machine.h"
#include "page.h"

uint16_t window_frame(uint64_t address)
{
    int frame = page_from_address(address);

    return frame < 0 ? WINDOW_NO_FRAME : (uint16_t)frame;
}

uint16_t window_owner(uint16_t frame)
{
    if ( frame == WINDOW_NO_FRAME || !page_count(frame) )
        return PAGE_OWNER_NOBODY;
    return page_owner(frame);
}

void *window_open(uint16_t by, uint64_t address, size_t length, bool write)
{
    uint64_t first = address & ~(uint64_t)(PAGE_BYTES - 1);

    SIM_BUG_ON(!length);
    for ( uint64_t page = first; page < address + length; page += PAGE_BYTES )
    {
        uint16_t frame = window_frame(page);

        machine_note(EV_SECURE_ACCESS, 0, by, frame, window_owner(frame),
                     write);
        if ( window_owner(frame) == PAGE_OWNER_NOBODY )
            return NULL;
    }
    return page_window(address, length);
}
