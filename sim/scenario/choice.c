/* SPDX-License-Identifier: GPL-2.0-only */
#include "choice.h"

#include <string.h>

#include "feeders.h"
#include "hits.h"

static struct
{
    struct choice face;
    feeder_answer *answer; /* NULL: dull                                    */
    bool record_anchors;
    void (*watch)(const struct deviation *decision);
    bool drives; /* the driver is asked: the program's own phase            */
    choice_driver *drive;
    void (*drive_ended)(void *arg);
    void *drive_arg;
    uint16_t op[PROGRAM_MAX_CPUS];
    uint32_t want[PROGRAM_MAX_CPUS][CHOICE_KINDS]; /* by the feeder         */
    unsigned int nr_records;
    struct choice_record record[PROGRAM_MAX_DEVIATIONS];
} stream;

struct choice *choice_stream(void)
{
    return &stream.face;
}

void choice_record_anchors(struct choice *c, bool record)
{
    SIM_BUG_ON(c != &stream.face);
    stream.record_anchors = record;
}

void choice_set_watcher(struct choice *c,
                        void (*watch)(const struct deviation *decision))
{
    SIM_BUG_ON(c != &stream.face);
    stream.watch = watch;
}

static void set_want(unsigned int cpu, enum choice_kind kind, uint32_t want)
{
    stream.want[cpu][kind] = want;
    stream.face.ask[cpu][kind] = stream.record_anchors ? 0 : want;
}

/* Who runs is the driver's, all else a program's. */
static uint32_t feed_driven(const struct decision *decision, uint32_t *want)
{
    if ( !PROGRAM_ABOUT_CPUS(decision->kind) )
        return feeders_program(decision, want);
    *want = 0;
    return stream.drive(stream.drive_arg, decision);
}

static bool feeds_program(void)
{
    return stream.answer == feeders_program || stream.answer == feed_driven;
}

/* Counters and records as before the first decision. */
static void restart(void)
{
    /* FEEDERS_NEVER in every place: only some have a deviation. */
    bool never = !stream.answer || feeds_program();

    _Static_assert(FEEDERS_NEVER == UINT32_MAX, "all ones");
    stream.nr_records = 0;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        stream.op[cpu] = PROGRAM_EARLY;
    memset(stream.face.count, 0, sizeof(stream.face.count));
    memset(stream.want, never ? 0xff : 0, sizeof(stream.want));
    memset(stream.face.ask, never && !stream.record_anchors ? 0xff : 0,
           sizeof(stream.face.ask));
    if ( stream.record_anchors || feeds_program() )
        hits_reset();
}

static void feed(const struct choice *c, feeder_answer *answer)
{
    SIM_BUG_ON(c != &stream.face);
    stream.answer = answer;
    restart();
}

void choice_feed_dull(struct choice *c)
{
    feed(c, NULL);
}

static void want_first(const struct program *program)
{
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        enum choice_kind kind = program->deviation[i].kind;
        unsigned int cpu = program->deviation[i].cpu;

        set_want(cpu, kind, feeders_program_at(kind, cpu, PROGRAM_EARLY));
    }
}

void choice_feed_program(struct choice *c, const struct program *program)
{
    feeders_program_begin(program);
    feed(c, feeders_program);
    want_first(program);
}

void choice_feed_seed(struct choice *c, uint64_t seed,
                      const uint8_t weight[CHOICE_KINDS])
{
    feeders_seed_begin(seed, weight);
    feed(c, feeders_seed);
}

void choice_feed_literal(struct choice *c, const uint32_t *values,
                         unsigned int nr)
{
    feeders_literal_begin(values, nr);
    feed(c, feeders_literal);
}

void choice_feed_enumerator(struct choice *c)
{
    feeders_enumerator_begin();
    feed(c, feeders_enumerator);
}

void choice_feed_driver(struct choice *c, const struct program *program,
                        choice_driver *drive, void (*ended)(void *arg),
                        void *arg)
{
    SIM_BUG_ON(!drive || !ended);
    stream.drive_ended = ended;
    stream.drive = drive;
    stream.drive_arg = arg;
    stream.drives = false;
    feeders_program_begin(program);
    feed(c, feed_driven);
    want_first(program);
}

bool choice_enumerate_next(struct choice *c)
{
    SIM_BUG_ON(stream.answer != feeders_enumerator);
    if ( !feeders_enumerator_next() )
        return false;
    feed(c, feeders_enumerator);
    return true;
}

bool choice_set_up_is_dull(const struct choice *c)
{
    SIM_BUG_ON(c != &stream.face);
    if ( stream.record_anchors )
        return false;
    return !stream.answer || (feeds_program() && feeders_program_is_late());
}

