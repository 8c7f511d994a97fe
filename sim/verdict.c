/* SPDX-License-Identifier: GPL-2.0-only */
#include "verdict.h"

#include "bug.h"

static const char *const names[] = {
    [VERDICT_PASS] = "pass",       [VERDICT_SKIP] = "skip",
    [VERDICT_FAILURE] = "failure", [VERDICT_CRASH] = "crash",
    [VERDICT_ERROR] = "error",
};

const char *verdict_name(enum verdict verdict)
{
    SIM_BUG_ON((unsigned int)verdict >= SIM_ARRAY_SIZE(names));
    return names[verdict];
}
