/* SPDX-License-Identifier: GPL-2.0-only */
/* What a guest does and gets: its calls, its virtual interrupts, its pages. */
#include "hyper.h"

#include <xen/domain_page.h>
#include <xen/errno.h>
#include <asm/smccc.h>

#define NPI 8u

static void boot(void)
{
    hyper_plain();
    BOOT(2);
}

static uint64_t call_with(uint64_t x0)
{
    uint64_t regs[18] = {x0};

    hypervisor_vcpu_run(1, 0);
    hypervisor_guest_call(1, 0, regs);
    return regs[0];
}

static void call_each(void)
{
    seam_tell(call_with(0x84000064)); /* FFA_FEATURES                     */
    seam_tell(call_with(0xC4000083)); /* FFA_NOTIFICATION_INFO_GET_64     */
    seam_tell(call_with(0xB2000000)); /* owner 50, a trusted OS           */
    seam_tell(call_with(0x04000064)); /* yielding                         */
    seam_tell(call_with(0x8400005f)); /* below FF-A's range               */
    seam_tell(call_with(0x8400008f)); /* above                            */
    seam_tell(call_with(0x84000001)); /* PSCI                             */
    seam_tell(call_with(0x82000064)); /* owner 2, SiP                     */
    seam_tell(call_with(0x64));       /* the first PSCI                   */
}

/* vsmccc_handle_call: owner 4 in FF-A's range, and owners 48 .. 63. */
static void only_calls_for_the_tee_reach_the_mediator(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {0, call_each}), SCHED_QUIET);
    for ( unsigned int i = 0; i < 9; i++ )
        assert_int_equal(seam_told[i], i < 4 ? 0x84000061 : UINT64_MAX);
    assert_int_equal(seam_count(EV_CALL), 4);
    assert_int_equal(seam_count(EV_RETURN), 4);
    assert_int_equal(seam_count(EV_CALL_UNKNOWN), 5);
}

static void create_32(void)
{
    const struct create_arguments arguments = {
        .vcpus = 1,
        .ffa = true,
        .bits32 = true,
        .online = true,
    };

    hypervisor_domain_create(1, &arguments);
    seam_tell(call_with(0xC4000083));
    seam_tell(call_with(0xffff000084000064));
}

/* SMC64 identifiers are unknown to it; upper halves are zero. */
static void a_32_bit_guest_makes_32_bit_calls(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, create_32}), SCHED_QUIET);
    assert_int_equal(seam_told[0], UINT64_MAX);
    assert_int_equal(seam_told[1], 0x84000061);
    assert_int_equal(seam_event(EV_CALL, 0).arg[2], 0x84000064);
}

static bool not_mine(struct cpu_user_regs *regs)
{
    seam_tell(get_user_reg(regs, 31));
    set_user_reg(regs, 31, 5);
    set_user_reg(regs, 9, 5);
    return false;
}

static void call(void)
{
    seam_tell(hyper_call());
}

static void a_call_that_is_not_handled_is_unknown(void **state)
{
    (void)state;
    boot();
    hyper_ops.handle_call = not_mine;
    assert_int_equal(RUN({0, hyper_create}, {0, call}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 0);
    assert_int_equal(seam_told[1], UINT64_MAX);
    assert_int_equal(seam_event(EV_RETURN_HIGH, 0).arg[2], 5);
}

static struct cpu_user_regs *kept;

static bool keep_frame(struct cpu_user_regs *regs)
{
    kept = regs;
    return true;
}

static void use_kept_frame(void)
{
    get_user_reg(kept, 0);
}

/* BUG in Xen if the frame is not the one on this CPU's stack. */
static void a_frame_is_good_for_its_trap_only(void **state)
{
    (void)state;
    boot();
    hyper_ops.handle_call = keep_frame;
    assert_int_equal(RUN({0, hyper_create}, {0, call}, {0, use_kept_frame}),
                     SCHED_STOPPED);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_FRAME);
}

