/* SPDX-License-Identifier: GPL-2.0-only */
#include <xen/atomic.h>
#include <xen/bitops.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/list.h>
#include <xen/spinlock.h>
#include <xen/types.h>
#include <xen/xmalloc.h>

#include "fake-mediator.h"

struct fake_object
{
    struct list_head list;
    int number;
    uint64_t tail[3];
};

static int in_data = 7;
static uint8_t in_bss[100];
static int __read_mostly read_mostly = 3;
static int __ro_after_init final = 5;
static LIST_HEAD(objects);
static DEFINE_SPINLOCK(lock);
static atomic_t counter = ATOMIC_INIT(11);
int fake_exported[3] = {1, 2, 3};

long fake_digest(void)
{
    long digest = in_data + read_mostly * 10L + final * 100L;

    digest += in_bss[99] * 1000L + (list_empty(&objects) ? 10000L : 0);
    digest += counter.counter * 100000L + fake_exported[2] * 10000000L;
    return digest * 2 + spin_is_locked(&lock);
}

void fake_change(void)
{
    static struct fake_object object;

    in_data++;
    in_bss[99]++;
    read_mostly++;
    list_add_tail(&object.list, &objects);
    atomic_inc(&counter);
    fake_exported[2]++;
    spin_lock(&lock);
}

void fake_write_final(void)
{
    final++;
}

int fake_once(void)
{
    static int calls;

    return ++calls;
}

void __init fake_init_call(void)
{
    atomic_inc(&counter);
}

struct fake_object *fake_make(void)
{
    return xzalloc(struct fake_object);
}

void fake_touch(struct fake_object *object)
{
    object->number = 1;
}

void fake_touch_tail(struct fake_object *object, long index)
{
    uint64_t *tail = object->tail;

    tail[index] = 1;
}

void fake_release(struct fake_object *object)
{
    xfree(object);
}

void fake_unlink_twice(void)
{
    struct fake_object *object = fake_make();

    list_add_tail(&object->list, &objects);
    list_del(&object->list);
    list_del(&object->list);
}

int fake_load(const int *address)
{
    return *address;
}

void fake_copy(void *to, const void *from, unsigned long size)
{
    memcpy(to, from, size);
}

void fake_spin_for_ever(const int *flag)
{
    while ( !*(const volatile int *)flag )
        ;
}

long fake_use_stack(long number)
{
    volatile long numbers[8];
    unsigned int i;

    for ( i = 0; i < ARRAY_SIZE(numbers); i++ )
        numbers[i] = number + i;
    return numbers[7];
}

void fake_count(struct fake_object *object)
{
    object->number++;
}

int fake_mark(struct fake_object *object)
{
    ACCESS_ONCE(object->number) = 2;
    set_bit(3, &object->tail[1]);
    return ACCESS_ONCE(object->number);
}

void fake_assign(struct fake_object *to, const struct fake_object *from)
{
    *to = *from;
}
