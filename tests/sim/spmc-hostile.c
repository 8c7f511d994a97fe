/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hostile replies and refusals: every one can be had, none comes unasked, and
 * all of them end.
 */
#include "spmc-world.h"

#include <string.h>

#include "name.h"

struct row
{
    const char *name;
    unsigned int number;
    bool seen;
};

static struct row rows[] = {
#define MISBEHAVE(name, number, ...) {name, number, false},
#include "misbehave.def"
#undef MISBEHAVE
};

/* One call of every kind a hostile reply can fit. */
static const uint64_t calls[][5] = {
    {FFA_FID64(NOTIFICATION_INFO_GET)},
    {FFA_FID32(NOTIFICATION_INFO_GET)},
    {FFA_FID32(NOTIFICATION_GET), 2, 1},
    {FFA_FID32(NOTIFICATION_BIND), IDS(SP1, 3), 0, 1},
    {FFA_FID32(NOTIFICATION_UNBIND), IDS(SP1, 2), 0, 2},
    {FFA_FID32(NOTIFICATION_SET), IDS(2, SP1), 0, 1},
    {FFA_FID32(NOTIFICATION_BITMAP_CREATE), 4, 1},
    {FFA_FID32(NOTIFICATION_BITMAP_DESTROY), 3},
    {FFA_FID32(FEATURES), FFA_FEATURE_SRI},
    {FFA_FID32(FEATURES), FFA_FID64(RXTX_MAP)},
    {FFA_FID32(FEATURES), FFA_FID32(RX_RELEASE)},
    {FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(0, SP1), 0x80000004},
    {FFA_FID32(ID_GET)},
    {FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(2, SP1)},
    {FFA_FID32(RUN), IDS(SP1, 0)},
    {FFA_FID32(MSG_SEND2), 2 << 16},
    {FFA_FID32(VERSION), 0x10002},
    {FFA_FID32(PARTITION_INFO_GET)},
    {FFA_FID64(PARTITION_INFO_GET_REGS)},
    {FFA_FID32(RX_RELEASE)},
    {FFA_FID32(RX_ACQUIRE), 2},
    {FFA_FID32(RXTX_UNMAP)},
    {FFA_FID64(MEM_SHARE), 96, 96},
    {FFA_FID32(MEM_FRAG_TX), 1, 0, 16},
    {FFA_FID32(MEM_RECLAIM), 1},
    {FFA_FID32(MEM_RETRIEVE_REQ), 48, 48},
};

static struct world hostile_world(void)
{
    struct world world = plain_world();

    world.hostile = 1;
    return world;
}

/* VM 2 with a global bit pending and an SRI taken; VM 3 with nothing. */
static void boot_hostile(void)
{
    struct world world = hostile_world();

    choice_feed_dull(choice_stream());
    boot(&world);
    receiver(2, 4);
    assert_status(create(3, 1), FFA_OK);
    set_global(2);
    assert_true(take_sri(0));
}

/* The next call gets the VALUE-th reply that fits it. */
static void next_reply(uint32_t value)
{
    static uint32_t kept;

    kept = value;
    choice_feed_literal(choice_stream(), &kept, 1);
}

static struct event last_hostile(void)
{
    struct event event;
    struct event last = {.kind = EVENT_KINDS};
    uint32_t cursor = 0;

    while ( log_next(&cursor, &event) )
        if ( event.kind == EV_HOSTILE )
            last = event;
    return last;
}

static struct row *find_row(name_t name)
{
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(rows); i++ )
        if ( name_intern(rows[i].name) == name )
            return &rows[i];
    fail_msg("a reply without a row");
    return NULL;
}

/* CALL answered by the row called NAME: the number of its value is found by
 * trying. The reply. */
static struct regs reply_of(const uint64_t call[5], const char *name)
{
    for ( uint32_t value = 1;; value++ )
    {
        struct regs reply;
        struct event event;

        boot_hostile();
        next_reply(value);
        reply = smc_with(call, 5);
        choice_feed_dull(choice_stream());
        event = last_hostile();
        assert_int_equal(event.kind, EV_HOSTILE);
        if ( event.name == name_intern(name) )
            return reply;
    }
}

static struct regs info_reply(const char *name)
{
    return reply_of(calls[0], name);
}

static struct regs info_32_reply(const char *name)
{
    return reply_of(calls[1], name);
}

