/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What holds for whatever mediator is built in: nothing it does breaks the
 * simulator, a run is a function of its input, and the plain way of a
 * notification ends where it should. Runs in the root.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encode.h"
#include "ffa.h"
#include "log.h"
#include "mutate.h"
#include "run.h"
#include "scenario.h"

#define PROGRAMS  3000u
#define MUTATIONS 2u /* of each seed, one on top of the other */

static struct scenario scenario;
static struct result result;

/* SplitMix64. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15ull);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

static void parse(const char *name, const char *text)
{
    char error[SCENARIO_ERROR_BYTES];

    if ( !scenario_parse(&scenario, name, text, strlen(text), error) )
        fail_msg("%s", error);
}

/* The program of SCENARIO runs, and runs again. */
static void run(const char *name)
{
    struct result again;

    sim_run_program(&scenario.program, &result);
    if ( result.verdict == VERDICT_ERROR )
        fail_msg("%s: %s in %s", name, result.error, result.error_function);
    sim_run_program(&scenario.program, &again);
    if ( result.digest != again.digest )
        fail_msg("%s: another digest when it is run again", name);
}

static void complain_of_failure(const char *name)
{
    if ( result.verdict == VERDICT_FAILURE )
        print_message("%s: %s, %s: %s\n", name, result.finding.oracle->name,
                      result.finding.complaint.site,
                      result.finding.complaint.text);
}

static void judge_bytes(const uint8_t *bytes, size_t length, unsigned int seed)
{
    char name[32];

    sim_run(bytes, length, &result);
    snprintf(name, sizeof(name), "program %u", seed);
    complain_of_failure(name);
    if ( result.verdict == VERDICT_ERROR )
        fail_msg("%s: %s in %s", name, result.error, result.error_function);
}

/* Seeds. */

static unsigned int nr_seeds;
static char *seeds[1024];

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The order of a folder is nobody's. */
static int find_seeds(void **state)
{
    static const char folder[] = "corpus/seeds";
    DIR *dir = opendir(folder);
    const struct dirent *entry;

    (void)state;
    while ( dir && (entry = readdir(dir)) )
    {
        char path[sizeof(folder) + sizeof(entry->d_name) + 1];

        if ( !strstr(entry->d_name, ".scn") || nr_seeds == 1024 )
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        seeds[nr_seeds++] = strdup(path);
    }
    if ( dir )
        closedir(dir);
    qsort(seeds, nr_seeds, sizeof(seeds[0]), by_name);
    return nr_seeds == 0;
}

static int forget_seeds(void **state)
{
    (void)state;
    while ( nr_seeds )
        free(seeds[--nr_seeds]);
    return 0;
}

static void parse_seed(unsigned int number)
{
    static char text[SCENARIO_TEXT_BYTES];
    FILE *file = fopen(seeds[number], "r");
    size_t length;

    assert_non_null(file);
    length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[length] = '\0';
    parse(seeds[number], text);
}

static void every_seed_keeps_every_promise(void **state)
{
    unsigned int failures = 0;

    (void)state;
    for ( unsigned int i = 0; i < nr_seeds; i++ )
    {
        parse_seed(i);
        run(seeds[i]);
        complain_of_failure(seeds[i]);
        failures +=
            result.verdict == VERDICT_FAILURE && scenario.expect <= EXPECT_PASS;
    }
    assert_int_equal(failures, 0);
}

static void mutations_of_seeds_break_no_promise_of_the_simulator(void **state)
{
    uint8_t bytes[ENCODE_MAX_BYTES];

    (void)state;
    for ( unsigned int i = 0; i < PROGRAMS; i++ )
    {
        size_t length;

        parse_seed(i % nr_seeds);
        length = program_encode(&scenario.program, bytes);
        for ( unsigned int step = 0; step < MUTATIONS; step++ )
            length = mutate_scenario(bytes, length, sizeof(bytes),
                                     i * MUTATIONS + step);
        judge_bytes(bytes, length, i);
    }
}

static void random_bytes_break_no_promise_of_the_simulator(void **state)
{
    uint64_t random = 1;
    uint8_t bytes[512];

    (void)state;
    for ( unsigned int i = 0; i < PROGRAMS; i++ )
    {
        size_t length = next_random(&random) % sizeof(bytes);

        for ( size_t at = 0; at < length; at++ )
            bytes[at] = (uint8_t)next_random(&random);
        judge_bytes(bytes, length, i);
    }
}

