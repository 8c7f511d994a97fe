/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that is shared, lent and donated: FF-A 1.1, memory management.
 */
#include "spmc-world.h"

#include <string.h>

#include "memory.h"

#define VM     2u
#define DATA   3u /* the first page that is shared, of boot_mapped()         */
#define NORMAL FFA_MEMORY_NORMAL

/* Descriptors of 1.1, with room for four ranges. */
struct message
{
    struct ffa_memory_1_1 head;
    struct ffa_memory_access access;
    struct ffa_composite composite;
    struct ffa_range range[4];
};

#define LENGTH(ranges)                                                         \
    (offsetof(struct message, range) + (ranges) * sizeof(struct ffa_range))

/* RANGES of a page each. */
static struct message message(uint32_t ranges)
{
    struct message m = {
        .head = {.sender = VM,
                 .attributes = NORMAL,
                 .access_size = 16,
                 .nr_access = 1,
                 .access_offset = 48},
        .access = {.receiver = SP1,
                   .permissions = FFA_MEMORY_DATA_RW,
                   .composite_offset = 64},
        .composite = {ranges, ranges, 0},
    };

    for ( uint32_t i = 0; i < ranges; i++ )
        m.range[i] = (struct ffa_range){page_at(DATA + i), 1, 0};
    return m;
}

static struct regs send(uint32_t fid, const struct message *m, size_t total,
                        size_t size)
{
    memcpy(bytes_at(0), m, sizeof(*m));
    return SMC(fid, total, size);
}

static struct regs share(const struct message *m)
{
    size_t length = LENGTH(m->composite.ranges);

    return send(FFA_FID64(MEM_SHARE), m, length, length);
}

static uint64_t handle_of(struct regs reply)
{
    assert_status(reply, FFA_OK);
    return reply.x[2] | reply.x[3] << 32;
}

static struct regs reclaim(uint64_t handle)
{
    return SMC(FFA_FID32(MEM_RECLAIM), LOW(handle), HIGH(handle));
}

static uint64_t frame(unsigned int n)
{
    return (uint64_t)page_from_address(page_at(n));
}

static void memory_is_shared_and_reclaimed(void **state)
{
    struct message m;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(2);
    handle = handle_of(share(&m));
    assert_event(EV_SHARE, handle, VM, SHARE_SHARE, 1, 2, 0);
    assert_event(EV_SHARE_PAGES, handle, frame(DATA + 1), 1, PAGE_OWNER_XEN);
    assert_int_equal(count_events(EV_SHARE_PAGES), 2);
    spmc_note_left();
    assert_event(EV_LEFT, LEFT_SHARE, 1, handle);
    assert_status(reclaim(handle), FFA_OK);
    assert_event(EV_RECLAIMED, handle);
    assert_status(reclaim(handle), FFA_INVALID_PARAMETERS);
    spmc_note_left();
    assert_int_equal(count_events(EV_LEFT), 1);
    assert_int_not_equal(handle_of(share(&m)), handle);
}

/* FF-A 1.1, MEM_FRAG_RX and MEM_FRAG_TX. */
static void a_descriptor_comes_in_fragments(void **state)
{
    struct message m;
    struct regs reply;
    size_t first = LENGTH(1);

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(4);
    reply = send(FFA_FID64(MEM_SHARE), &m, LENGTH(4), first);
    assert_int_equal(reply.x[0], FFA_FID32(MEM_FRAG_RX));
    assert_int_equal(reply.x[3], first);
    assert_status(reclaim(reply.x[1]), FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_retrieve(0, 1), FFA_INVALID_PARAMETERS);
    memcpy(bytes_at(0), &m.range[1], 16);
    reply = SMC(FFA_FID32(MEM_FRAG_TX), reply.x[1], reply.x[2], 16, VM << 16);
    assert_int_equal(reply.x[0], FFA_FID32(MEM_FRAG_RX));
    assert_int_equal(reply.x[3], first + 16);
    memcpy(bytes_at(0), &m.range[2], 32);
    reply = SMC(FFA_FID32(MEM_FRAG_TX), reply.x[1], reply.x[2], 32, VM << 16);
    assert_status(reply, FFA_OK);
    assert_int_equal(count_events(EV_SHARE_PAGES), 4);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), reply.x[2], reply.x[3], 16,
                      VM << 16),
                  FFA_INVALID_PARAMETERS);
}