static void secure_call(void)
{
    struct arm_smccc_1_2_regs regs = {.a0 = 0x84000063, .a1 = 0x10002};

    arm_smccc_1_2_smc(&regs, &regs);
    seam_tell(regs.a0);
}

/* A decision point before and after; the result may be where the call was. */
static void a_secure_call_goes_through_the_door(void **state)
{
    static const struct world world = {.nr_cpus = 1, .ffa_minor = 2};
    uint64_t before;

    (void)state;
    hyper_plain();
    BOOT_IN(world);
    before = sched_points();
    assert_int_equal(RUN({0, secure_call}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 0x10002);
    assert_int_equal(sched_points() - before, 2);
}

static void inject(unsigned int vcpu)
{
    struct domain *d = rcu_lock_domain_by_id(1);

    vgic_inject_irq(d, d->vcpu[vcpu], NPI, false);
    vgic_inject_irq(d, d->vcpu[vcpu], NPI, true);
    vgic_inject_irq(d, d->vcpu[vcpu], NPI, true);
    rcu_unlock_domain(d);
}

static void inject_0(void)
{
    inject(0);
}

static void inject_1_offline(void)
{
    inject(1);
    seam_tell(hypervisor_vcpu_off(1, 1));
    seam_tell(hypervisor_vcpu_on(1, 1));
    seam_tell(hypervisor_virq_pending(1, 1, NPI));
    seam_tell(hypervisor_vcpu_off(1, 1));
    inject(1);
    seam_tell(hypervisor_virq_pending(1, 1, NPI));
}

static void take(void)
{
    seam_tell(hypervisor_vcpu_run(1, 0));
    seam_tell(hypervisor_take_virqs(1, 0));
    seam_tell(hypervisor_take_virqs(1, 0));
}

/* Edges merge until they are taken; level false says nothing. */
static void injections_merge_until_they_are_taken(void **state)
{
    static const uint64_t told[] = {1, 1u << NPI, 0};

    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {1, inject_0}, {0, take}),
                     SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_count(EV_VIRQ), 2);
    assert_int_equal(seam_count(EV_VIRQ_TAKEN), 1);
}

/* vgic_inject_irq drops it silently, and CPU_ON forgets what was there. */
static void an_offline_vcpu_loses_its_interrupts(void **state)
{
    static const uint64_t told[] = {1, 1, 0, 1, 0};

    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {0, inject_1_offline}),
                     SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_event(EV_VIRQ, 0).arg[3], false);
    assert_int_equal(seam_event(EV_VIRQ, 2).arg[3], true);
}

static void pause_and_inject(void)
{
    seam_tell(hypervisor_vcpu_pause(1, 0));
    seam_tell(hypervisor_vcpu_run(1, 0));
    inject(0);
    seam_tell(hypervisor_vcpu_online(1, 0));
    seam_tell(hypervisor_vcpu_unpause(1, 0));
    seam_tell(hypervisor_virq_pending(1, 0, NPI));
}

/* Paused is not offline: what comes waits. */
static void a_paused_vcpu_keeps_its_interrupts(void **state)
{
    static const uint64_t told[] = {1, 0, 1, 1, 1};

    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {0, pause_and_inject}),
                     SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
}

static void inject_nowhere(void)
{
    vgic_inject_irq(current->domain, NULL, NPI, true);
}

static void a_private_interrupt_needs_a_vcpu(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, inject_nowhere}), SCHED_STOPPED);
    assert_int_equal(seam_count(EV_ASSERT), 1);
}

static struct page_info *page;
static unsigned char *mapping;

static bool take_page(struct cpu_user_regs *regs)
{
    p2m_type_t type;

    (void)regs;
    seam_tell(!get_page_from_gfn(current->domain, 0x1, &type, P2M_ALLOC));
    seam_tell(type);
    page = get_page_from_gfn(current->domain, 0x40000, &type, P2M_ALLOC);
    seam_tell(type);
    mapping = __map_domain_page_global(page);
    *mapping = 1;
    seam_tell(__pa(mapping) == page_to_maddr(page));
    return true;
}

