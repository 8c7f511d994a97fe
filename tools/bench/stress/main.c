/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hammer a mediator on real threads.
 *
 *   stress SECONDS [SEED]
 *
 * Ends when something is wrong, exit 1, or when the time is over, exit 0; a
 * line says what, and after how long it went wrong: not when that was seen.
 * AddressSanitizer's own word is exit 1, too.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

#define SECOND   1000000000ll
#define PATIENCE (3 * SECOND)

__thread unsigned int stress_cpu;
static int64_t start;
static bool over;
static unsigned int steps[STRESS_CPUS];
static unsigned long seed = 1;

static int64_t clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

int64_t stress_now(void)
{
    return clock_now() - start;
}

void stress_yield(void)
{
    sched_yield();
}

/* At that time, or it was over. */
static void say(const char *what, int64_t when)
{
    unsigned long all = 0;

    for ( unsigned int cpu = 0; cpu < STRESS_VCPUS; cpu++ )
        all += __atomic_load_n(&steps[cpu], __ATOMIC_RELAXED);
    printf("stress: %s, %.3f s, %lu calls\n", what, (double)when / 1e9, all);
    fflush(stdout);
}

void stress_found_at(const char *what, int64_t when)
{
    say(what, when);
    _exit(1);
}

void stress_found(const char *what)
{
    stress_found_at(what, stress_now());
}

static void on_irq_cpu(void)
{
    if ( !work_do() )
        usleep(20);
}

static void on_toolstack(void)
{
    domain_toggle(1 + guest_random(STRESS_DOMAINS));
    usleep(guest_random(2000));
}

static void on_sps(void)
{
    guest_signal(1 + guest_random(STRESS_DOMAINS), PATIENCE);
}

static void on_guests(void)
{
    guest_step(1 + guest_random(STRESS_DOMAINS));
}

static void *run_cpu(void *argument)
{
    unsigned int cpu = (unsigned int)(uintptr_t)argument;
    void (*step)(void) = cpu == STRESS_CPU_IRQ         ? on_irq_cpu
                         : cpu == STRESS_CPU_TOOLSTACK ? on_toolstack
                         : cpu == STRESS_CPU_SPS       ? on_sps
                                                       : on_guests;

    stress_cpu = cpu;
    guest_seed(seed * STRESS_CPUS + cpu);
    while ( !__atomic_load_n(&over, __ATOMIC_RELAXED) )
    {
        step();
        __atomic_add_fetch(&steps[cpu], 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

/* Nobody may stand still for as long as a lost notification is waited for. */
static void watch(int64_t until)
{
    unsigned int seen[STRESS_CPUS] = {0};
    int64_t since[STRESS_CPUS] = {0};

    while ( stress_now() < until )
    {
        usleep(10000);
        for ( unsigned int cpu = 0; cpu < STRESS_CPUS; cpu++ )
        {
            unsigned int now = __atomic_load_n(&steps[cpu], __ATOMIC_RELAXED);

            if ( now != seen[cpu] )
                since[cpu] = stress_now();
            else if ( stress_now() - since[cpu] > 2 * PATIENCE )
                stress_found_at("a CPU is stuck", since[cpu]);
            seen[cpu] = now;
        }
    }
}

int main(int argc, char **argv)
{
    pthread_t thread[STRESS_CPUS];
    char *end = NULL;
    double seconds = argc > 1 ? strtod(argv[1], &end) : 0;

    if ( argc > 2 )
        seed = strtoul(argv[2], &end, 0);
    if ( argc < 2 || argc > 3 || *end || !(seconds > 0) )
    {
        fprintf(stderr, "stress: usage: stress SECONDS [SEED]\n");
        return 2;
    }
    start = clock_now();
    secure_boot();
    domain_boot();
    for ( uintptr_t cpu = 0; cpu < STRESS_CPUS; cpu++ )
        if ( pthread_create(&thread[cpu], NULL, run_cpu, (void *)cpu) )
            stress_found("no thread");
    watch((int64_t)(seconds * 1e9));
    say("nothing", stress_now());
    _exit(0);
}
