/* SPDX-License-Identifier: GPL-2.0-only */
#define _GNU_SOURCE /* program_invocation_short_name */
#include "story.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/*
 * What people are told of the first failures of each oracle is kept, to be read
 * when it changes. FFASIM_GOLDEN=write replaces what is kept.
 */
#define NR_GOLDEN    3u
#define GOLDEN_BYTES 16384u

static unsigned int at_cpu;
static enum context at_context;

void story_at(unsigned int cpu, enum context context)
{
    at_cpu = cpu;
    at_context = context;
}

void story_event(enum event_kind kind, const char *name, const uint64_t *args,
                 unsigned int nr_args)
{
    uint64_t all[16] = {0};

    assert_true(nr_args <= log_nr_args(kind));
    memcpy(all, args, nr_args * sizeof(all[0]));
    log_append(kind, at_cpu, at_context, name ? name_intern(name) : 0, all,
               log_nr_args(kind));
}

void story_kept(void)
{
    struct finding finding;

    oracle_begin();
    if ( !oracle_judge(&finding) )
    {
        log_print(stderr);
        fail_msg("%s: %s", finding.oracle->name, finding.complaint.text);
    }
}

/* The report of FINDING as a person gets it. */
static const char *report_of(const struct finding *finding)
{
    static char text[GOLDEN_BYTES];
    static struct program program;
    struct result result = {.verdict = VERDICT_FAILURE, .finding = *finding};
    FILE *out = fmemopen(text, sizeof(text), "w");

    assert_non_null(out);
    program_init(&program);
    program.world.nr_cpus = 2;
    result.signature = oracle_signature(finding);
    report_print(out, &program, &result, "story.scn");
    assert_false(fclose(out));
    return text;
}

static void write_golden(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");

    if ( !out || fputs(text, out) < 0 || fclose(out) )
        fail_msg("%s: %s", path, strerror(errno));
}

static void compare_golden(const char *path, const char *text)
{
    static char kept[GOLDEN_BYTES];
    FILE *in = fopen(path, "r");
    size_t length = in ? fread(kept, 1, sizeof(kept) - 1, in) : 0;

    if ( in )
        fclose(in);
    kept[length] = '\0';
    if ( strcmp(kept, text) )
        fail_msg("%s is not what is said now (FFASIM_GOLDEN=write keeps it, "
                 "once it has been read):\n%s",
                 path, text);
}

/* The first few failures of a program, each of another signature. */
static void look_at_report(const struct finding *finding)
{
    static uint64_t seen[NR_GOLDEN];
    static unsigned int nr;
    const char *wish = getenv("FFASIM_GOLDEN");
    const char *text = report_of(finding);
    char path[128];

    for ( unsigned int i = 0; i < nr; i++ )
        if ( seen[i] == oracle_signature(finding) )
            return;
    if ( nr == NR_GOLDEN )
        return;
    seen[nr++] = oracle_signature(finding);
    snprintf(path, sizeof(path), "tests/oracle/golden/%s-%u.txt",
             program_invocation_short_name + strlen("test-oracle-"), nr);
    if ( wish && !strcmp(wish, "write") )
        write_golden(path, text);
    else
        compare_golden(path, text);
}

void story_broken(const char *kind, const char *site, const char *object)
{
    struct finding finding;

    oracle_begin();
    if ( oracle_judge(&finding) )
    {
        log_print(stderr);
        fail_msg("no oracle says no, not even %s", kind ? kind : "one");
    }
    if ( kind )
        assert_string_equal(finding.oracle->name, kind);
    if ( site )
        assert_string_equal(finding.complaint.site, site);
    if ( object )
        assert_string_equal(finding.complaint.object, object);
    if ( kind )
        look_at_report(&finding);
    assert_true(finding.complaint.text[0]);
    assert_true(finding.complaint.earlier < (int)finding.event);
}

void story_smc(const uint64_t x[8])
{
    story_event(EV_SMC, NULL, x, 8);
}

void story_smc_return(const uint64_t x[8])
{
    story_event(EV_SMC_RETURN, NULL, x, 8);
}

static void guest_event(enum event_kind kind, unsigned int domain,
                        const uint64_t x[8])
{
    uint64_t args[10] = {domain, 0};

    for ( unsigned int i = 0; i < 8; i++ )
        args[2 + i] = x[i];
    at_context = CONTEXT_GUEST;
    story_event(kind, NULL, args, 10);
}

void story_call(unsigned int domain, const uint64_t x[8])
{
    guest_event(EV_CALL, domain, x);
    IT(HOOK, "handle_call", domain, 1ull << 32);
}

void story_return(unsigned int domain, const uint64_t x[8])
{
    IT(HOOK, "handle_call", domain, 1);
    guest_event(EV_RETURN, domain, x);
    at_context = CONTEXT_IDLE;
}

int story_begin(void **state)
{
    (void)state;
    log_reset();
    story_at(0, CONTEXT_BOOT);
    IT(WORLD, NULL, 2, 2, 0, 0, 0, 0, 0, 8);
    IT(SP, NULL, 0x8001, 1u << 6 | 1u << 7);
    IT(PHASE, NULL, PHASE_BOOT);
    story_smc(X(FFA_FID32(VERSION), 0x10002));
    story_smc_return(X(0x10002));
    IT(PHASE, NULL, PHASE_PROGRAM);
    story_at(0, CONTEXT_IDLE);
    return 0;
}

void story_domain(unsigned int domid)
{
    story_at(0, CONTEXT_DOMCTL);
    IT(HOOK, "domain_init", domid, 1ull << 32);
    story_smc(X(FFA_FID32(NOTIFICATION_BITMAP_CREATE), domid + 1, 2));
    IT(BITMAP, NULL, domid + 1, 1, 2);
    story_smc_return(X(SUCCESS_32));
    IT(HOOK, "domain_init", domid, 0);
    IT(DOMAIN, NULL, domid, DOMAIN_CREATED, 1);
    IT(VCPU, NULL, domid, 0, 1);
    IT(DOMAIN_CREATE, NULL, domid, 2, 1, 0);
    story_call(domid, X(FFA_FID32(VERSION), 0x10002));
    story_return(domid, X(0x10002));
}

void story_set(unsigned int domid, uint64_t bits)
{
    story_at(at_cpu, CONTEXT_SECURE);
    IT(SET, NULL, domid + 1, 0x8001, 0, 0xffff, bits);
    IT(SRI, NULL, at_cpu);
    story_at(at_cpu, CONTEXT_IRQ);
    IT(IRQ, NULL, 8);
    IT(TASKLET_SCHEDULE, "notif_tasklet", at_cpu);
    IT(IRQ_END, NULL, 8);
}

void story_told(unsigned int domid)
{
    story_at(at_cpu, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(TOLD, NULL, domid + 1, 0xffff);
    story_smc_return(X(SUCCESS_64, 0, 0x80, domid + 1));
}

void story_npi(unsigned int domid)
{
    IT(VIRQ, NULL, domid, 0, 8, 0);
    IT(TASKLET, "notif_tasklet", 0);
    story_at(at_cpu, CONTEXT_IDLE);
}

void story_get(unsigned int domid, uint64_t bits)
{
    uint64_t flags = FFA_GET_FROM_SPS | FFA_GET_FROM_SPM;
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), domid + 1, flags);
    const uint64_t *reply = X(SUCCESS_32, 0, (uint32_t)bits, bits >> 32);

    story_call(domid, get);
    story_smc(get);
    IT(TAKEN, NULL, domid + 1, 0, 0xffff, bits);
    story_smc_return(reply);
    story_return(domid, reply);
}
