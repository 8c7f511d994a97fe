/* SPDX-License-Identifier: GPL-2.0-only */
/* What is in a guest's physical memory, for itself and for a mediator. */
#include "hyper.h"

#include "address-space.h"
#include "argument.h"

#include <xen/domain_page.h>

static struct domain *guest;
static p2m_type_t type;

/* d1, with d2 beside it. */
static void create(void)
{
    const struct create_arguments arguments = {
        .vcpus = 1, .ffa = true, .online = true};

    hyper_create();
    hypervisor_domain_create(2, &arguments);
    guest = get_domain_by_id(1);
    put_domain(guest);
}

static enum sched_outcome run(void (*op)(void))
{
    hyper_plain();
    BOOT(1);
    return RUN({0, create}, {0, op});
}

/* Tells whether there is a page at GFN; TYPE is what the p2m says. */
static struct page_info *get(unsigned long gfn)
{
    struct page_info *page = get_page_from_gfn(guest, gfn, &type, P2M_ALLOC);

    seam_tell(page != NULL);
    seam_tell(type);
    return page;
}

#define GFN(page) ((unsigned long)(PROGRAM_PAGE(page) >> PAGE_SHIFT))

static void look_around(void)
{
    put_page(get(GFN(0)));
    put_page(get(GFN(PROGRAM_RAM_PAGES - 1)));
    get(GFN(PROGRAM_RAM_PAGES));
    get(0x9000);
}

static void told(const uint64_t *numbers, unsigned int nr)
{
    assert_int_equal(seam_nr_told, nr);
    for ( unsigned int i = 0; i < nr; i++ )
        assert_int_equal(seam_told[i], numbers[i]);
}
#define TOLD(...)                                                              \
    told((const uint64_t[]){__VA_ARGS__},                                      \
         sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

static void ram_ends_in_a_read_only_page(void **state)
{
    (void)state;
    assert_int_equal(run(look_around), SCHED_QUIET);
    TOLD(1, p2m_ram_rw, 1, p2m_ram_ro, 0, p2m_invalid, 0, p2m_mmio_direct_dev);
}

static void balloon(void)
{
    struct page_info *page = get(GFN(2));
    uint32_t *bytes = __map_domain_page_global(page);

    seam_tell(address_space_remove(1, PROGRAM_PAGE(2)));
    seam_tell(address_space_remove(1, PROGRAM_PAGE(2)));
    get(GFN(2));
    seam_tell(bytes[1] == ADDRESS_SPACE_PATTERN(1, 1));
    put_page(page);
    seam_tell(address_space_populate(1, PROGRAM_PAGE(2)));
    seam_tell(address_space_populate(1, PROGRAM_PAGE(2)));
}

/* XENMEM_decrease_reservation: the reference keeps the page, not the p2m. */
static void a_page_that_is_given_back_lives_as_long_as_its_reference(
    void **state)
{
    (void)state;
    assert_int_equal(run(balloon), SCHED_QUIET);
    TOLD(1, p2m_ram_rw, 1, 0, 0, p2m_invalid, 1, 1, 0);
    assert_int_equal(seam_count(EV_PAGE_FREED), 1);
}

static void map_others(void)
{
    struct page_info *page;

    seam_tell(address_space_map(1, PROGRAM_PAGE(8), MAPPING_FOREIGN, 2,
                                PROGRAM_PAGE(3), false));
    page = get(GFN(8));
    seam_tell(page_get_owner(page)->domain_id);
    put_page(page);
    seam_tell(address_space_map(1, PROGRAM_PAGE(9), MAPPING_GRANT, 2,
                                PROGRAM_PAGE(3), true));
    get(GFN(9));
    seam_tell(address_space_unmap(1, PROGRAM_PAGE(9)));
    get(GFN(9));
    seam_tell(address_space_map(1, PROGRAM_PAGE(9), MAPPING_GRANT, 1,
                                PROGRAM_PAGE(3), true));
}

/* The page of a foreign mapping is its owner's; that of a grant is not had. */
static void pages_of_others_have_their_types(void **state)
{
    (void)state;
    assert_int_equal(run(map_others), SCHED_QUIET);
    TOLD(1, 1, p2m_map_foreign_rw, 2, 1, 0, p2m_grant_map_ro, 1, 0, p2m_invalid,
         0);
}

static void store(void)
{
    uint32_t bytes[2] = {0x11111111, 0x22222222}, back[2] = {0};

    seam_tell(address_space_write(1, PROGRAM_PAGE(1) - 4, bytes, 8));
    seam_tell(address_space_read(1, PROGRAM_PAGE(1) - 4, back, 8));
    seam_tell(back[0] == bytes[0] && back[1] == bytes[1]);
    seam_tell(
        address_space_write(1, PROGRAM_PAGE(PROGRAM_RAM_PAGES - 1), bytes, 8));
    seam_tell(
        address_space_read(1, PROGRAM_PAGE(PROGRAM_RAM_PAGES) - 4, back, 8));
    address_space_map(1, PROGRAM_PAGE(8), MAPPING_FOREIGN, 2, PROGRAM_PAGE(3),
                      false);
    seam_tell(address_space_write(1, PROGRAM_PAGE(8), bytes, 4));
    seam_tell(address_space_read(2, PROGRAM_PAGE(3), back, 4));
    seam_tell(back[0]);
}

static void guests_write_what_they_can_reach(void **state)
{
    (void)state;
    assert_int_equal(run(store), SCHED_QUIET);
    TOLD(1, 1, 1, 0, 0, 1, 1, 0x11111111);
}

static void map_and_die(void)
{
    address_space_map(1, PROGRAM_PAGE(8), MAPPING_FOREIGN, 2, PROGRAM_PAGE(3),
                      false);
    hypervisor_domain_kill(2, 0);
    seam_tell(hypervisor_domain_exists(2));
    hypervisor_domain_kill(1, 0);
    seam_tell(get(GFN(0)) != NULL);
}

/* assign_pages, free_domheap_page: the last page of a domain keeps it. */
static void a_mapping_keeps_the_domain_it_is_of(void **state)
{
    (void)state;
    assert_int_equal(run(map_and_die), SCHED_QUIET);
    assert_int_equal(seam_told[0], 1);
    assert_int_equal(seam_told[1], 0);
    assert_false(hypervisor_domain_exists(2));
    assert_false(hypervisor_domain_exists(1));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ram_ends_in_a_read_only_page),
        cmocka_unit_test(
            a_page_that_is_given_back_lives_as_long_as_its_reference),
        cmocka_unit_test(pages_of_others_have_their_types),
        cmocka_unit_test(guests_write_what_they_can_reach),
        cmocka_unit_test(a_mapping_keeps_the_domain_it_is_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
