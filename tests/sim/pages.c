/* SPDX-License-Identifier: GPL-2.0-only */
#include "scripted.h"

#include "page.h"
#include "poison.h"

#include <string.h>

static void a_fresh_frame_is_owned_counted_once_and_filled(void **state)
{
    int frame;
    const uint8_t *bytes;

    (void)state;
    START(1);
    frame = page_alloc(5, 1);
    assert_int_equal(page_owner((unsigned int)frame), 5);
    assert_int_equal(page_count((unsigned int)frame), 1);
    bytes = page_bytes((unsigned int)frame);
    for ( unsigned int i = 0; i < PAGE_BYTES; i++ )
        assert_int_equal(bytes[i], PAGE_FILL);
}

/* What an earlier run wrote must not be seen by a later one. */
static void frames_are_filled_again_in_the_next_run(void **state)
{
    (void)state;
    START(1);
    page_alloc(5, 1);
    page_put(0);
    START(1);
    page_alloc(5, 1);
    memset(page_bytes(0), 0x11, PAGE_BYTES);
    START(1);
    a_fresh_frame_is_owned_counted_once_and_filled(state);
}

static void the_last_reference_frees_a_frame(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(page_alloc(5, 1), 0);
    assert_true(page_get(0));
    assert_false(page_put(0));
    assert_true(page_put(0));
    assert_int_equal(page_count(0), 0);
    assert_int_equal(page_owner(0), PAGE_OWNER_NOBODY);
    assert_null(page_bytes(0));
    assert_false(page_get(0));
}

static void a_freed_frame_is_not_handed_out_again(void **state)
{
    (void)state;
    START(1, 1, 1, 1);
    for ( int i = 0; i < (int)PAGE_FRAMES; i++ )
    {
        assert_int_equal(page_alloc(5, 1), i);
        page_put((unsigned int)i);
    }
    assert_int_equal(page_alloc(5, 1), -1);
}

static void start_with_reuse(uint32_t answer)
{
    const struct world world = {.nr_cpus = 1, .reuse = 1};
    const uint32_t answers[] = {answer};

    scripted_start(1, answers, 1);
    machine_boot(&world);
}

static void a_freed_frame_is_handed_out_again_if_a_choice_says_so(void **state)
{
    (void)state;
    start_with_reuse(1);
    assert_int_equal(page_alloc(5, 2), 0);
    /* Nothing is free: not even asked. */
    assert_int_equal(page_alloc(5, 1), 2);
    page_put(1);
    assert_int_equal(page_alloc(6, 1), 1);
    assert_int_equal(page_owner(1), 6);
    start_with_reuse(0);
    page_alloc(5, 1);
    page_put(0);
    assert_int_equal(page_alloc(6, 1), 1);
}

static void frames_in_a_row_are_aligned(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(page_alloc(5, 1), 0);
    assert_int_equal(page_alloc(5, 4), 4);
    assert_int_equal(page_alloc(5, PAGE_FRAMES), -1);
    assert_int_equal(page_alloc(5, 1), 8);
    assert_int_equal(page_count(7), 1);
    assert_int_equal(page_count(3), 0);
}

/* What alignment passes over is as good as freed. */
static void frames_between_rows_are_handed_out_if_a_choice_says_so(void **state)
{
    (void)state;
    start_with_reuse(1);
    assert_int_equal(page_alloc(5, 1), 0);
    assert_int_equal(page_alloc(5, 4), 4);
    assert_int_equal(page_alloc(5, 1), 1);
}

static void addresses_and_pointers_name_frames(void **state)
{
    unsigned int frame;
    uint8_t *bytes;

    (void)state;
    START(1);
    frame = (unsigned int)page_alloc(5, 1);
    bytes = page_bytes(frame);
    assert_int_equal(page_to_address(frame), (uint64_t)PAGE_BASE_MFN << 12);
    assert_int_equal(page_from_address(page_to_address(PAGE_FRAMES - 1) + 4095),
                     PAGE_FRAMES - 1);
    assert_int_equal(page_from_address(page_to_address(PAGE_FRAMES - 1) + 4096),
                     -1);
    assert_int_equal(page_from_address(page_to_address(0) - 1), -1);
    assert_int_equal(page_from_pointer(bytes + 4095), frame);
    assert_int_equal(page_from_pointer(&frame), -1);
    assert_int_equal(page_from_pointer(NULL), -1);
}

static void a_window_ends_where_frames_in_use_end(void **state)
{
    uint64_t address = page_to_address(0);

    (void)state;
    START(1);
    page_alloc(5, 2);
    assert_ptr_equal(page_window(address + 8, 16),
                     (uint8_t *)page_bytes(0) + 8);
    assert_non_null(page_window(address, 8192));
    assert_non_null(page_window(address + 4095, 2));
    assert_null(page_window(address, 8193));
    assert_null(page_window(address + 8192, 1));
    assert_null(page_window(address + 1, SIZE_MAX));
    assert_null(page_window(UINT64_MAX, 2));
    page_put(1);
    assert_non_null(page_window(address, 4096));
    assert_null(page_window(address + 1, 4096));
}

static void a_window_ends_where_memory_ends(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(page_alloc(5, PAGE_FRAMES), 0);
    assert_non_null(page_window(page_to_address(PAGE_FRAMES - 1), 4096));
    assert_null(page_window(page_to_address(PAGE_FRAMES - 1), 4097));
    assert_null(page_window(page_to_address(PAGE_FRAMES - 1) + 4095, SIZE_MAX));
}

/* A touch of a free frame is a sanitizer's finding. */
static void free_frames_are_poisoned(void **state)
{
    (void)state;
#ifdef SIM_ASAN
    const uint8_t *bytes;

    START(1);
    page_alloc(5, 2);
    bytes = page_bytes(0);
    assert_false(__asan_address_is_poisoned(bytes));
    assert_true(__asan_address_is_poisoned(bytes + 2 * PAGE_BYTES));
    page_put(1);
    assert_true(__asan_address_is_poisoned(bytes + PAGE_BYTES));
    START(1);
    assert_true(__asan_address_is_poisoned(bytes));
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_frame_is_owned_counted_once_and_filled),
        cmocka_unit_test(frames_are_filled_again_in_the_next_run),
        cmocka_unit_test(the_last_reference_frees_a_frame),
        cmocka_unit_test(a_freed_frame_is_not_handed_out_again),
        cmocka_unit_test(a_freed_frame_is_handed_out_again_if_a_choice_says_so),
        cmocka_unit_test(frames_in_a_row_are_aligned),
        cmocka_unit_test(
            frames_between_rows_are_handed_out_if_a_choice_says_so),
        cmocka_unit_test(addresses_and_pointers_name_frames),
        cmocka_unit_test(a_window_ends_where_frames_in_use_end),
        cmocka_unit_test(a_window_ends_where_memory_ends),
        cmocka_unit_test(free_frames_are_poisoned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
