/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The last words of a run that AddressSanitizer ends: who watches the process
 * learns the site from them. Outside of the CPUs nothing of the mediator runs,
 * and others have words of their own.
 */
#include "last-words.h"

#include <stdio.h>
#include <unistd.h>

#include "fiber.h"
#include "machine.h"
#include "poison.h"

#include "facade.h"

#include <xen/call-site.h>

bool last_words_brief;

#ifdef SIM_ASAN
#include <sanitizer/asan_interface.h>

void __asan_on_error(void);

void __asan_on_error(void)
{
    if ( fiber_current() == FIBER_MAIN )
        return;
    machine_note(EV_BAD_ACCESS, facade_site(), 0, 0, 0, 0, ACCESS_SANITIZER);
    fprintf(stderr, "ORACLE memory-safety %s %s cpu%u\n",
            call_site_here->function, name_text(facade_site()), machine_cpu());
    if ( !last_words_brief )
        return;
    fprintf(stderr, "ERROR: AddressSanitizer: %s\n",
            __asan_get_report_description());
    _exit(1);
}
#endif
