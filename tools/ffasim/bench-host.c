/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Yardsticks: what this host does at best.
 */
#include "bench.h"

#include <pthread.h>
#include <string.h>

#define CALLS     10000000u
#define HAND_OFFS 20000u
#define REGISTERS 18u

static __attribute__((noinline)) void nothing(unsigned int number)
{
    __asm__ volatile("" : : "r"(number) : "memory");
}

static void call_nothing(void)
{
    for ( unsigned int i = 0; i < CALLS; i++ )
        nothing(i);
}

double bench_host_calls(double seconds)
{
    return bench_rate(seconds, CALLS, call_nothing);
}

static __attribute__((noinline)) void answer(uint64_t regs[REGISTERS])
{
    uint64_t frame[REGISTERS];

    memcpy(frame, regs, sizeof(frame));
    __asm__ volatile("" : : "r"(frame) : "memory");
    memcpy(regs, frame, sizeof(frame));
}

static void call_with_registers(void)
{
    void (*volatile door)(uint64_t regs[REGISTERS]) = answer;
    uint64_t regs[REGISTERS] = {0};

    for ( unsigned int i = 0; i < CALLS; i++ )
        door(regs);
}

double bench_host_register_calls(double seconds)
{
    return bench_rate(seconds, CALLS, call_with_registers);
}

/* Two threads, one token. */
static struct
{
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    unsigned int turn;
} token = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static void play(unsigned int self)
{
    pthread_mutex_lock(&token.mutex);
    for ( unsigned int i = 0; i < HAND_OFFS / 2; i++ )
    {
        while ( token.turn != self )
            pthread_cond_wait(&token.cond, &token.mutex);
        token.turn = !self;
        pthread_cond_signal(&token.cond);
    }
    pthread_mutex_unlock(&token.mutex);
}

static void *play_second(void *argument)
{
    (void)argument;
    play(1);
    return NULL;
}

static void hand_off(void)
{
    pthread_t second;

    token.turn = 0;
    if ( pthread_create(&second, NULL, play_second, NULL) )
        return;
    play(0);
    pthread_join(second, NULL);
}

double bench_host_hand_offs(double seconds)
{
    return bench_rate(seconds, HAND_OFFS, hand_off);
}