static struct regs get_reply(const char *name)
{
    return reply_of(calls[2], name);
}

static void every_hostile_reply_can_be_had(void **state)
{
    (void)state;
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(calls); i++ )
        for ( uint32_t value = 1;; value++ )
        {
            struct event event;
            struct row *row;

            boot_hostile();
            next_reply(value);
            smc_with(calls[i], 5);
            event = last_hostile();
            if ( event.kind != EV_HOSTILE )
                break; /* The bound: the dull reply again. */
            assert_int_equal(count_events(EV_HOSTILE), 1);
            assert_int_equal(event.arg[0], find_row(event.name)->number);
            row = find_row(event.name);
            row->seen = true;
            spmc_behave();
        }
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(rows); i++ )
        if ( !rows[i].seen )
            fail_msg("out of reach: %s", rows[i].name);
}

/* Classes 1 to 17, 20 to 37, 40 to 44 and 50 to 55 of the hostile replies. */
static void every_class_has_a_row(void **state)
{
    uint64_t classes = 0;

    (void)state;
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(rows); i++ )
        classes |= 1ull << rows[i].number;
    assert_int_equal(classes, 0xfc1f3ffff3fffe);
}

static void nothing_is_hostile_unless_the_world_is(void **state)
{
    static const uint8_t all[CHOICE_KINDS] = {255, 255, 255, 255};
    struct world world = plain_world();

    (void)state;
    for ( world.legal = 0; world.legal < 2; world.legal++ )
        for ( uint64_t seed = 0; seed < 50; seed++ )
        {
            choice_feed_seed(choice_stream(), seed, all);
            boot(&world);
            for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(calls); i++ )
                smc_with(calls[i], 5);
            assert_int_equal(count_events(EV_HOSTILE), 0);
            if ( !world.legal )
                assert_int_equal(choice_nr_records(choice_stream()), 0);
        }
}

static void nothing_is_hostile_when_all_behave(void **state)
{
    static const uint8_t all[CHOICE_KINDS] = {255, 255, 255, 255};

    (void)state;
    boot_hostile();
    spmc_behave();
    choice_feed_seed(choice_stream(), 1, all);
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(calls); i++ )
        smc_with(calls[i], 5);
    assert_int_equal(count_events(EV_HOSTILE), 0);
    assert_int_equal(choice_nr_records(choice_stream()), 0);
}

static void lists_overflow(void **state)
{
    (void)state;
    assert_int_equal(info_reply("count-just-over-64").x[2], 21 << 7);
    assert_int_equal(info_32_reply("count-just-over-32").x[2], 11 << 7);
    assert_int_equal(info_reply("count-31").x[2], 31 << 7);
    assert_int_equal(info_reply("count-31").x[7], 0x0002000200020002);
    assert_int_equal(info_32_reply("count-31").x[7], 0x00020002);
    assert_int_equal(info_reply("sizes-over-64").x[2], 0xfff << 12 | 6 << 7);
    assert_int_equal(info_32_reply("sizes-over-32").x[2], 0x3f << 12 | 3 << 7);
    assert_int_equal(info_reply("all-ones").x[2], UINT64_MAX);
}

static void bits_without_a_meaning_are_set(void **state)
{
    (void)state;
    assert_x2(info_reply("sizes-beyond-count"), 0xffffffffffffc080, 2);
    assert_x2(info_32_reply("sizes-beyond-count"), 0xffffc080, 2);
    assert_x2(info_reply("reserved-bits"), 0xfe, 2);
    assert_x2(info_reply("wrapped-size"), 0xc3, 2);
}

static void strange_ids_stand_before_a_vm(void **state)
{
    (void)state;
    assert_x2(info_reply("id-0"), 2 << 7, IDS(2, 0));
    assert_x2(info_reply("id-ffff"), 2 << 7, IDS(2, 0xffff));
    assert_x2(info_reply("same-vm-repeated"), 20 << 7, 0x0002000200020002,
              0x0002000200020002, 0x0002000200020002, 0x0002000200020002,
              0x0002000200020002);
    assert_x2(info_reply("vcpu-ffff"), 3 << 12 | 2 << 7, 0xffff0002, 2);
}

