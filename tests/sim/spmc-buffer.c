/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Buffers of VMs, who owns them, and the messages they carry.
 */
#include "spmc-world.h"

#include <string.h>

#include "memory.h"
#include "message.h"
#include "rxtx.h"

#define VM      2u
#define VM_TX   2u /* pages of boot_mapped()                                */
#define VM_RX   3u
#define RX_FULL 1u

static void map_vm(uint16_t vm, unsigned int tx, unsigned int rx,
                   int32_t status)
{
    const struct ffa_endpoint_rxtx_1_1 head = {vm, 0, 16, 48};
    const struct ffa_composite composite = {1, 1, 0};
    const struct ffa_range rx_range = {page_at(rx), 1, 0};
    const struct ffa_range tx_range = {page_at(tx), 1, 0};

    memcpy(bytes_at(0), &head, sizeof(head));
    memcpy(bytes_at(0) + 16, &composite, sizeof(composite));
    memcpy(bytes_at(0) + 32, &rx_range, sizeof(rx_range));
    memcpy(bytes_at(0) + 48, &composite, sizeof(composite));
    memcpy(bytes_at(0) + 64, &tx_range, sizeof(tx_range));
    assert_status(SMC(FFA_FID64(RXTX_MAP)), status);
}

/* VM 2 has a pair and a bitmap. */
static void boot_vm(void)
{
    boot_mapped(PERSONALITY_HAFNIUM);
    map_vm(VM, VM_TX, VM_RX, FFA_OK);
    assert_status(create(VM, 1), FFA_OK);
}

static struct regs acquire(unsigned int vm)
{
    return SMC(FFA_FID32(RX_ACQUIRE), vm);
}

static struct regs release(unsigned int vm)
{
    return SMC(FFA_FID32(RX_RELEASE), vm);
}

/* FF-A 1.1, RXTX_MAP: the endpoint RX/TX descriptor. */
static void a_vm_has_a_pair_of_its_own(void **state)
{
    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    map_vm(VM, VM_TX, VM_RX, FFA_OK);
    assert_event(EV_RXTX, VM, 1, (uint64_t)page_from_address(page_at(VM_TX)),
                 (uint64_t)page_from_address(page_at(VM_RX)), 1);
    map_vm(VM, VM_TX, VM_RX, FFA_DENIED);
    map_vm(3, 4, 4, FFA_INVALID_PARAMETERS);
    map_vm(SP1, 4, 5, FFA_INVALID_PARAMETERS);
    map_vm(3, 4, 5, FFA_OK);
    spmc_note_left();
    assert_int_equal(count_events(EV_LEFT), 2);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), VM << 16), FFA_OK);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), VM << 16), FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), 3 << 16), FFA_OK);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), SP1 << 16),
                  FFA_INVALID_PARAMETERS);
    spmc_note_left();
    assert_int_equal(count_events(EV_LEFT), 2);
}

/* FF-A 1.0: ranges instead of composites. */
static void a_1_0_descriptor_has_its_ranges_at_hand(void **state)
{
    const struct ffa_endpoint_rxtx_1_0 head = {VM, 0, 1, 1};
    struct ffa_range rx;
    struct ffa_range tx;
    uint64_t page;

    (void)state;
    boot_cold(PERSONALITY_HAFNIUM);
    SMC(FFA_FID32(VERSION), 0x10000);
    page = page_to_address((unsigned int)page_alloc(PAGE_OWNER_XEN, 4));
    assert_status(SMC(FFA_FID64(RXTX_MAP), page, page + PAGE_BYTES, 1), FFA_OK);
    rx = (struct ffa_range){page + 2 * PAGE_BYTES, 1, 0};
    tx = (struct ffa_range){page + 3 * PAGE_BYTES, 1, 0};
    memcpy(page_window(page, 1), &head, sizeof(head));
    memcpy((uint8_t *)page_window(page, 1) + sizeof(head), &rx, sizeof(rx));
    memcpy((uint8_t *)page_window(page, 1) + sizeof(head) + sizeof(rx), &tx,
           sizeof(tx));
    assert_status(SMC(FFA_FID64(RXTX_MAP)), FFA_OK);
    assert_event(EV_RXTX, VM, 1, (uint64_t)page_from_address(tx.address),
                 (uint64_t)page_from_address(rx.address), 1);
}

static void a_malformed_descriptor_maps_nothing(void **state)
{
    (void)state;
    boot_mapped(PERSONALITY_HAFNIUM);
    memset(bytes_at(0), 0xff, PAGE_BYTES);
    assert_status(SMC(FFA_FID64(RXTX_MAP)), FFA_INVALID_PARAMETERS);
    memset(bytes_at(0), 0, PAGE_BYTES);
    assert_status(SMC(FFA_FID64(RXTX_MAP)), FFA_INVALID_PARAMETERS);
    boot_as(PERSONALITY_HAFNIUM);
    assert_status(SMC(FFA_FID64(RXTX_MAP)), FFA_INVALID_PARAMETERS);
}

