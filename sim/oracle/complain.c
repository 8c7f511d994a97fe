/* SPDX-License-Identifier: GPL-2.0-only */
#include "complain.h"

#include <stdarg.h>
#include <stdio.h>

#include "bug.h"

bool complain(struct complaint *complaint, const char *site, const char *object,
              int earlier, const char *format, ...)
{
    va_list args;

    SIM_BUG_ON(!site || !object);
    complaint->site = site;
    complaint->object = object;
    complaint->earlier = earlier;
    va_start(args, format);
    vsnprintf(complaint->text, sizeof(complaint->text), format, args);
    va_end(args);
    return false;
}

const char *complain_name(name_t name)
{
    const char *text = name_text(name);

    return text ? text : "?";
}