static void start_op(unsigned int cpu, uint16_t op)
{
    stream.op[cpu] = op;
    for ( unsigned int kind = 0; kind < CHOICE_KINDS; kind++ )
    {
        uint32_t *count = &stream.face.count[cpu][kind];
        uint32_t want = stream.want[cpu][kind];

        if ( stream.answer == feed_driven && PROGRAM_ABOUT_CPUS(kind) )
            want = stream.drives ? 0 : FEEDERS_NEVER;
        else if ( feeds_program() )
            want = feeders_program_at(kind, cpu, op);
        else if ( want != FEEDERS_NEVER )
            want -= want < *count ? want : *count;
        *count = 0;
        set_want(cpu, kind, want);
    }
}

void choice_program_started(struct choice *c)
{
    SIM_BUG_ON(c != &stream.face);
    stream.drives = true;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        SIM_BUG_ON(stream.op[cpu] < PROGRAM_EARLY);
        start_op(cpu, 0);
    }
}

void choice_program_ended(struct choice *c)
{
    SIM_BUG_ON(c != &stream.face);
    stream.drives = false;
    if ( stream.answer != feed_driven )
        return;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        set_want(cpu, CHOICE_SCHED, FEEDERS_NEVER);
        set_want(cpu, CHOICE_NEXT, FEEDERS_NEVER);
    }
    stream.drive_ended(stream.drive_arg);
}

void choice_op_started(struct choice *c, unsigned int cpu)
{
    uint16_t next = (uint16_t)(stream.op[cpu] + 1);

    SIM_BUG_ON(c != &stream.face);
    SIM_BUG_ON(next == PROGRAM_EARLY || next == 0);
    start_op(cpu, next);
}

static struct deviation as_deviation(const struct decision *decision,
                                     uint32_t value)
{
    struct deviation deviation = {
        .kind = (uint8_t)decision->kind,
        .cpu = (uint8_t)decision->cpu,
        .op = decision->op,
        .index = decision->index,
        .value = value,
    };

    if ( decision->hit )
    {
        deviation.context = (uint8_t)decision->context;
        deviation.hit = decision->hit;
        deviation.site = decision->site;
    }
    return deviation;
}

static void record(const struct decision *decision, uint32_t value)
{
    struct choice_record *r;

    if ( stream.nr_records++ >= PROGRAM_MAX_DEVIATIONS )
        return;
    r = &stream.record[stream.nr_records - 1];
    r->bound = decision->bound;
    r->deviation = as_deviation(decision, value);
}

/* Whoever watches sees every decision, for anchors are counted then. */
static void tell(const struct decision *decision, uint32_t value)
{
    struct deviation made = as_deviation(decision, value);

    if ( stream.record_anchors && stream.watch )
        stream.watch(&made);
}

uint32_t choice_ask(struct choice *c, enum choice_kind kind, unsigned int cpu,
                    enum context context, name_t site, uint32_t bound)
{
    uint32_t index = c->count[cpu][kind] - 1;
    uint32_t want = stream.want[cpu][kind];
    struct decision decision = {
        .kind = kind,
        .cpu = cpu,
        .context = context,
        .site = site,
        .bound = bound,
        .op = stream.op[cpu],
        .index = index,
    };
    uint32_t value;

    SIM_BUG_ON(c != &stream.face);
    if ( stream.record_anchors ||
         (feeds_program() && feeders_program_anchored(kind, cpu, site)) )
        decision.hit = hits_count(kind, cpu, context, site);
    if ( index < want )
    {
        tell(&decision, 0);
        return 0;
    }
    SIM_BUG_ON(!stream.answer);
    value = stream.answer(&decision, &want);
    set_want(cpu, kind, want);
    SIM_BUG_ON(value >= bound);
    tell(&decision, value);
    if ( value )
        record(&decision, value);
    return value;
}

unsigned int choice_nr_records(const struct choice *c)
{
    SIM_BUG_ON(c != &stream.face);
    return stream.nr_records;
}

const struct choice_record *choice_record(const struct choice *c,
                                          unsigned int index)
{
    SIM_BUG_ON(c != &stream.face);
    SIM_BUG_ON(index >= stream.nr_records);
    SIM_BUG_ON(index >= PROGRAM_MAX_DEVIATIONS);
    return &stream.record[index];
}

/* A switch to the same CPU, or to one that is not there. */
static bool matters(const struct deviation *d, const struct world *world)
{
    if ( d->kind == CHOICE_SCHED )
        return d->value == SCHED_TAKE_IRQ ||
               (d->value <= world->nr_cpus && d->value != 1u + d->cpu);
    return true;
}

bool choice_save(const struct choice *c, struct program *program)
{
    unsigned int nr = choice_nr_records(c);

    if ( nr > PROGRAM_MAX_DEVIATIONS )
        return false;
    program->nr_deviations = 0;
    for ( unsigned int i = 0; i < nr; i++ )
        if ( matters(&stream.record[i].deviation, &program->world) )
            program->deviation[program->nr_deviations++] =
                stream.record[i].deviation;
    return true;
}

int choice_missed(const struct choice *c)
{
    SIM_BUG_ON(c != &stream.face);
    return stream.answer == feeders_program ? feeders_program_missed() : -1;
}
