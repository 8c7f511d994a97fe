/* SPDX-License-Identifier: GPL-2.0-only */
#include "waiver.h"

#include <string.h>

#include "bug.h"
#include "complain.h"

static const struct
{
    const char *kind;
    const char *object;
    const char *reason;
} waivers[] = {
#define WAIVER(kind, object, reason) {kind, object, reason},
#include "waivers.def"
#undef WAIVER
};

bool waiver_for(const char *kind, name_t class)
{
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(waivers); i++ )
    {
        SIM_BUG_ON(!waivers[i].reason[0]);
        if ( !strcmp(waivers[i].kind, kind) &&
             !strcmp(waivers[i].object, complain_name(class)) )
            return true;
    }
    return false;
}