static void a_dead_vm_is_listed(void **state)
{
    uint64_t id;

    (void)state;
    assert_x2(info_reply("id-dead-vm"), 2 << 7, IDS(2, 0x7ffe));
    boot_hostile();
    assert_status(destroy(3), FFA_OK);
    for ( uint32_t value = 1;; value++ )
    {
        next_reply(value);
        id = info_64().x[3];
        if ( last_hostile().name == name_intern("id-dead-vm") )
            break;
        spmc_behave(); /* Whatever it was, it ends. */
        boot_hostile();
        assert_status(destroy(3), FFA_OK);
    }
    assert_int_equal(id, IDS(2, 3));
}

static void widths_are_mixed_up(void **state)
{
    (void)state;
    assert_int_equal(info_reply("success-32-for-64").x[0], FFA_FID32(SUCCESS));
    assert_int_equal(info_reply("success-32-for-64").x[3], 0xdeadbeef00000002);
    assert_int_equal(info_32_reply("success-64-for-32").x[0],
                     FFA_FID64(SUCCESS));
    assert_int_equal(get_reply("get-success-64").x[0], FFA_FID64(SUCCESS));
}

static void errors_are_none(void **state)
{
    (void)state;
    assert_int_equal(get_reply("w0-zero").x[0], 0);
    assert_int_equal(get_reply("x0-dirty").x[0],
                     0xdeadbeef00000000 | FFA_FID32(SUCCESS));
    assert_int_equal(get_reply("error-0").x[2], 0);
    assert_int_equal(get_reply("error-dirty-zero").x[2], 0x100000000);
    assert_int_equal(get_reply("error-no-data-wide").x[2], (uint64_t)-9);
    assert_int_equal(info_reply("no-data-and-lists").x[0], FFA_FID32(ERROR));
    assert_int_equal((uint32_t)info_reply("no-data-and-lists").x[2],
                     0xfffffff7);
    assert_int_equal(info_reply("no-data-and-lists").x[3], 2);
}

static void get_shows_what_it_should_not(void **state)
{
    (void)state;
    boot_hostile();
    assert_status(unbind_bits(2, SP1, 0x8000000000000000), FFA_OK);
    assert_x2(get_reply("get-unbound-bits"), 1);
    assert_x2(get_reply("get-other-halves"), 1, 0, 0xa5a5a5a5, 0xa5a5a5a5,
              0xa5a5a5a5, 0xa5a5a5a5);
    assert_x2(get_reply("get-odd-framework"), 1, 0, 0, 0, 0xfffffffe);
    assert_int_equal(get_reply("get-dirty-halves").x[2], 0xdeadbeef00000001);
    assert_int_equal(get_reply("get-w1").x[1], 0x12345678);
}

/* A GET that fails has taken nothing. */
static void a_spoilt_error_changes_nothing(void **state)
{
    (void)state;
    get_reply("error-positive");
    assert_int_equal(count_events(EV_TAKEN), 0);
    spmc_behave();
    assert_x2(get(2, 0, 1), 1);
    get_reply("get-w1");
    assert_event(EV_TAKEN, 2, 0, GLOBAL, 1);
}

/* What a spoilt reply lists was not told, and is announced when the SPMC
 * behaves; not before, and not if it was fetched meanwhile. */
static void a_spoilt_info_get_tells_nothing(void **state)
{
    (void)state;
    info_reply("reserved-bits");
    assert_int_equal(count_events(EV_TOLD), 0);
    assert_false(take_sri(0));
    spmc_behave();
    assert_true(take_sri(0));
    assert_x2(info_64(), 0x80, 2);

    info_reply("all-ones");
    assert_x2(get(2, 0, 1), 1);
    spmc_behave();
    assert_false(take_sri(0));
}

static void a_reply_without_end_ends_when_all_behave(void **state)
{
    static const char *const names[] = {"empty-more", "one-list-more",
                                        "fresh-ids-more"};

    (void)state;
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(names); i++ )
    {
        struct regs first = info_reply(names[i]);
        struct regs again = info_64();

        assert_int_equal(first.x[2] & 1, 1);
        assert_int_equal(first.x[2], again.x[2]);
        assert_int_equal(first.x[3] == again.x[3], i != 2);
        assert_int_equal(info_32().x[2] & 1, 1);
        assert_int_equal(count_events(EV_HOSTILE), 3);
        assert_x2(get(2, 0, 1), 1);
        spmc_behave();
        assert_status(info_64(), FFA_NO_DATA);
    }
}

