/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "header.h"
#include "op.h"
#include "value.h"

struct output
{
    char *text;
    size_t size;
    size_t length; /* of everything, also what did not fit                  */
};

static void put(struct output *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct output *out, const char *format, ...)
{
    size_t used = out->length < out->size ? out->length : out->size;
    va_list arguments;
    int more;

    va_start(arguments, format);
    /* The analyser misses va_start(). */
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
    more = vsnprintf(out->size ? out->text + used : NULL, out->size - used,
                     format, arguments);
    va_end(arguments);
    SIM_BUG_ON(more < 0);
    out->length += (size_t)more;
}

/* A header field of one or more lines. */
static void print_field(struct output *out, const char *key, const char *text)
{
    if ( !*text )
        return;
    put(out, "# %s: ", key);
    for ( const char *end; (end = strchr(text, '\n')); text = end + 1 )
        put(out, "%.*s\n#   ", (int)(end - text), text);
    put(out, "%s\n", text);
}

static void print_header(struct output *out, const struct scenario *s)
{
    put(out, "ffasim-scenario 1\n");
    if ( s->name[0] )
        put(out, "# %s\n", s->name);
    print_field(out, "why", s->why);
    print_field(out, "found", s->found);
    if ( s->expect != EXPECT_NOTHING )
    {
        put(out, "# expect: %s", header_expect_name(s->expect));
        if ( s->expect_kind[0] )
            put(out, " %s", s->expect_kind);
        if ( s->expect_signature )
            put(out, " %016" PRIx64, s->expect_signature);
        put(out, "\n");
    }
    if ( s->swap[1] )
        put(out, "# swap: %" PRIu32 " %" PRIu32 "\n", s->swap[0], s->swap[1]);
}

/* Between the statements of the line that begins at START. */
static const char *joint(const struct output *out, size_t start)
{
    return out->length == start ? "" : "; ";
}

static void print_spmc(struct output *out, size_t start,
                       const struct world *world)
{
    if ( world->ffa_minor == 2 && !world->personality && !world->legal &&
         !world->hostile )
        return;
    put(out, "%sspmc 1.%u %s%s%s", joint(out, start), world->ffa_minor,
        world_personality_name(world->personality),
        world->legal ? " legal" : "", world->hostile ? " hostile" : "");
}

static void print_sps(struct output *out, size_t start,
                      const struct world *world)
{
    if ( world->nr_sps == 1 && !world->sp_flags[0] )
        return;
    if ( !world->nr_sps )
        put(out, "%ssp none", joint(out, start));
    for ( unsigned int sp = 0; sp < world->nr_sps; sp++ )
    {
        put(out, "%ssp 0x%x", joint(out, start), PROGRAM_FIRST_SP + sp);
        for ( unsigned int bit = 0; bit < SP_FLAGS; bit++ )
            if ( world->sp_flags[sp] & (1u << bit) )
                put(out, " %s", world_sp_flag_name(bit));
    }
}

static void print_start(struct output *out, size_t start,
                        const struct world *world)
{
    if ( world->stage == STAGE_COLD && world->stage_vms == 1 &&
         world->stage_vcpus == 1 )
        return;
    put(out, "%sstart %s", joint(out, start), world_stage_name(world->stage));
    if ( world->stage_vms != 1 )
        put(out, " vms=%u", world->stage_vms);
    if ( world->stage_vcpus != 1 )
        put(out, " vcpus=%u", world->stage_vcpus);
}

/* One line; what is as in the plainest world is left out. */
static void print_world(struct output *out, const struct world *world)
{
    size_t start = out->length;

    if ( world->nr_cpus != 1 )
        put(out, "cpus %u", world->nr_cpus);
    print_spmc(out, start, world);
    print_sps(out, start, world);
    if ( world->rcu_strict )
        put(out, "%srcu strict", joint(out, start));
    if ( world->faults )
        put(out, "%sfaults", joint(out, start));
    if ( world->reuse )
        put(out, "%sreuse", joint(out, start));
    if ( world->sri != 8 )
        put(out, "%ssri %u", joint(out, start), world->sri);
    if ( world->d0_ffa )
        put(out, "%sd0 ffa", joint(out, start));
    print_start(out, start, world);
    if ( out->length > start )
        put(out, "\n");
}