/* FF-A 1.1, chapter 7: empty, full, acquired. */
static void rx_is_owned_by_one_at_a_time(void **state)
{
    (void)state;
    boot_vm();
    assert_status(release(VM), FFA_DENIED);
    assert_status(acquire(VM), FFA_OK);
    assert_event(EV_RX, VM, RX_HYPERVISOR);
    assert_status(acquire(VM), FFA_DENIED);
    assert_int_equal(spmc_sp_send(0, VM, 4, false), FFA_BUSY);
    assert_status(release(VM), FFA_OK);
    assert_event(EV_RX, VM, RX_SPMC);
    assert_int_equal(spmc_sp_send(0, VM, 4, false), FFA_OK);
    assert_event(EV_RX, VM, RX_RECEIVER);
    assert_status(acquire(VM), FFA_DENIED);
    assert_status(acquire(0), FFA_NOT_SUPPORTED);
    assert_status(acquire(SP1), FFA_NOT_SUPPORTED);
    assert_status(acquire(3), FFA_INVALID_PARAMETERS);
    assert_status(release(3), FFA_INVALID_PARAMETERS);
}

/* What is acquired was empty, whatever is said to be full. */
static void an_acquired_buffer_is_given_back_at_once(void **state)
{
    (void)state;
    boot_vm();
    spmc_framework_rx_full(VM);
    assert_status(acquire(VM), FFA_OK);
    assert_status(release(VM), FFA_OK);
}

/* FF-A 1.1, MSG_SEND2: the message, the notification, the SRI. */
static void an_sp_sends_a_vm_a_message(void **state)
{
    struct ffa_message_1_2 header;

    (void)state;
    boot_vm();
    assert_int_equal(spmc_sp_send(0, VM, 8, false), FFA_OK);
    assert_true(take_sri(0));
    assert_event(EV_MESSAGE, VM, SP1, 8);
    assert_event(EV_SECURE_ACCESS, 0x8000,
                 (uint64_t)page_from_address(page_at(VM_RX)), PAGE_OWNER_XEN,
                 1);
    memcpy(&header, bytes_at(VM_RX), sizeof(header));
    assert_int_equal(header.base.sender, SP1);
    assert_int_equal(header.base.receiver, VM);
    assert_int_equal(header.base.offset, sizeof(header));
    assert_int_equal(header.base.size, 8);
    assert_int_equal(bytes_at(VM_RX)[sizeof(header) + 7], 1);
    assert_int_equal(spmc_sp_send(0, VM, 8, false), FFA_BUSY);

    assert_status(release(VM), FFA_DENIED); /* The notification comes first. */
    assert_x2(get(VM, 0, 5), 0, 0, 0, 0, RX_FULL);
    assert_status(release(VM), FFA_OK);
    assert_int_equal(spmc_sp_send(0, VM, 8, true), FFA_OK);
    assert_false(take_sri(0));
}

static void what_does_not_fit_is_not_sent(void **state)
{
    (void)state;
    boot_vm();
    assert_int_equal(spmc_sp_send(0, VM, PAGE_BYTES - 39, false),
                     FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_send(0, 3, 1, false), FFA_DENIED);
    assert_int_equal(spmc_sp_send(0, SP1, 1, false), FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_send(7, VM, 1, false), FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_send(0, VM, PAGE_BYTES - 40, false), FFA_OK);
    boot_mapped(PERSONALITY_OPTEE);
    assert_int_equal(spmc_sp_send(0, VM, 1, false), FFA_NOT_SUPPORTED);
}

static struct regs send(uint16_t sender, uint16_t receiver, uint32_t offset,
                        uint32_t size)
{
    const struct ffa_message_1_1 header = {
        .offset = offset,
        .receiver = receiver,
        .sender = sender,
        .size = size,
    };

    memcpy(bytes_at(VM_TX), &header, sizeof(header));
    return SMC(FFA_FID32(MSG_SEND2), VM << 16);
}

/* FF-A 1.2, MSG_SEND2: the SP's buffer is full until it runs. */
static void a_vm_sends_an_sp_a_message(void **state)
{
    (void)state;
    boot_vm();
    assert_status(send(VM, SP1, 40, 16), FFA_OK);
    assert_event(EV_MESSAGE, SP1, VM, 16);
    assert_true(take_sri(0));
    assert_status(send(VM, SP1, 40, 16), FFA_BUSY);
    assert_x2(info_64(), 1 << 7, SP1);
    spmc_sp_get(0);
    assert_status(send(VM, SP1, 40, 16), FFA_OK);
    assert_int_equal(SMC(FFA_FID32(RUN), IDS(SP1, 0)).x[0],
                     FFA_FID32(MSG_WAIT));
    assert_status(send(VM, SP1, 40, 16), FFA_OK);
    spmc_behave();
    assert_status(send(VM, SP1, 40, 16), FFA_OK);
}