static void put_late(void)
{
    seam_tell(hypervisor_domain_exists(1));
    *mapping = 2;
    unmap_domain_page_global(mapping);
    put_page(page);
}

/* A page keeps its domain; the last reference frees both. */
static void a_page_reference_keeps_the_domain(void **state)
{
    static const uint64_t told[] = {1, p2m_invalid, p2m_ram_rw, 1};

    (void)state;
    boot();
    hyper_ops.handle_call = take_page;
    assert_int_equal(RUN({0, hyper_create}, {0, call}, {1, hyper_kill},
                         {0, put_late}),
                     SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_told[5], true);
    assert_false(hypervisor_domain_exists(1));
    hypervisor_note_left();
    assert_int_equal(seam_count(EV_LEFT), 0);
}

static void a_page_that_is_not_put_is_left(void **state)
{
    (void)state;
    boot();
    hyper_ops.handle_call = take_page;
    assert_int_equal(RUN({0, hyper_create}, {0, call}, {1, hyper_kill}),
                     SCHED_QUIET);
    hypervisor_note_left();
    assert_int_equal(seam_event(EV_LEFT, 0).arg[0], LEFT_DOMAIN);
    assert_int_equal(seam_event(EV_LEFT, 1).arg[0], LEFT_PAGE);
}

static void put_twice(void)
{
    put_page(page);
    put_page(page);
}

/* The guest's own reference is not the mediator's to put. */
static void a_page_cannot_be_put_twice(void **state)
{
    (void)state;
    boot();
    hyper_ops.handle_call = take_page;
    assert_int_equal(RUN({0, hyper_create}, {0, call}, {0, put_twice}),
                     SCHED_STOPPED);
    assert_story("0:bad reference put_twice:put_page(page)", EV_REFERENCE_BAD);
}

static void xenheap(void)
{
    void *pages = alloc_xenheap_pages(get_order_from_pages(3), 0);

    seam_tell(__pa(pages) % (4 * PAGE_SIZE));
    free_xenheap_pages(pages, 2);
    free_xenheap_pages(NULL, 2);
    seam_tell((uint64_t)(unsigned long)alloc_xenheap_pages(0, 0) != 0);
}

static void fail_one(void)
{
    hypervisor_fail_alloc(1);
    seam_tell((uint64_t)(unsigned long)alloc_xenheap_pages(0, 0));
}

static void pages_fail_where_the_scenario_wants_it(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, fail_one}), SCHED_QUIET);
    assert_int_equal(seam_told[0], 0);
    assert_int_equal(seam_count(EV_ALLOC_FAIL), 1);
}

static void xenheap_pages_that_are_kept_are_left(void **state)
{
    (void)state;
    boot();
    assert_int_equal(RUN({0, hyper_create}, {0, xenheap}, {0, hyper_kill}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 0);
    hypervisor_note_left();
    assert_int_equal(seam_count(EV_LEFT), 1);
    assert_int_equal(seam_event(EV_LEFT, 0).arg[1], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_calls_for_the_tee_reach_the_mediator),
        cmocka_unit_test(a_32_bit_guest_makes_32_bit_calls),
        cmocka_unit_test(a_call_that_is_not_handled_is_unknown),
        cmocka_unit_test(a_frame_is_good_for_its_trap_only),
        cmocka_unit_test(a_secure_call_goes_through_the_door),
        cmocka_unit_test(injections_merge_until_they_are_taken),
        cmocka_unit_test(an_offline_vcpu_loses_its_interrupts),
        cmocka_unit_test(a_paused_vcpu_keeps_its_interrupts),
        cmocka_unit_test(a_private_interrupt_needs_a_vcpu),
        cmocka_unit_test(a_page_reference_keeps_the_domain),
        cmocka_unit_test(a_page_that_is_not_put_is_left),
        cmocka_unit_test(a_page_cannot_be_put_twice),
        cmocka_unit_test(pages_fail_where_the_scenario_wants_it),
        cmocka_unit_test(xenheap_pages_that_are_kept_are_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