static void a_bad_fragment_is_refused(void **state)
{
    struct message m;
    struct regs reply;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(3);
    reply = send(FFA_FID64(MEM_SHARE), &m, LENGTH(3), LENGTH(1));
    handle = reply.x[1];
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle, 0, 0, VM << 16),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle, 0, 8, VM << 16),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle, 0, 48, VM << 16),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle, 0, 16, 3 << 16),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle + 1, 0, 16, VM << 16),
                  FFA_INVALID_PARAMETERS);
    /* What is there is not what was announced: the share is forgotten. */
    memset(bytes_at(0), 0, 32);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle, 0, 32, VM << 16),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MEM_FRAG_TX), handle, 0, 16, VM << 16),
                  FFA_INVALID_PARAMETERS);
    assert_status(share(&m), FFA_OK);
}

#define REFUSES(status, change)                                                \
    do                                                                         \
    {                                                                          \
        m = message(2);                                                        \
        change;                                                                \
        assert_status(share(&m), status);                                      \
    } while ( 0 )

static void a_descriptor_is_looked_at_before_it_is_taken(void **state)
{
    struct message m;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    REFUSES(FFA_DENIED, m.head.sender = SP1);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.handle = 1);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.flags = FFA_MEMORY_CLEAR);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.nr_access = 0);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.nr_access = 3);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.access_size = 24);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.access_offset = 32);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.access_offset = 0xfffffff0);
    REFUSES(FFA_INVALID_PARAMETERS, m.head.reserved[1] = 1);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.receiver = 3);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.receiver = 0x8004);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.permissions = 0);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.permissions = 3);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.composite_offset = 48);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.composite_offset = 72);
    REFUSES(FFA_INVALID_PARAMETERS, m.access.composite_offset = 0xfffffff0);
    REFUSES(FFA_INVALID_PARAMETERS, m.composite.pages = 3);
    REFUSES(FFA_INVALID_PARAMETERS, m.composite.pages = 1);
    REFUSES(FFA_INVALID_PARAMETERS, m.range[0].address += 8);
    REFUSES(FFA_INVALID_PARAMETERS, m.range[1].pages = 0);
    REFUSES(FFA_DENIED, m.range[0].address = 0);
    REFUSES(FFA_DENIED, m.range[1].address = m.range[0].address);
    assert_int_equal(count_events(EV_SHARE), 0);
    REFUSES(FFA_OK, (void)0);
}

/* FF-A 1.2: access descriptors of 32 bytes; 1.0: a head of 32. */
static void each_version_has_its_descriptors(void **state)
{
    struct ffa_memory_1_0 old = {.sender = VM, .attributes = NORMAL};
    struct message m;
    uint64_t page;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    m.head.access_size = 32;
    m.access.composite_offset = 80;
    memcpy(bytes_at(0), &m, 64);
    memset(bytes_at(0) + 64, 0, 16);
    memcpy(bytes_at(0) + 80, &m.composite, 32);
    assert_status(SMC(FFA_FID64(MEM_SHARE), 112, 112), FFA_OK);

    boot_cold(PERSONALITY_HAFNIUM);
    SMC(FFA_FID32(VERSION), 0x10000);
    page = page_to_address((unsigned int)page_alloc(PAGE_OWNER_XEN, 4));
    assert_status(SMC(FFA_FID64(RXTX_MAP), page, page + PAGE_BYTES, 1), FFA_OK);
    old.nr_access = 1;
    m.access.composite_offset = 48;
    m.range[0].address = page + 2 * PAGE_BYTES;
    memcpy(page_window(page, 1), &old, sizeof(old));
    memcpy((uint8_t *)page_window(page, 1) + 32, &m.access, 48);
    assert_status(SMC(FFA_FID64(MEM_SHARE), 80, 80), FFA_OK);
}

static void lent_memory_may_be_cleared(void **state)
{
    struct message m;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    memset(bytes_at(DATA), 0x77, 8);
    m.head.attributes = 0;
    m.head.flags = FFA_MEMORY_CLEAR;
    assert_status(send(FFA_FID64(MEM_LEND), &m, LENGTH(1), LENGTH(1)), FFA_OK);
    assert_event(EV_SHARE_PAGES, 1, frame(DATA), 1, PAGE_OWNER_XEN);
    assert_int_equal(bytes_at(DATA)[0], 0);
}