/* The first argument is written bare, and always, where that reads well. */
static bool is_bare(const struct op_rule *rule, unsigned int i)
{
    return !i && (rule->arg[0].type == TYPE_CPU || rule->subject == SUBJECT_SP);
}

static void print_argument(struct output *out, const struct op_rule *rule,
                           unsigned int i, uint64_t value)
{
    const struct op_argument *argument = &rule->arg[i];
    char text[VALUE_BYTES];

    if ( value == argument->standard && !is_bare(rule, i) )
        return;
    put(out, " ");
    if ( argument->type == TYPE_FLAG )
    {
        SIM_BUG_ON(argument->standard);
        put(out, "%s", argument->name);
        return;
    }
    value_print(argument->type, value, text);
    if ( !is_bare(rule, i) )
        put(out, "%s=", argument->name);
    put(out, "%s", text);
}

static void print_op(struct output *out, const struct op *op)
{
    const struct op_rule *rule = &op_rules[op->kind];

    put(out, "cpu%u: ", op->cpu);
    if ( op->kind == OP_CREATE )
        put(out, "d%u = %s", op->domain, rule->text);
    else if ( rule->subject == SUBJECT_VCPU )
        put(out, "d%u.v%u %s", op->domain, op->vcpu, rule->text);
    else if ( rule->subject == SUBJECT_SP )
        put(out, "sp 0x%x %s", PROGRAM_FIRST_SP + op->sp, rule->text);
    else if ( rule->subject == SUBJECT_DOMAIN )
        put(out, "%s d%u", rule->text, op->domain);
    else
        put(out, "%s", rule->text);
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        print_argument(out, rule, i, op->arg[i]);
    put(out, "\n");
}

/* What text cannot hold is %XX in it. */
static void print_site(struct output *out, const char *site)
{
    for ( ; *site; site++ )
        if ( *site <= ' ' || *site > '~' || strchr("#;%", *site) )
            put(out, "%%%02x", (unsigned char)*site);
        else
            put(out, "%c", *site);
}

static void print_anchor(struct output *out, const struct deviation *d)
{
    put(out, "%s:", program_context_name(d->context));
    print_site(out, name_text(d->site));
    put(out, "#%" PRIu32, d->hit);
}

static void print_ordinal(struct output *out, const struct deviation *d)
{
    bool early = d->op >= PROGRAM_EARLY;

    put(out, "%s %u point %" PRIu32, early ? "early" : "op",
        d->op - (early ? PROGRAM_EARLY : 0u), d->index);
}

static void print_deviation(struct output *out, const struct deviation *d)
{
    put(out, "at cpu%u ", d->cpu);
    if ( d->hit )
        print_anchor(out, d);
    else
        print_ordinal(out, d);
    if ( !PROGRAM_ABOUT_CPUS(d->kind) )
        put(out, " %s=%" PRIu32, program_kind_name(d->kind), d->value);
    else if ( d->value == SCHED_TAKE_IRQ )
        put(out, " %s irq", d->kind == CHOICE_NEXT ? "=>" : "->");
    else
        put(out, " %s cpu%" PRIu32, d->kind == CHOICE_NEXT ? "=>" : "->",
            d->value - 1);
    if ( d->hit && (d->op || d->index) )
    {
        put(out, " (");
        print_ordinal(out, d);
        put(out, ")");
    }
    put(out, "\n");
}

size_t scenario_print(const struct scenario *scenario, char *text, size_t size)
{
    const struct program *program = &scenario->program;
    struct output out = {text, size, 0};

    SIM_BUG_ON(!program_valid(program));
    print_header(&out, scenario);
    print_world(&out, &program->world);
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        print_op(&out, &program->op[i]);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        print_deviation(&out, &program->deviation[i]);
    return out.length;
}
