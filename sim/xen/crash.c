/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The last words of a run that AddressSanitizer ends: who watches the process
 * learns the site from them. Outside of the CPUs nothing of the mediator runs,
 * and others have words of their own.
 */
#include <stdio.h>

#include "fiber.h"
#include "machine.h"
#include "poison.h"

#include "facade.h"

#include <xen/call-site.h>

#ifdef SIM_ASAN
void __asan_on_error(void);

void __asan_on_error(void)
{
    if ( fiber_current() == FIBER_MAIN )
        return;
    machine_note(EV_BAD_ACCESS, facade_site(), 0, 0, 0, 0, ACCESS_SANITIZER);
    fprintf(stderr, "ORACLE memory-safety %s %s cpu%u\n",
            call_site_here->function, name_text(facade_site()), machine_cpu());
}
#endif
