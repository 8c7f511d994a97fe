/* SPDX-License-Identifier: GPL-2.0-only */
#include "words.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

#include "ffa.h"
#include "program.h"
#include "words-call.h"

#define NO_VCPU   0xffffu /* a target that is the endpoint as a whole         */
#define NO_DOMAIN 0xffffu

const char *words_name(name_t name)
{
    const char *text = name_text(name);

    return text ? text : "?";
}

void words_endpoint(FILE *out, uint64_t id)
{
    if ( id == FFA_ID_HYPERVISOR )
        fputs("the hypervisor", out);
    else if ( id == FFA_ID_SPMC )
        fputs("the SPMC", out);
    else if ( id & FFA_ID_SECURE )
        fprintf(out, "SP 0x%" PRIx64, id);
    else
        fprintf(out, "VM %" PRIu64 " (d%" PRIu64 ")", id, id - 1);
}

static void put_vcpu(FILE *out, const uint64_t *arg)
{
    fprintf(out, "d%" PRIu64 ".v%" PRIu64, arg[0], arg[1]);
}

static void put_target(FILE *out, uint64_t target)
{
    if ( target != NO_VCPU )
        fprintf(out, ", vCPU %" PRIu64, target);
}

static void put_half(FILE *out, uint64_t half)
{
    static const char *const halves[] = {"", " from VMs", " framework"};

    fputs(half < 3 ? halves[half] : " ?", out);
}

static void put_interrupt(FILE *out, const struct words *words, uint64_t intid)
{
    fprintf(out, "irq %" PRIu64 "%s", intid,
            intid == words->sri ? " (SRI)" : "");
}

static void put_ms(FILE *out, uint64_t ns)
{
    fprintf(out, "%" PRIu64 ".%03" PRIu64 " ms", ns / 1000000,
            ns / 1000 % 1000);
}

static void put_status(FILE *out, uint64_t code)
{
    const char *status = ffa_status_name((int32_t)code);

    if ( status )
        fprintf(out, ": %s", status);
    else
        fprintf(out, ": %" PRId32, (int32_t)code);
}

typedef void phrase(FILE *out, const struct words *words,
                    const struct event *event);
/* Not every phrase needs everything. */
#define PHRASE(name)                                                           \
    static void say_##name(FILE *out,                                          \
                           __attribute__((unused)) const struct words *words,  \
                           const struct event *event)
#define ARG event->arg

/* The run. */

PHRASE(op)
{
    if ( words->op )
        fputs(words->op, out);
    else
        log_print_fact(out, event);
}

PHRASE(skip)
{
    fputs("skipped", out);
    if ( event->name )
        fprintf(out, ": %s", words_name(event->name));
}

PHRASE(deviation)
{
    if ( ARG[0] == event->cpu )
        fputs("takes an interrupt", out);
    else
        fprintf(out, "cpu%" PRIu64 " goes on instead", ARG[0]);
    fprintf(out, ", before %s", words_name(event->name));
}

PHRASE(time)
{
    fputs("the clock moves to ", out);
    put_ms(out, ARG[0]);
}

/* Calls. */

PHRASE(call)
{
    put_vcpu(out, ARG);
    fputc(' ', out);
    words_call(out, &ARG[2]);
}

PHRASE(returns)
{
    words_reply(out, words->asked, &ARG[2]);
}

PHRASE(smc)
{
    fputs("smc ", out);
    words_call(out, ARG);
}

PHRASE(smc_returns)
{
    words_reply(out, words->asked, ARG);
}

PHRASE(hostile)
{
    fprintf(out, "hostile reply C%" PRIu64 ", %s", ARG[0],
            words_name(event->name));
}

/* Notifications. */

PHRASE(bitmap)
{
    fputs("bitmap of ", out);
    words_endpoint(out, ARG[0]);
    fputs(ARG[1] ? " created" : " destroyed", out);
}

PHRASE(bound)
{
    words_endpoint(out, ARG[0]);
    fprintf(out, " bound 0x%" PRIx64 " to ", ARG[2]);
    words_endpoint(out, ARG[1]);
    if ( ARG[3] )
        fputs(", per vCPU", out);
}

PHRASE(unbound)
{
    words_endpoint(out, ARG[0]);
    fprintf(out, " unbound 0x%" PRIx64, ARG[2]);
}

PHRASE(set)
{
    fprintf(out, "SET 0x%" PRIx64, ARG[4]);
    put_half(out, ARG[2]);
    fputs(" for ", out);
    words_endpoint(out, ARG[0]);
    put_target(out, ARG[3]);
}