/* The plain way. */

/* The NTH reply to a guest's call of FID; x0 .. x7. */
static const uint64_t *find_reply(uint32_t fid, unsigned int nth)
{
    struct event event;
    uint32_t cursor = 0;
    bool open = false;

    while ( log_next(&cursor, &event) )
    {
        if ( event.kind == EV_CALL )
            open = (uint32_t)event.arg[2] == fid;
        if ( event.kind == EV_RETURN && open && nth-- == 1 )
            return &event.arg[2];
    }
    fail_msg("%s was not answered", ffa_name(fid));
    return NULL;
}

static bool was_seen(enum event_kind kind, unsigned int argument,
                     uint64_t value)
{
    struct event event;
    uint32_t cursor = 0;

    while ( log_next(&cursor, &event) )
        if ( event.kind == kind && event.arg[argument] == value )
            return true;
    return false;
}

/* FF-A 1.1, 10.4: bound, set, announced, fetched. */
static void what_an_sp_sets_reaches_its_vm(void **state)
{
    const uint64_t *reply;

    (void)state;
    parse("plain", "ffasim-scenario 1\ncpus 2; start created\n"
                   "cpu0: d1.v0 VERSION\n"
                   "cpu0: d1.v0 ID_GET\n"
                   "cpu0: d1.v0 FEATURES id=1\n"
                   "cpu0: d1.v0 NOTIFICATION_BIND bits=0x8000000000000004\n"
                   "cpu1: sp 0x8001 set d1 bits=0x8000000000000004\n"
                   "cpu0: d1.v0 irq\n"
                   "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"
                   "cpu0: d1.v0 NOTIFICATION_GET\n"
                   "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"
                   "cpu0: d1.v0 NOTIFICATION_GET\n");
    run("plain");
    complain_of_failure("plain");
    assert_int_equal(result.verdict, VERDICT_PASS);

    assert_int_equal(find_reply(FFA_FID32(VERSION), 1)[0] >> 16, 1);
    assert_int_equal(find_reply(FFA_FID32(ID_GET), 1)[2], 2);
    reply = find_reply(FFA_FID32(FEATURES), 1);
    assert_int_equal(reply[0], FFA_FID32(SUCCESS));
    assert_int_equal(reply[2], 8);
    reply = find_reply(FFA_FID32(NOTIFICATION_BIND), 1);
    assert_int_equal(reply[0], FFA_FID32(SUCCESS));
    assert_true(was_seen(EV_SRI, 0, 1));
    assert_true(was_seen(EV_VIRQ, 2, 8));
    assert_true(was_seen(EV_VIRQ_TAKEN, 2, 8));
    reply = find_reply(FFA_FID64(NOTIFICATION_INFO_GET), 1);
    assert_int_equal(reply[0], FFA_FID64(SUCCESS));
    assert_int_equal(reply[3] & 0xffff, 2);
    reply = find_reply(FFA_FID32(NOTIFICATION_GET), 1);
    assert_int_equal(reply[0], FFA_FID32(SUCCESS));
    assert_int_equal(reply[2], 4);
    assert_int_equal(reply[3], 0x80000000);
    reply = find_reply(FFA_FID64(NOTIFICATION_INFO_GET), 2);
    assert_int_equal(reply[0], FFA_FID32(ERROR));
    reply = find_reply(FFA_FID32(NOTIFICATION_GET), 2);
    assert_int_equal(reply[2], 0);
}

/* What some mediators have beyond that. */

/* FF-A 1.1, 10: the same between VMs, without the SPMC. */
static void what_a_vm_sets_reaches_another(void **state)
{
    (void)state;
    parse("vm-to-vm",
          "ffasim-scenario 1\nstart versioned vms=2\n"
          "cpu0: d2.v0 NOTIFICATION_BIND sp=d1 bits=0x100000010\n"
          "cpu0: d1.v0 NOTIFICATION_SET receiver=d2 bits=0x100000010\n"
          "cpu0: d2.v0 irq\n"
          "cpu0: d2.v0 NOTIFICATION_GET flags=0xf\n");
    run("vm-to-vm");
    assert_int_equal(result.verdict, VERDICT_PASS);
    assert_int_equal(find_reply(FFA_FID32(NOTIFICATION_BIND), 1)[0],
                     FFA_FID32(SUCCESS));
    assert_int_equal(find_reply(FFA_FID32(NOTIFICATION_SET), 1)[0],
                     FFA_FID32(SUCCESS));
    assert_true(was_seen(EV_VIRQ_TAKEN, 0, 2));
    assert_int_equal(find_reply(FFA_FID32(NOTIFICATION_GET), 1)[4], 0x10);
    assert_int_equal(find_reply(FFA_FID32(NOTIFICATION_GET), 1)[5], 1);
}

