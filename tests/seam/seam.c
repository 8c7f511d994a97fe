/* SPDX-License-Identifier: GPL-2.0-only */
#include "seam.h"

#include "gic.h"

#define INTID 9u

unsigned int seam_nr_told;
uint64_t seam_told[16];

static void (*irq_handler)(void);
static const struct seam_op *running;

static void interrupt(unsigned int intid)
{
    SIM_BUG_ON(gic_acknowledge(machine_cpu()) != intid);
    machine_mask_irqs(false);
    irq_handler();
    machine_mask_irqs(true);
    gic_end(machine_cpu(), intid);
}

static bool has_work(unsigned int cpu)
{
    (void)cpu;
    return false;
}

static void do_work(void)
{
}

static bool next_deadline(int64_t *when_ns)
{
    (void)when_ns;
    return false;
}

static const struct machine_client client = {
    .interrupt = interrupt,
    .has_work = has_work,
    .do_work = do_work,
    .next_deadline = next_deadline,
};

void seam_start(const struct world *world, const uint32_t *choices,
                unsigned int nr_choices)
{
    /* The stream keeps the array: a compound literal may not live as long. */
    static uint32_t kept[64];

    assert_true(nr_choices <= SIM_ARRAY_SIZE(kept));
    memcpy(kept, choices, nr_choices * sizeof(*kept));
    log_reset();
    choice_feed_literal(choice_stream(), kept, nr_choices);
    machine_set_client(&client);
    machine_boot(world);
    sched_boot(world->nr_cpus);
    for ( unsigned int cpu = 1; cpu < world->nr_cpus; cpu++ )
    {
        machine_set_cpu_online(cpu, true);
        gic_cpu_init(cpu);
    }
    facade_reset();
    lock_reset();
    heap_reset(world);
    lib_reset();
    reset_mediator();
    irq_handler = NULL;
    seam_nr_told = 0;
}

static void perform(const struct sched_op *op)
{
    running[op->index].perform();
}

enum sched_outcome seam_run(const struct seam_op *ops, unsigned int nr)
{
    static struct sched_op script[16];

    assert_true(nr <= SIM_ARRAY_SIZE(script));
    running = ops;
    for ( unsigned int i = 0; i < nr; i++ )
    {
        script[i].cpu = (uint8_t)ops[i].cpu;
        script[i].perform = perform;
        script[i].index = i;
    }
    return sched_run(script, nr, false);
}

void seam_tell(uint64_t number)
{
    SIM_BUG_ON(seam_nr_told >= SIM_ARRAY_SIZE(seam_told));
    seam_told[seam_nr_told++] = number;
}

void seam_interrupt(void (*handler)(void))
{
    irq_handler = handler;
    gic_set_edge(0, INTID, true);
    gic_raise(0, INTID);
}

static bool wanted(enum event_kind kind, const enum event_kind *kinds,
                   unsigned int nr)
{
    for ( unsigned int i = 0; i < nr; i++ )
        if ( kinds[i] == kind )
            return true;
    return false;
}

const char *seam_story(const enum event_kind *kinds, unsigned int nr)
{
    static char story[2048];
    struct event event;
    uint32_t cursor = 0;
    size_t used = 0;

    story[0] = '\0';
    while ( log_next(&cursor, &event) )
        if ( wanted(event.kind, kinds, nr) )
            used += (size_t)snprintf(story + used, sizeof(story) - used,
                                     "%s%u:%s %s", used ? ", " : "", event.cpu,
                                     log_kind_text(event.kind),
                                     name_text(event.name));
    return story;
}

unsigned int seam_count(enum event_kind kind)
{
    struct event event;
    uint32_t cursor = 0;
    unsigned int nr = 0;

    while ( log_next(&cursor, &event) )
        nr += event.kind == kind;
    return nr;
}

struct event seam_event(enum event_kind kind, unsigned int nth)
{
    struct event event;
    uint32_t cursor = 0;

    while ( log_next(&cursor, &event) )
        if ( event.kind == kind && !nth-- )
            return event;
    fail_msg("no such event");
    return event;
}