static void what_is_held_is_not_reclaimed(void **state)
{
    struct message m;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(2);
    handle = handle_of(share(&m));
    assert_int_equal(spmc_sp_retrieve(0, 2), FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_retrieve(0, 1), FFA_OK);
    assert_event(EV_RETRIEVED, handle, SP1);
    assert_int_equal(spmc_sp_retrieve(0, 1), FFA_DENIED);
    assert_status(reclaim(handle), FFA_DENIED);
    spmc_sp_touch(0, 1);
    assert_event(EV_SECURE_ACCESS, SP1, frame(DATA + 1), PAGE_OWNER_XEN, 1);
    assert_int_equal(bytes_at(DATA)[0], 1);
    assert_int_equal(spmc_sp_relinquish(0, 1), FFA_OK);
    assert_event(EV_RELINQUISHED, handle, SP1);
    assert_int_equal(spmc_sp_relinquish(0, 1), FFA_INVALID_PARAMETERS);
    assert_status(reclaim(handle), FFA_OK);
}

/* Holding is legal. Who has no order to hold lets go in the end. */
static void an_sp_holds_as_long_as_it_was_told(void **state)
{
    struct message m;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    handle = handle_of(share(&m));
    assert_int_equal(spmc_sp_retrieve(0, 1), FFA_OK);
    spmc_sp_hold(0, 2);
    assert_int_equal(spmc_sp_relinquish(0, 1), FFA_INVALID_PARAMETERS);
    spmc_behave();
    assert_status(reclaim(handle), FFA_DENIED);
    assert_status(reclaim(handle), FFA_DENIED);
    assert_status(reclaim(handle), FFA_OK);

    boot_mapped(PERSONALITY_HAFNIUM);
    handle = handle_of(share(&m));
    assert_int_equal(spmc_sp_retrieve(0, 1), FFA_OK);
    spmc_behave();
    assert_status(reclaim(handle), FFA_OK);
}

/* When it has had enough it lets go of everything. */
static void an_sp_that_lets_go_lets_go_of_all(void **state)
{
    struct message m;
    struct message other;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    handle = handle_of(share(&m));
    other = message(1);
    other.range[0].address = page_at(DATA + 1);
    assert_status(share(&other), FFA_OK);
    spmc_sp_retrieve(0, 1);
    spmc_sp_retrieve(0, 2);
    spmc_sp_hold(0, 1);
    spmc_behave();
    assert_status(reclaim(handle), FFA_DENIED);
    assert_status(reclaim(handle), FFA_OK);
    assert_status(reclaim(handle + 1), FFA_OK);
}

static void an_sp_may_hold_for_good(void **state)
{
    struct message m;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    handle = handle_of(share(&m));
    spmc_sp_retrieve(0, 1);
    spmc_sp_hold(0, SPMC_FOR_GOOD);
    spmc_behave();
    for ( unsigned int i = 0; i < 300; i++ )
        assert_status(reclaim(handle), FFA_DENIED);
    spmc_note_left();
    assert_event(EV_LEFT, LEFT_SHARE, 1, handle);
}

static void a_dead_sp_holds_nothing(void **state)
{
    struct message m;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    handle = handle_of(share(&m));
    spmc_sp_retrieve(0, 1);
    spmc_sp_hold(0, SPMC_FOR_GOOD);
    spmc_sp_direct(0, SPMC_ABORT, 0, 1);
    SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(VM, SP1));
    assert_event(EV_RELINQUISHED, handle, SP1);
    assert_status(reclaim(handle), FFA_OK);
}

static void what_was_donated_is_the_sps(void **state)
{
    struct message m;
    uint64_t handle;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    m.head.attributes = 0;
    handle = handle_of(send(FFA_FID64(MEM_DONATE), &m, LENGTH(1), LENGTH(1)));
    assert_int_equal(spmc_sp_retrieve(0, 1), FFA_OK);
    assert_int_equal(spmc_sp_relinquish(0, 1), FFA_DENIED);
    spmc_behave();
    assert_status(reclaim(handle), FFA_DENIED);
    spmc_note_left();
    assert_int_equal(count_events(EV_LEFT), 0);
}