PHRASE(told)
{
    fputs("tells of ", out);
    words_endpoint(out, ARG[0]);
    put_target(out, ARG[1]);
}

PHRASE(taken)
{
    fprintf(out, "hands out 0x%" PRIx64, ARG[3]);
    put_half(out, ARG[1]);
    fputs(" to ", out);
    words_endpoint(out, ARG[0]);
    put_target(out, ARG[2]);
}

PHRASE(sri)
{
    fprintf(out, "raises the SRI on cpu%" PRIu64, ARG[0]);
}

PHRASE(refused)
{
    fputs("refuses ", out);
    words_call(out, (const uint64_t[8]){ARG[0]});
    put_status(out, ARG[1]);
}

PHRASE(vm_message)
{
    fputs("is told that ", out);
    words_endpoint(out, ARG[1]);
    fputs(ARG[2] ? " goes" : " comes", out);
    put_status(out, ARG[3]);
}

/* Interrupts. */

PHRASE(irq_handler)
{
    put_interrupt(out, words, ARG[0]);
    fputs(ARG[1] ? " gets its handler" : " loses its handler", out);
}

PHRASE(irq)
{
    put_interrupt(out, words, ARG[0]);
}

PHRASE(irq_end)
{
    put_interrupt(out, words, ARG[0]);
    fputs(" ends", out);
}

PHRASE(irq_lost)
{
    put_interrupt(out, words, ARG[0]);
    fputs(" has no handler and is lost", out);
}

PHRASE(virq)
{
    fprintf(out, "virq %" PRIu64 " to ", ARG[2]);
    put_vcpu(out, ARG);
    if ( ARG[3] )
        fputs(", offline: dropped", out);
}

PHRASE(virq_taken)
{
    put_vcpu(out, ARG);
    fprintf(out, " takes virq %" PRIu64, ARG[2]);
}

/* Domains, vCPUs, CPUs. */

PHRASE(domain)
{
    static const char *const states[] = {"can be looked up", "is dying",
                                         "is dead",
                                         "can no longer be looked up",
                                         "is freed"};

    fprintf(out, "d%" PRIu64 " %s", ARG[0],
            ARG[1] < sizeof(states) / sizeof(states[0]) ? states[ARG[1]] : "?");
}

PHRASE(domain_create)
{
    fprintf(out, "creation of d%" PRIu64 ", %" PRIu64 " vCPUs%s: %" PRId32,
            ARG[0], ARG[1], ARG[2] ? ", FF-A" : "", (int32_t)ARG[3]);
}

PHRASE(vcpu)
{
    put_vcpu(out, ARG);
    fputs(ARG[2] ? " is online" : " is offline", out);
}

PHRASE(vcpu_paused)
{
    put_vcpu(out, ARG);
    fputs(ARG[2] ? " is paused" : " goes on", out);
}

PHRASE(vcpu_run)
{
    put_vcpu(out, ARG);
    fputs(" runs here", out);
}

PHRASE(cpu)
{
    fprintf(out, "cpu%" PRIu64 " is %s", ARG[0], ARG[1] ? "online" : "offline");
}

PHRASE(hook)
{
    bool begins = ARG[1] == 1ull << 32;

    fprintf(out, "%s", words_name(event->name));
    if ( ARG[0] != NO_DOMAIN )
        fprintf(out, "(d%" PRIu64 ")", ARG[0]);
    if ( !begins )
        fprintf(out, " returns %" PRId32, (int32_t)ARG[1]);
}

/* Locks and later work. */

PHRASE(lock)
{
    static const char *const hows[] = {"", " (try)", " (read)", " (write)"};

    fprintf(out, "%s %s%s%s", event->kind == EV_LOCK ? "takes" : "waits for",
            words_name(event->name), ARG[1] < 4 ? hows[ARG[1]] : "",
            ARG[2] ? ", IRQs off" : "");
}

PHRASE(unlock)
{
    fprintf(out, "releases %s", words_name(event->name));
}

PHRASE(rcu)
{
    if ( ARG[0] )
        fprintf(out, "in RCU, depth %" PRIu64, ARG[0]);
    else
        fputs("out of RCU", out);
}

PHRASE(activity)
{
    fprintf(out, "%s %s%s", log_kind_text(event->kind), words_name(event->name),
            ARG[0] ? "" : " ends");
}

PHRASE(tasklet_schedule)
{
    fprintf(out, "schedules %s", words_name(event->name));
    if ( ARG[0] != event->cpu )
        fprintf(out, " on cpu%" PRIu64, ARG[0]);
}

PHRASE(timer_set)
{
    fprintf(out, "sets %s to ", words_name(event->name));
    put_ms(out, ARG[0]);
}

/* Memory. */