static void a_message_is_looked_at_before_it_is_taken(void **state)
{
    (void)state;
    boot_vm();
    assert_status(send(3, SP1, 40, 16), FFA_INVALID_PARAMETERS);
    assert_status(send(VM, VM, 40, 16), FFA_INVALID_PARAMETERS);
    assert_status(send(VM, 0x8004, 40, 16), FFA_INVALID_PARAMETERS);
    assert_status(send(VM, 0, 40, 16), FFA_DENIED);
    assert_status(send(VM, SP1, 39, 16), FFA_INVALID_PARAMETERS);
    assert_status(send(VM, SP1, 40, PAGE_BYTES - 39), FFA_INVALID_PARAMETERS);
    assert_status(send(VM, SP1, 0xfffffff0, 32), FFA_INVALID_PARAMETERS);
    send(VM, SP1, 40, 16);
    assert_status(SMC(FFA_FID32(MSG_SEND2), VM << 16, 2),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MSG_SEND2), 3 << 16), FFA_DENIED);
    assert_int_equal(count_events(EV_MESSAGE), 1);
}

/* FF-A 1.1: a header of 20 bytes is as long as any. */
static void a_1_1_caller_has_short_headers(void **state)
{
    struct world world = plain_world();
    uint64_t page;

    (void)state;
    world.personality = PERSONALITY_HAFNIUM;
    boot(&world);
    SMC(FFA_FID32(VERSION), 0x10001);
    page = page_to_address((unsigned int)page_alloc(PAGE_OWNER_XEN, 2));
    assert_status(SMC(FFA_FID64(RXTX_MAP), page, page + PAGE_BYTES, 1), FFA_OK);
    memcpy(page_window(page, 1),
           &(struct ffa_message_1_1){.offset = 20, .receiver = SP1, .size = 4},
           sizeof(struct ffa_message_1_1));
    assert_status(SMC(FFA_FID32(MSG_SEND2)), FFA_OK);
}

/* The pages of a VM that is gone are nobody's; the SPMC says what it did. */
static void a_dead_buffer_is_a_fact_and_no_access(void **state)
{
    (void)state;
    boot_vm();
    page_put((unsigned int)page_from_address(page_at(VM_RX)));
    page_put((unsigned int)page_from_address(page_at(VM_TX)));
    assert_int_equal(spmc_sp_send(0, VM, 8, false), FFA_ABORTED);
    assert_event(EV_SECURE_ACCESS, 0x8000,
                 (uint64_t)page_from_address(page_at(VM_RX)), PAGE_OWNER_NOBODY,
                 1);
    assert_status(SMC(FFA_FID32(MSG_SEND2), VM << 16), FFA_ABORTED);
    assert_event(EV_SECURE_ACCESS, 0x8000,
                 (uint64_t)page_from_address(page_at(VM_TX)), PAGE_OWNER_NOBODY,
                 0);
}

/* FF-A 1.2, CONSOLE_LOG: 24 characters in 32-bit registers. */
static void the_console_takes_characters(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    assert_status(SMC(FFA_FID32(CONSOLE_LOG), 24, 0x41414141), FFA_OK);
    assert_event(EV_CONSOLE, 24);
    assert_status(SMC(FFA_FID32(CONSOLE_LOG), 25), FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(CONSOLE_LOG), 0), FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID64(CONSOLE_LOG), 48), FFA_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_vm_has_a_pair_of_its_own),
        cmocka_unit_test(a_1_0_descriptor_has_its_ranges_at_hand),
        cmocka_unit_test(a_malformed_descriptor_maps_nothing),
        cmocka_unit_test(rx_is_owned_by_one_at_a_time),
        cmocka_unit_test(an_acquired_buffer_is_given_back_at_once),
        cmocka_unit_test(an_sp_sends_a_vm_a_message),
        cmocka_unit_test(what_does_not_fit_is_not_sent),
        cmocka_unit_test(a_vm_sends_an_sp_a_message),
        cmocka_unit_test(a_message_is_looked_at_before_it_is_taken),
        cmocka_unit_test(a_1_1_caller_has_short_headers),
        cmocka_unit_test(a_dead_buffer_is_a_fact_and_no_access),
        cmocka_unit_test(the_console_takes_characters),
    };

    return cmocka_run_group_tests_name("spmc-buffer", tests, NULL, NULL);
}