/* An SP touches what it holds, wherever the pages went. */
static void a_page_that_is_free_is_a_fact_and_no_access(void **state)
{
    struct message m;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(1);
    assert_status(share(&m), FFA_OK);
    spmc_sp_touch(0, 1);
    assert_int_equal(count_events(EV_SECURE_ACCESS), 0);
    spmc_sp_retrieve(0, 1);
    page_put((unsigned int)frame(DATA));
    spmc_sp_touch(0, 1);
    assert_event(EV_SECURE_ACCESS, SP1, frame(DATA), PAGE_OWNER_NOBODY, 1);
    assert_status(share(&m), FFA_DENIED);
}

/* FF-A 1.1, MEM_RETRIEVE_REQ by the hypervisor: everything but the handle is
 * zero; what does not fit comes with MEM_FRAG_RX. */
static void the_hypervisor_reads_a_share_again(void **state)
{
    struct ffa_memory_1_1 request = {.handle = 0};
    struct message m;
    struct regs reply;

    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    m = message(2);
    request.handle = handle_of(share(&m));
    memcpy(bytes_at(0), &request, sizeof(request));
    reply = SMC(FFA_FID32(MEM_RETRIEVE_REQ), 48, 48);
    assert_int_equal(reply.x[0], FFA_FID32(MEM_RETRIEVE_RESP));
    assert_int_equal(reply.x[1], 48 + 32 + 16 + 32);
    assert_int_equal(reply.x[2], reply.x[1]);
    memcpy(&m.head, bytes_at(1), sizeof(m.head));
    assert_int_equal(m.head.sender, VM);
    assert_int_equal(m.head.handle, request.handle);
    assert_memory_equal(bytes_at(1) + 96, m.range, 32);
    assert_status(SMC(FFA_FID32(RX_RELEASE)), FFA_OK);
    assert_status(SMC(FFA_FID32(MEM_RETRIEVE_REQ), 48, 48), FFA_DENIED);
    assert_status(SMC(FFA_FID32(MEM_FRAG_RX), request.handle, 0, reply.x[1]),
                  FFA_INVALID_PARAMETERS);
    assert_status(reclaim(request.handle), FFA_OK);
}

static void there_is_room_for_so_many_shares(void **state)
{
    struct message m;
    unsigned int nr = 0;

    (void)state;
    boot_mapped(PERSONALITY_OPTEE);
    m = message(1);
    while ( !status_of(share(&m)) )
        nr++;
    assert_status(share(&m), FFA_NO_MEMORY);
    assert_int_equal(nr, 100);
}

static void a_handle_may_be_far_away(void **state)
{
    struct world world = plain_world();
    struct message m;
    uint64_t handle;

    (void)state;
    world.legal = 1;
    choose_once("memory.handle", 1);
    boot_mapped_in(&world);
    m = message(1);
    handle = handle_of(share(&m));
    assert_int_equal(handle, 0x7ffe5eed00000001);
    assert_status(reclaim(handle), FFA_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_shared_and_reclaimed),
        cmocka_unit_test(a_descriptor_comes_in_fragments),
        cmocka_unit_test(a_bad_fragment_is_refused),
        cmocka_unit_test(a_descriptor_is_looked_at_before_it_is_taken),
        cmocka_unit_test(each_version_has_its_descriptors),
        cmocka_unit_test(lent_memory_may_be_cleared),
        cmocka_unit_test(what_is_held_is_not_reclaimed),
        cmocka_unit_test(an_sp_holds_as_long_as_it_was_told),
        cmocka_unit_test(an_sp_that_lets_go_lets_go_of_all),
        cmocka_unit_test(an_sp_may_hold_for_good),
        cmocka_unit_test(a_dead_sp_holds_nothing),
        cmocka_unit_test(what_was_donated_is_the_sps),
        cmocka_unit_test(a_page_that_is_free_is_a_fact_and_no_access),
        cmocka_unit_test(the_hypervisor_reads_a_share_again),
        cmocka_unit_test(there_is_room_for_so_many_shares),
        cmocka_unit_test(a_handle_may_be_far_away),
    };

    return cmocka_run_group_tests_name("spmc-memory", tests, NULL, NULL);
}
