/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One mistake in a text each, and the whole message. Where a message changes,
 * read it as somebody who has just made the mistake.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scenario.h"

static struct scenario scenario;
static char text[SCENARIO_TEXT_BYTES];
static char error[SCENARIO_ERROR_BYTES];

static bool parse(const char *input)
{
    return scenario_parse(&scenario, "f.scn", input, strlen(input), error);
}

#define FIRST "ffasim-scenario 1\n"

static const struct
{
    const char *text, *error;
} mistakes
    [] =
        {
            {"",
             "f.scn:1:1: error: this is no scenario, expected \"ffasim-scenario 1\" as the first line"},
            {"\n",
             "f.scn:1:1: error: this is no scenario, expected \"ffasim-scenario 1\" as the first line"},
            {"ffasim-scenario",
             "f.scn:1:16: error: the statement ends here, expected the version of the format"},
            {"ffasim-scenario 2\n",
             "f.scn:1:17: error: the format's version is \"2\", expected 1"},
            {"ffasim-scenario 1 x\n",
             "f.scn:1:19: error: \"x\" is one word too many, expected the end of the statement"},
            {FIRST "nothing\n",
             "f.scn:2:1: error: \"nothing\" is no statement, expected cpus, spmc, sp, rcu, faults, reuse, sri, start, d0, cpuN: or at"},
            {FIRST "cpus\n",
             "f.scn:2:5: error: the statement ends here, expected how many CPUs"},
            {FIRST "cpus 0\n",
             "f.scn:2:6: error: cpus is \"0\", expected a number from 1 to 8"},
            {FIRST "cpus 9\n",
             "f.scn:2:6: error: cpus is \"9\", expected a number from 1 to 8"},
            {FIRST "cpus 0x\n",
             "f.scn:2:6: error: cpus is \"0x\", expected a number from 1 to 8"},
            {FIRST "cpus 2 3\n",
             "f.scn:2:8: error: \"3\" is one word too many, expected the end of the statement"},
            {FIRST "cpus 2; cpus 2\n",
             "f.scn:2:9: error: cpus is said twice, expected once"},
            {FIRST "d0 here\n",
             "f.scn:2:4: error: d0 is \"here\", expected ffa"},
            {FIRST "spmc\n",
             "f.scn:2:5: error: the statement ends here, expected a version such as 1.2"},
            {FIRST "spmc 2.0\n",
             "f.scn:2:6: error: the SPMC's version is \"2.0\", expected 1.0 to 1.3"},
            {FIRST "spmc 1.4\n",
             "f.scn:2:6: error: the SPMC's version is \"1.4\", expected 1.0 to 1.3"},
            {FIRST "spmc 1.\n",
             "f.scn:2:6: error: the SPMC's version is \"1.\", expected 1.0 to 1.3"},
            {FIRST "spmc 1.1 teefoo\n",
             "f.scn:2:10: error: the SPMC is \"teefoo\", expected hafnium, hafnium-1.2, tfa-el3, optee, legal or hostile"},
            {FIRST "rcu\n",
             "f.scn:2:4: error: the statement ends here, expected strict"},
            {FIRST "rcu loose\n",
             "f.scn:2:5: error: rcu is \"loose\", expected strict"},
            {FIRST "faults on\n",
             "f.scn:2:8: error: \"on\" is one word too many, expected the end of the statement"},
            {FIRST "sri\n",
             "f.scn:2:4: error: the statement ends here, expected an INTID"},
            {FIRST "sri 65536\n",
             "f.scn:2:5: error: sri is \"65536\", expected a number from 0 to 65535"},
            {FIRST "sri x\n",
             "f.scn:2:5: error: sri is \"x\", expected a number from 0 to 65535"},
            {FIRST "sp\n",
             "f.scn:2:3: error: the statement ends here, expected an SP such as 0x8001, or none"},
            {FIRST "sp 0x8002\n",
             "f.scn:2:4: error: the SP is \"0x8002\", expected 0x8001: SPs have IDs in order"},
            {FIRST "sp 0x8001 vm_made\n",
             "f.scn:2:11: error: the SP is \"vm_made\", expected vm_created, vm_destroyed or no_notifications"},
            {FIRST "sp none; sp 0x8001\n",
             "f.scn:2:10: error: sp is said twice, expected once"},
            {FIRST "sp 0x8001; sp none\n",
             "f.scn:2:15: error: the SP is \"none\", expected 0x8002: SPs have IDs in order"},
            {FIRST "sp 0x8001; sp 0x8002; sp 0x8003; sp 0x8004; sp 0x8005\n",
             "f.scn:2:48: error: \"0x8005\" is one SP too many, expected at most 4"},
            {FIRST "start\n",
             "f.scn:2:6: error: the statement ends here, expected a stage such as bound"},
            {FIRST "start warm\n",
             "f.scn:2:7: error: the stage is \"warm\", expected cold, created, versioned, bound, pending, mapped or sharing"},
            {FIRST "start bound vms=32\n",
             "f.scn:2:17: error: vms is \"32\", expected a number from 0 to 31"},
            {FIRST "start bound vms\n",
             "f.scn:2:16: error: vms is \"\", expected a number from 0 to 31"},
            {FIRST "start bound vcpus=0\n",
             "f.scn:2:19: error: vcpus is \"0\", expected a number from 1 to 8"},
            {FIRST "start bound cpus=2\n",
             "f.scn:2:13: error: start is \"cpus=2\", expected vms=N or vcpus=N"},
            {FIRST "cpu0: spmc_sri\ncpus 2\n",
             "f.scn:3:1: error: a statement about the world after an op, expected the world, then the ops, then the deviations"},
            {FIRST "at cpu0 op 0 point 0 -> irq; cpu0: spmc_sri\n",
             "f.scn:2:30: error: an op after a deviation, expected the world, then the ops, then the deviations"},
            {FIRST "at cpu0 op 0 point 0 -> irq\nfaults\n",
             "f.scn:3:1: error: a statement about the world after a deviation, expected the world, then the ops, then the deviations"},
            {FIRST "cpu1: spmc_sri\n",
             "f.scn:2:1: error: \"cpu1\" is no CPU of this world, expected cpuN, N below 1"},
            {FIRST "cpu0:\n",
             "f.scn:2:6: error: the statement ends here, expected an op"},
            {FIRST "cpu0: dance\n",
             "f.scn:2:7: error: \"dance\" is no op, expected domain_create, domain_kill, domain_hold, domain_drop, spmc_scribble, spmc_rx_full, spmc_sri, spmc_refuse, cpu_up, cpu_down, advance, fail_alloc or toy"},
            {FIRST "cpu0: d1.v8 irq\n",
             "f.scn:2:7: error: \"d1.v8\" is no vCPU, expected d0.v0 to d31.v7"},
            {FIRST "cpu0: d32.v0 irq\n",
             "f.scn:2:7: error: \"d32.v0\" is no vCPU, expected d0.v0 to d31.v7"},
            {FIRST "cpu0: d1.v0\n",
             "f.scn:2:12: error: the statement ends here, expected an op of a vCPU"},
            {FIRST "cpu0: d1.v0 dance\n",
             "f.scn:2:13: error: \"dance\" is no op of a vCPU, expected VERSION, FEATURES, ID_GET, NOTIFICATION_BIND, NOTIFICATION_UNBIND, NOTIFICATION_SET, NOTIFICATION_GET, NOTIFICATION_INFO_GET_32, NOTIFICATION_INFO_GET_64, SMC, RXTX_MAP, RXTX_UNMAP, RX_ACQUIRE, RX_RELEASE, PARTITION_INFO_GET, PARTITION_INFO_GET_REGS, MSG_SEND_DIRECT_REQ, MSG_SEND_DIRECT_REQ2, RUN, MSG_SEND2, MEM_SHARE, MEM_RECLAIM, CONSOLE_LOG, write, linux, decrease_reservation, populate_physmap, map_foreign, map_grant, unmap, irq, on, off, pause, unpause or run"},
            {FIRST "cpu0: d32 = domain_create\n",
             "f.scn:2:7: error: \"d32\" is no domain, expected d0 to d31"},
            {FIRST "cpu0: d1\n",
             "f.scn:2:9: error: the statement ends here, expected = domain_create"},
            {FIRST "cpu0: d1 domain_create\n",
             "f.scn:2:10: error: \"domain_create\" after a domain, expected = domain_create"},
            {FIRST "cpu0: d1 =\n",
             "f.scn:2:11: error: the statement ends here, expected domain_create"},
            {FIRST "cpu0: d1 = domain_kill\n",
             "f.scn:2:12: error: \"domain_kill\" makes no domain, expected domain_create"},
            {FIRST "cpu0: domain_kill\n",
             "f.scn:2:18: error: the statement ends here, expected a domain"},
            {FIRST "cpu0: domain_kill dom1\n",
             "f.scn:2:19: error: \"dom1\" is no domain, expected d0 to d31"},
            {FIRST "cpu0: domain_kill d1.v0\n",
             "f.scn:2:19: error: \"d1.v0\" is no domain, expected d0 to d31"},
            {FIRST "cpu0: sp\n",
             "f.scn:2:9: error: the statement ends here, expected an SP such as 0x8001"},
            {FIRST "cpu0: sp 0x8005 get\n",
             "f.scn:2:10: error: the SP is \"0x8005\", expected 0x8001 to 0x8004"},
            {FIRST "cpu0: sp 0x8001\n",
             "f.scn:2:16: error: the statement ends here, expected an op of an SP"},
            {FIRST "cpu0: sp 0x8001 irq\n",
             "f.scn:2:17: error: \"irq\" is no op of an SP, expected set, get, answer, bind, unbind, direct, send, retrieve, relinquish, touch or hold"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND bit=1\n",
             "f.scn:2:31: error: NOTIFICATION_BIND has no argument \"bit\", expected sp, bits, flags or receiver"},
            {FIRST "cpu0: d1.v0 irq now\n",
             "f.scn:2:17: error: \"now\" is one word too many, expected the end of the statement"},
            {FIRST "cpu0: d1.v0 irq a=b\n",
             "f.scn:2:17: error: \"a=b\" is one word too many, expected the end of the statement"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND bits=1 bits=2\n",
             "f.scn:2:38: error: bits is said twice, expected once"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND 0x8001 sp=0x8001\n",
             "f.scn:2:38: error: sp is said twice, expected once"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND bits\n",
             "f.scn:2:31: error: sp is \"bits\", expected self, d0 to d31, sp1 to sp4 or a number from 0 to 0xffff"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND bits=1 flags\n",
             "f.scn:2:38: error: flags is \"flags\", expected flags=..."},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND bits=x\n",
             "f.scn:2:36: error: bits is \"x\", expected a number from 0 to 0xffffffffffffffff"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND bits=0x10000000000000000\n",
             "f.scn:2:36: error: bits is \"0x10000000000000000\", expected a number from 0 to 0xffffffffffffffff"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_BIND sp=0x10000\n", "f.scn:2:34: error: sp is \"0x10000\", expected self, d0 to d31, sp1 to sp4 or a number from 0 to 0xffff"},
            {FIRST "cpu0: d1.v0 NOTIFICATION_GET vcpu=65536\n",
             "f.scn:2:35: error: vcpu is \"65536\", expected a number from 0 to 65535"},
            {FIRST "cpu0: d1 = domain_create vcpus=9\n",
             "f.scn:2:32: error: vcpus is \"9\", expected a number from 1 to 8"},
            {FIRST "cpu0: d1 = domain_create off=1\n",
             "f.scn:2:26: error: off is \"off=1\", expected off alone"},
            {FIRST "cpu0: d1 = domain_create fail=early\n",
             "f.scn:2:31: error: fail is \"early\", expected no, arch or late"},
            {FIRST "cpu0: spmc_refuse code=FAST\n",
             "f.scn:2:24: error: code is \"FAST\", expected a status such as BUSY, or a number of 32 bits such as -4"},
            {FIRST "cpu0: spmc_refuse nth=0\n",
             "f.scn:2:23: error: nth is \"0\", expected a number from 1 to 255"},
            {FIRST "cpu0: cpu_up cpu1\n",
             "f.scn:2:14: error: target is \"cpu1\", expected cpuN, N below 1"},
            {FIRST "cpu0: cpu_up\n",
             "f.scn:2:13: error: the statement ends here, expected cpuN, N below 1"},
            {FIRST "cpu0: sp 0x8001 set d1 delay delay\n",
             "f.scn:2:30: error: delay is said twice, expected once"},
            {FIRST "at\n",
             "f.scn:2:3: error: the statement ends here, expected a CPU"},
            {FIRST "at cpu1 op 0 point 0 -> irq\n",
             "f.scn:2:4: error: \"cpu1\" is no CPU of this world, expected cpuN, N below 1"},
            {FIRST "at cpu0\n",
             "f.scn:2:8: error: the statement ends here, expected CONTEXT:SITE#HIT, op or early"},
            {FIRST "at cpu0 here -> irq\n",
             "f.scn:2:9: error: the place is \"here\", expected CONTEXT:SITE#HIT, op or early"},
            {FIRST "at cpu0 here#1 -> irq\n",
             "f.scn:2:9: error: the place is \"here#1\", expected CONTEXT:SITE#HIT, op or early"},
            {FIRST "at cpu0 nmi:here#1 -> irq\n",
             "f.scn:2:9: error: the context is \"nmi\", expected boot, guest, domctl, secure, idle, softirq, timer, rcu, tasklet or irq"},
            {FIRST "at cpu0 irq:#1 -> irq\n",
             "f.scn:2:13: error: the site is \"\", expected 1 to 255 printable characters, %XX for others"},
            {FIRST "at cpu0 irq:he\001re#1 -> irq\n",
             "f.scn:2:13: error: the site is \"he?re\", expected 1 to 255 printable characters, %XX for others"},
            {FIRST "at cpu0 irq:here#0 -> irq\n",
             "f.scn:2:18: error: the hit count is \"0\", expected a number from 1 to 4294967295"},
            {FIRST "at cpu0 irq:here# -> irq\n",
             "f.scn:2:18: error: the hit count is \"\", expected a number from 1 to 4294967295"},
            {FIRST "at cpu0 irq:he%2#1 -> irq\n",
             "f.scn:2:13: error: the site is \"he%2\", expected 1 to 255 printable characters, %XX for others"},
            {FIRST "at cpu0 irq:he%00#1 -> irq\n",
             "f.scn:2:13: error: the site is \"he%00\", expected 1 to 255 printable characters, %XX for others"},
            {FIRST "at cpu0 irq:here#1\n",
             "f.scn:2:19: error: the statement ends here, expected ->, =>, spmc=N, fault=N or reuse=N"},
            {FIRST "at cpu0 irq:here#1 ->\n",
             "f.scn:2:22: error: the statement ends here, expected cpuN or irq"},
            {FIRST "at cpu0 irq:here#1 -> cpu1\n",
             "f.scn:2:23: error: \"cpu1\" is no CPU of this world, expected cpuN, N below 1"},
            {FIRST "at cpu0 irq:here#1 sched=1\n",
             "f.scn:2:20: error: the deviation is \"sched=1\", expected ->, =>, spmc=N, fault=N or reuse=N"},
            {FIRST "at cpu0 irq:here#1 spmc=0\n",
             "f.scn:2:25: error: spmc is \"0\", expected a number from 1 to 4294967295"},
            {FIRST "at cpu0 irq:here#1 spmc\n",
             "f.scn:2:20: error: the deviation is \"spmc\", expected ->, =>, spmc=N, fault=N or reuse=N"},
            {FIRST "at cpu0 irq:here#1 -> irq op\n",
             "f.scn:2:27: error: \"op\" after the deviation, expected (op, (early or the end of the statement"},
            {FIRST "at cpu0 irq:here#1 -> irq (op 1 point 2\n",
             "f.scn:2:39: error: the point is \"2\", expected a number and )"},
            {FIRST "at cpu0 irq:here#1 -> irq (op 1 point 2) x\n",
             "f.scn:2:42: error: \"x\" is one word too many, expected the end of the statement"},
            {FIRST "at cpu0 op\n",
             "f.scn:2:11: error: the statement ends here, expected the number of an op"},
            {FIRST "at cpu0 op x\n",
             "f.scn:2:12: error: op is \"x\", expected a number from 0 to 32767"},
            {FIRST "at cpu0 op 32768\n",
             "f.scn:2:12: error: op is \"32768\", expected a number from 0 to 32767"},
            {FIRST "at cpu0 early 32768\n",
             "f.scn:2:15: error: early is \"32768\", expected a number from 0 to 32767"},
            {FIRST "at cpu0 op 1\n",
             "f.scn:2:13: error: the statement ends here, expected point"},
            {FIRST "at cpu0 op 1 pt 1\n",
             "f.scn:2:14: error: \"pt\" after the op's number, expected point"},
            {FIRST "at cpu0 op 1 point\n",
             "f.scn:2:19: error: the statement ends here, expected the number of a decision"},
            {FIRST "at cpu0 op 1 point x\n",
             "f.scn:2:20: error: point is \"x\", expected a number from 0 to 4294967295"},
            {FIRST "at cpu0 op 1 point 2 -> irq (op 1 point 2)\n",
             "f.scn:2:29: error: \"(op\" is one word too many, expected the end of the statement"},
            {FIRST "# a\n# b\n",
             "f.scn:3:3: error: the header has a line \"b\", expected why:, found:, expect:, swap: or an indented line that goes on with one"},
            {FIRST "# a\n# why: x\n# y\n",
             "f.scn:4:3: error: the header has a line \"y\", expected why:, found:, expect:, swap: or an indented line that goes on with one"},
            {FIRST "# spec: x\n",
             "f.scn:2:3: error: the header has a line \"spec\", expected why, found, expect or swap"},
            {FIRST "# why: x\n# why: y\n",
             "f.scn:3:3: error: why is said twice, expected once"},
            {FIRST "# expect: pass\n# expect: pass\n",
             "f.scn:3:3: error: expect is said twice, expected once"},
            {FIRST "# swap: 7 3\n",
             "f.scn:2:9: error: the swap is \"7 3\", expected the numbers of two events, the earlier one first"},
            {FIRST "# swap: 7\n",
             "f.scn:2:9: error: the swap is \"7\", expected the numbers of two events, the earlier one first"},
            {FIRST "# swap: 3 7\n# swap: 3 7\n",
             "f.scn:3:3: error: swap is said twice, expected once"},
            {FIRST "# expect:\n",
             "f.scn:2:10: error: the expected verdict is \"\", expected pass, skip, failure KIND, crash KIND or error"},
            {FIRST "# expect: fail\n",
             "f.scn:2:11: error: the expected verdict is \"fail\", expected pass, skip, failure KIND, crash KIND or error"},
            {FIRST "# expect: failure\n",
             "f.scn:2:18: error: the kind of failure is \"\", expected a word such as lost-notification"},
            {FIRST "# expect: failure Bad\n",
             "f.scn:2:19: error: the kind of failure is \"Bad\", expected a word such as lost-notification"},
            {FIRST "# expect: failure bad xyz\n",
             "f.scn:2:23: error: the signature is \"xyz\", expected up to 16 hexadecimal digits, not all 0"},
            {FIRST "# expect: failure bad 0\n",
             "f.scn:2:23: error: the signature is \"0\", expected up to 16 hexadecimal digits, not all 0"},
            {FIRST "# expect: pass please\n",
             "f.scn:2:16: error: \"please\" after the verdict, expected the end of the line"},
            {FIRST "# why: a\007b\n",
             "f.scn:2:9: error: the why has a control character, expected text"},
};

