/* SPDX-License-Identifier: GPL-2.0-only */
#define _GNU_SOURCE /* REG_RBP */
#include "death.h"

#include <signal.h>
#include <stddef.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef SIM_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

#define STACK_BYTES (256u * 1024u)

static const int signals[] = {SIGSEGV, SIGBUS,  SIGILL, SIGFPE,
                              SIGTRAP, SIGABRT, SIGALRM};
#define NR_SIGNALS (sizeof(signals) / sizeof(signals[0]))

static struct
{
    void (*die)(const struct death *death); /* NULL: as ever                */
    struct death death;
    struct sigaction before[NR_SIGNALS];
} expected;

static void die(void)
{
    if ( expected.die )
        expected.die(&expected.death);
}

static void remember_place(const ucontext_t *context)
{
#if defined(__x86_64__)
    expected.death.at = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    expected.death.frame = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
#elif defined(__aarch64__)
    expected.death.at = (uintptr_t)context->uc_mcontext.pc;
    expected.death.frame = (uintptr_t)context->uc_mcontext.regs[29];
#else
    (void)context;
#endif
}

/* A sanitizer that was there before speaks, and ends in die(). */
static void on_signal(int number, siginfo_t *info, void *context)
{
    expected.death.signal = number;
    remember_place(context);
    for ( size_t i = 0; i < NR_SIGNALS; i++ )
        if ( signals[i] == number && expected.before[i].sa_flags & SA_SIGINFO )
            expected.before[i].sa_sigaction(number, info, context);
    die();
    signal(number, SIG_DFL);
    raise(number);
}

/* A CPU's stack may be what is wrong: signals have one of their own. */
void death_expect(void (*die_now)(const struct death *death),
                  unsigned int seconds)
{
    static char stack[STACK_BYTES];
    const stack_t other = {.ss_sp = stack, .ss_size = sizeof(stack)};
    struct sigaction caught = {.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER,
                               .sa_sigaction = on_signal};

    sigaltstack(&other, NULL);
    for ( size_t i = 0; i < NR_SIGNALS; i++ )
        sigaction(signals[i], &caught, &expected.before[i]);
#ifdef SIM_ASAN
    __sanitizer_set_death_callback(die);
#endif
    expected.die = die_now;
    alarm(seconds);
}

void death_averted(void)
{
    alarm(0);
    expected.die = NULL;
    for ( size_t i = 0; i < NR_SIGNALS; i++ )
        sigaction(signals[i], &expected.before[i], NULL);
}