static void a_vm_cannot_set_another(void **state)
{
    (void)state;
    parse("no-vm-to-vm", "ffasim-scenario 1\nstart versioned vms=2\n"
                         "cpu0: d2.v0 NOTIFICATION_BIND sp=d1\n"
                         "cpu0: d1.v0 NOTIFICATION_SET receiver=d2\n");
    run("no-vm-to-vm");
    assert_int_equal(result.verdict, VERDICT_PASS);
    assert_int_equal(find_reply(FFA_FID32(NOTIFICATION_BIND), 1)[0],
                     FFA_FID32(ERROR));
    assert_int_equal(find_reply(FFA_FID32(NOTIFICATION_SET), 1)[0],
                     FFA_FID32(ERROR));
}

/*
 * FF-A 1.1, 13.6: TX at the first page of RAM, RX at the second. The last page
 * is read-only, behind it there is nothing, and a device is no memory.
 */
static void a_guest_maps_buffers_of_its_own(void **state)
{
    static const unsigned int good[] = {0, 0, 0, 0, 1, 0, 1, 0};
    (void)state;
    parse("rx-tx",
          "ffasim-scenario 1\nsp 0x8001; sp 0x8002; start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000066 x1=0x40000000 x2=0x4011f000 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0x84000066 x1=0x40120000 x2=0x40001000 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0x84000066 x1=0x9000000 x2=0x40001000 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0x84000066 x1=0x40000010 x2=0x40001000 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0x84000066 x1=0x40000000 x2=0x40001000 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0x84000066 x1=0x40002000 x2=0x40003000 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0x84000068\n"
          "cpu0: d1.v0 SMC x0=0x84000068\n"
          "cpu0: d1.v0 SMC x0=0x84000065\n"
          "cpu0: domain_kill d1\n");
    run("rx-tx");
    complain_of_failure("rx-tx");
    assert_int_equal(result.verdict, VERDICT_PASS);
    for ( unsigned int i = 0; i < 8; i++ )
        assert_int_equal(find_reply(i < 6 ? FFA_FID32(RXTX_MAP)
                                          : FFA_FID32(PARTITION_INFO_GET),
                                    i < 6 ? i + 1 : i - 5)[0],
                         good[i] ? FFA_FID32(SUCCESS) : FFA_FID32(ERROR));
    assert_int_equal(find_reply(FFA_FID32(PARTITION_INFO_GET), 1)[2], 2);
    assert_int_equal(find_reply(FFA_FID32(PARTITION_INFO_GET), 1)[3], 24);
    assert_int_equal(find_reply(FFA_FID32(RX_RELEASE), 1)[0],
                     FFA_FID32(SUCCESS));
    assert_true(was_seen(EV_PAGE_GET, 1, 2));
}

static const struct
{
    const char *name;
    struct CMUnitTest test;
} extras[] = {
    {"vm-to-vm", cmocka_unit_test(what_a_vm_sets_reaches_another)},
    {"no-vm-to-vm", cmocka_unit_test(a_vm_cannot_set_another)},
    {"rx-tx", cmocka_unit_test(a_guest_maps_buffers_of_its_own)},
};

static int run_extra(const char *name)
{
    for ( unsigned int i = 0; i < sizeof(extras) / sizeof(extras[0]); i++ )
        if ( !strcmp(extras[i].name, name) )
        {
            const struct CMUnitTest tests[] = {extras[i].test};

            return cmocka_run_group_tests(tests, NULL, NULL);
        }
    fprintf(stderr, "there is no test of %s\n", name);
    return 1;
}

/* Arguments name what the mediator has. */
int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_sp_sets_reaches_its_vm),
        cmocka_unit_test(every_seed_keeps_every_promise),
        cmocka_unit_test(random_bytes_break_no_promise_of_the_simulator),
        cmocka_unit_test(mutations_of_seeds_break_no_promise_of_the_simulator),
    };
    int failed = cmocka_run_group_tests(tests, find_seeds, forget_seeds);

    for ( int i = 1; i < argc; i++ )
        failed += run_extra(argv[i]);
    return failed != 0;
}