static void every_mistake_has_its_message(void **state)
{
    (void)state;
    for ( unsigned int i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++ )
    {
        if ( parse(mistakes[i].text) )
            fail_msg("no error: %s", mistakes[i].text);
        assert_string_equal(error, mistakes[i].error);
    }
}

static void too_much_of_anything_is_an_error(void **state)
{
    (void)state;
    strcpy(text, "ffasim-scenario 1\n");
    for ( unsigned int i = 0; i <= PROGRAM_MAX_OPS; i++ )
        strcat(text, "cpu0: spmc_sri\n");
    assert_false(parse(text));
    assert_string_equal(error, "f.scn:66:1: error: this is one op too many, "
                               "expected at most 64");

    strcpy(text, "ffasim-scenario 1\n");
    for ( unsigned int i = 0; i <= PROGRAM_MAX_DEVIATIONS; i++ )
        strcat(text, "at cpu0 op 0 point 0 -> irq\n");
    assert_false(parse(text));
    assert_string_equal(error, "f.scn:34:1: error: this is one deviation too "
                               "many, expected at most 32");

    strcpy(text, "ffasim-scenario 1\n# ");
    memset(text + strlen(text), 'n', 200);
    text[220] = '\0';
    assert_false(parse(text));
    assert_string_equal(error, "f.scn:2:3: error: the name is too long, "
                               "expected at most 95 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_has_its_message),
        cmocka_unit_test(too_much_of_anything_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
