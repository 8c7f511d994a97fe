/* SPDX-License-Identifier: GPL-2.0-only */
#include "hypervisor-user.h"

#include <xen/init.h>
#include <xen/sched.h>

#include <asm/tee/tee.h>

#include "ffa_hypervisor.h"

#define FIRST_SP 0x8001

struct hypervisor_user hypervisor_user;

static void take(uint64_t from_sps, uint32_t from_spm)
{
    hypervisor_user.calls++;
    hypervisor_user.from_sps |= from_sps;
    hypervisor_user.from_spm |= from_spm;
}

static int give_hardware_domain_ffa(void)
{
    struct domain *d = rcu_lock_domain_by_id(0);
    int rc = tee_domain_init(d, XEN_DOMCTL_CONFIG_TEE_FFA);

    rcu_unlock_domain(d);
    return rc;
}

static int use(void)
{
    struct hypervisor_user *user = &hypervisor_user;

    if ( user->wants & USER_RECEIVES )
        user->receive = ffa_hypervisor_receive(take);
    if ( user->wants & USER_RECEIVES_AGAIN )
        user->receive_again = ffa_hypervisor_receive(take);
    if ( (user->wants & USER_BINDS) && !user->receive )
        user->bind = ffa_hypervisor_bind(FIRST_SP, 0x3);
    if ( (user->wants & USER_UNBINDS) && !user->receive )
        user->unbind = ffa_hypervisor_unbind(FIRST_SP, 0x2);
    if ( user->wants & USER_HARDWARE_DOMAIN )
        user->hardware_domain = give_hardware_domain_ffa();
    return 0;
}
__initcall(use);