static void a_forgotten_vm_is_known_again_when_all_behave(void **state)
{
    struct regs reply = reply_of(calls[6], "create-and-forget");

    (void)state;
    assert_status(reply, FFA_OK);
    assert_event(EV_BITMAP, 4, 1, 1);
    assert_status(bind_bits(4, SP1, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(get(4, 0, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_set(0, 4, 0, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_SPMC_PANIC), 0);
    spmc_behave();
    assert_status(bind_bits(4, SP1, 1, 0), FFA_OK);
}

static void a_strange_sri_is_raised_as_announced(void **state)
{
    (void)state;
    assert_x2(reply_of(calls[8], "sri-15"), 15);
    set_global(2);
    assert_true(gic_pending(0, 15));
    assert_false(gic_pending(0, SRI));
    assert_x2(reply_of(calls[8], "sri-ffffffff"), 0xffffffff);
    set_global(2);
    assert_x2(reply_of(calls[9], "size-code-3"), 3);
    assert_x2(reply_of(calls[10], "properties-odd"), 0x5a3c96e1, 0xa5c3691e);
}

static void a_storm_ends(void **state)
{
    unsigned int nr = 0;

    (void)state;
    reply_of(calls[12], "sri-storm");
    assert_true(take_sri(0));
    for ( unsigned int i = 0; i < 100; i++ )
    {
        SMC(FFA_FID32(ID_GET));
        nr += take_sri(0);
    }
    assert_int_equal(nr, 14);
    reply_of(calls[7], "sri-after-destroy");
    assert_true(take_sri(0));
    SMC(FFA_FID32(ID_GET));
    assert_false(take_sri(0));
}

/* Refusals: a fault of the scenario in any world. */
static void the_nth_call_is_refused(void **state)
{
    (void)state;
    boot_plain();
    spmc_refuse(2, FFA_BUSY);
    assert_status(create(2, 1), FFA_OK);
    assert_status(create(3, 1), FFA_BUSY);
    assert_event(EV_REFUSED, FFA_FID32(NOTIFICATION_BITMAP_CREATE),
                 (uint64_t)FFA_BUSY);
    assert_status(create(3, 1), FFA_OK);
    spmc_refuse(1, 5);
    assert_int_equal(SMC(FFA_FID32(ID_GET)).x[2], 5);
    spmc_refuse(1, FFA_NOT_SUPPORTED);
    assert_int_equal(SMC(FFA_FID32(VERSION), 0x10002).x[0], 0xffffffff);
    spmc_refuse(1, FFA_BUSY);
    spmc_behave();
    spmc_refuse(1, FFA_BUSY);
    assert_status(SMC(FFA_FID32(ID_GET)), FFA_OK);
}

static void what_a_refused_info_get_hid_is_announced(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    assert_true(take_sri(0));
    spmc_refuse(1, FFA_BUSY);
    assert_status(info_64(), FFA_BUSY);
    assert_false(take_sri(0));
    spmc_behave();
    assert_true(take_sri(0));
    assert_x2(info_64(), 0x80, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_hostile_reply_can_be_had),
        cmocka_unit_test(every_class_has_a_row),
        cmocka_unit_test(nothing_is_hostile_unless_the_world_is),
        cmocka_unit_test(nothing_is_hostile_when_all_behave),
        cmocka_unit_test(lists_overflow),
        cmocka_unit_test(bits_without_a_meaning_are_set),
        cmocka_unit_test(strange_ids_stand_before_a_vm),
        cmocka_unit_test(a_dead_vm_is_listed),
        cmocka_unit_test(widths_are_mixed_up),
        cmocka_unit_test(errors_are_none),
        cmocka_unit_test(get_shows_what_it_should_not),
        cmocka_unit_test(a_spoilt_error_changes_nothing),
        cmocka_unit_test(a_spoilt_info_get_tells_nothing),
        cmocka_unit_test(a_reply_without_end_ends_when_all_behave),
        cmocka_unit_test(a_forgotten_vm_is_known_again_when_all_behave),
        cmocka_unit_test(a_strange_sri_is_raised_as_announced),
        cmocka_unit_test(a_storm_ends),
        cmocka_unit_test(the_nth_call_is_refused),
        cmocka_unit_test(what_a_refused_info_get_hid_is_announced),
    };

    return cmocka_run_group_tests_name("spmc-hostile", tests, NULL, NULL);
}
