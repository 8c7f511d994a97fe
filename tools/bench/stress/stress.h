/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of a hypervisor that a mediator needs, on real threads: what one
 * would write to hammer it without a simulator. A thread is a CPU.
 *
 * It is a yardstick and no more: interrupts come on a CPU of their own, CPUs
 * do not come and go, and what went wrong is seen if a sanitizer or a time-out
 * sees it.
 */
#ifndef STRESS_H
#define STRESS_H

#include <stdbool.h>
#include <stdint.h>

enum
{
    STRESS_VCPUS = 3, /* of each domain; vCPU N runs on CPU N               */
    STRESS_CPU_IRQ = STRESS_VCPUS,
    STRESS_CPU_TOOLSTACK,
    STRESS_CPU_SPS,
    STRESS_CPUS
};

enum
{
    STRESS_DOMAINS = 3, /* d1 ..                                            */
    STRESS_SPS = 2,
    STRESS_PAGES = 8, /* of RAM, each domain; 0 is for TX and 1 for RX      */
    STRESS_REGS = 18,
};

#define STRESS_FIRST_SP 0x8001u
#define STRESS_RAM      0x40000000ull
#define STRESS_NPI      8u

/* The CPU of this thread. */
extern __thread unsigned int stress_cpu;

/* Something is wrong: say WHAT, and since when, and end the process. Any
 * thread. */
void stress_found(const char *what) __attribute__((noreturn));
void stress_found_at(const char *what, int64_t when) __attribute__((noreturn));
/* This CPU waits for another. */
void stress_yield(void);
int64_t stress_now(void); /* ns since the start                             */

/* A lock of the harness itself: nothing of the mediator is called under it. */
struct stress_lock
{
    unsigned char taken;
};
void stress_lock(struct stress_lock *lock);
void stress_unlock(struct stress_lock *lock);

/* rcu.c: read sections nest; the other waits for those that are open now. */
void stress_read_begin(void);
void stress_read_end(void);
void stress_grace_period(void);

/* work.c, on the interrupts' CPU: whatever is due. False: nothing was. */
bool work_do(void);
/* The interrupt is raised on CPU. */
void work_raise(unsigned int cpu, unsigned int intid);

/* domain.c */
void domain_boot(void);
/* The toolstack: a domain in this place is made, or killed. */
void domain_toggle(unsigned int domain);
/* This CPU runs its vCPU of DOMAIN; false: there is no such domain now. */
bool domain_enter(unsigned int domain);
void domain_leave(unsigned int domain);
/* The vCPU that runs makes a call: x0 .. x17. */
void domain_call(uint64_t regs[STRESS_REGS]);
/* An NPI was pending for a vCPU of DOMAIN, and is no more. */
bool domain_take_npi(unsigned int domain);
/* Changes with each domain that takes this place. */
unsigned int domain_generation(unsigned int domain);
/* The bytes of a page of its RAM; while it is entered. */
void *domain_page(unsigned int domain, unsigned int page);

/* secure.c */
void secure_boot(void);
/* SP sets BITS for DOMAIN: a status of FF-A. */
int32_t secure_set(unsigned int sp, unsigned int domain, uint64_t bits);

/* memory.c */
int memory_take_page(uint16_t owner);
void memory_put_page(unsigned int frame);

#endif /* STRESS_H */