PHRASE(alloc)
{
    fprintf(out, "allocates %s #%" PRIu64, words_name(event->name), ARG[0]);
}

PHRASE(alloc_fail)
{
    fprintf(out, "allocation of %s fails", words_name(event->name));
}

PHRASE(free)
{
    fprintf(out, "frees %s #%" PRIu64, words_name(event->name), ARG[0]);
}

PHRASE(page)
{
    fprintf(out, "%s page %" PRIu64 ", now %" PRIu64,
            event->kind == EV_PAGE_GET ? "gets" : "puts", ARG[0], ARG[1]);
}

/* The end before its time. */

PHRASE(at)
{
    fprintf(out, "at %s", words_name(event->name));
}

PHRASE(bad_access)
{
    static const char *const hows[] = {
        "it was freed",     "that is outside of it", "the page was freed",
        "there is nothing", "it is off its list",    "a sanitizer says"};

    fprintf(out, "%s %" PRIu64 " byte%s of %s #%" PRIu64 " at %" PRId64 ": %s",
            ARG[3] ? "WRITES" : "READS", ARG[2], ARG[2] == 1 ? "" : "s",
            words_name(event->name), ARG[0], (int64_t)ARG[1],
            ARG[4] < 6 ? hows[ARG[4]] : "?");
}

PHRASE(assertion)
{
    static const char *const what[] = {"ASSERT", "BUG", "panic"};

    fprintf(out, "%s: %s", ARG[0] < 3 ? what[ARG[0]] : "BUG",
            words_name(event->name));
}

PHRASE(crash)
{
    fprintf(out, "CRASH: %s", words_name(event->name));
}

PHRASE(stuck)
{
    const char *comma = "";

    fputs("STUCK: ", out);
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( ARG[0] >> cpu & 1 )
        {
            fprintf(out, "%scpu%u", comma, cpu);
            comma = ", ";
        }
    fprintf(out, " wait, for %s", words_name(event->name));
}

static phrase *const phrases[EVENT_KINDS] = {
    [EV_OP] = say_op,
    [EV_OP_SKIP] = say_skip,
    [EV_SWITCH] = say_deviation,
    [EV_TIME] = say_time,
    [EV_CALL] = say_call,
    [EV_RETURN] = say_returns,
    [EV_SMC] = say_smc,
    [EV_SMC_RETURN] = say_smc_returns,
    [EV_HOSTILE] = say_hostile,
    [EV_BITMAP] = say_bitmap,
    [EV_BOUND] = say_bound,
    [EV_UNBOUND] = say_unbound,
    [EV_SET] = say_set,
    [EV_TOLD] = say_told,
    [EV_TAKEN] = say_taken,
    [EV_SRI] = say_sri,
    [EV_REFUSED] = say_refused,
    [EV_VM_MESSAGE] = say_vm_message,
    [EV_DOMAIN_CREATE] = say_domain_create,
    [EV_IRQ_HANDLER] = say_irq_handler,
    [EV_IRQ] = say_irq,
    [EV_IRQ_END] = say_irq_end,
    [EV_IRQ_LOST] = say_irq_lost,
    [EV_VIRQ] = say_virq,
    [EV_VIRQ_TAKEN] = say_virq_taken,
    [EV_DOMAIN] = say_domain,
    [EV_VCPU] = say_vcpu,
    [EV_VCPU_PAUSED] = say_vcpu_paused,
    [EV_VCPU_RUN] = say_vcpu_run,
    [EV_CPU] = say_cpu,
    [EV_HOOK] = say_hook,
    [EV_LOCK] = say_lock,
    [EV_LOCK_WAIT] = say_lock,
    [EV_UNLOCK] = say_unlock,
    [EV_RCU] = say_rcu,
    [EV_TASKLET] = say_activity,
    [EV_TIMER] = say_activity,
    [EV_TASKLET_SCHEDULE] = say_tasklet_schedule,
    [EV_TIMER_SET] = say_timer_set,
    [EV_ALLOC] = say_alloc,
    [EV_ALLOC_FAIL] = say_alloc_fail,
    [EV_FREE] = say_free,
    [EV_PAGE_GET] = say_page,
    [EV_PAGE_PUT] = say_page,
    [EV_AT] = say_at,
    [EV_BAD_ACCESS] = say_bad_access,
    [EV_ASSERT] = say_assertion,
    [EV_STUCK] = say_stuck,
    [EV_CRASH] = say_crash,
};

void words_print(FILE *out, const struct words *words,
                 const struct event *event)
{
    if ( phrases[event->kind] )
        phrases[event->kind](out, words, event);
    else
        log_print_fact(out, event);
}
