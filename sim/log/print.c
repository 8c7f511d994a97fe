/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The log as people read it.
 */
#include "log.h"

#include <inttypes.h>
#include <string.h>

#include "bug.h"
#include "ffa.h"
#include "op.h"

static const char *const kind_texts[EVENT_KINDS] = {
#define EVENT(id, text, ...) [EV_##id] = text,
#include "event.def"
#undef EVENT
};

#define NAMES_(none, a, b, c, d, e, f, g, h, i, j, ...)                        \
    {                                                                          \
#a, #b, #c, #d, #e, #f, #g, #h, #i, #j                                 \
    }
#define NAMES(...) NAMES_(none, ##__VA_ARGS__, , , , , , , , , , , )

static const char *const arg_names[EVENT_KINDS][EVENT_MAX_ARGS] = {
#define EVENT(id, text, ...) [EV_##id] = NAMES(__VA_ARGS__),
#include "event.def"
#undef EVENT
};

const char *log_kind_text(enum event_kind kind)
{
    SIM_BUG_ON((unsigned int)kind >= EVENT_KINDS);
    return kind_texts[kind];
}

const char *log_arg_name(enum event_kind kind, unsigned int index)
{
    SIM_BUG_ON(index >= log_kind_args(kind));
    return arg_names[kind][index];
}

/* Arguments that are words, and which. */
static const char *const phases[] = {"boot",     "stage",    "program",
                                     "liveness", "teardown", "end"};
static const char *const states[] = {"created", "dying", "dead", "removed",
                                     "freed"};
static const char *const hows[] = {"spin", "try", "read", "write"};
static const char *const misuses[] = {"not initialised", "not held", "freed"};
static const char *const rules[] = {
    "allocation context", "atomic",           "init code after boot",
    "read-only data",     "IRQs off",         "not the guest's frame",
    "unbalanced",         "beyond the tables"};
static const char *const accesses[] = {"freed", "outside",     "freed page",
                                       "null",  "list poison", "sanitizer"};
static const char *const budgets[] = {"steps", "accesses", "smcs", "run",
                                      "time"};
static const char *const left[] = {"memory", "page",       "domain", "rcu",
                                   "timer",  "tasklet",    "irq",    "bitmap",
                                   "buffer", "vm message", "lock",   "share"};
static const char *const rx_owners[] = {"spmc", "receiver", "hypervisor"};
static const char *const directs[] = {"taken", "suspended", "resumed",
                                      "answered", "failed"};
static const char *const shares[] = {"share", "lend", "donate"};
static const char *const halves[] = {"from SPs", "from VMs", "framework"};

static const char *const orders[] = {
    "irqs masked",   "irqs unmasked", "barrier", "look-up", "timer ended",
    "tasklet ended", "ended",         "calls",   "called"};

#define WORDS(kind, arg, words)                                                \
    {                                                                          \
        kind, arg, SIM_ARRAY_SIZE(words), words                                \
    }
static const struct
{
    enum event_kind kind;
    unsigned int arg;
    unsigned int nr;
    const char *const *words;
} worded[] = {
    WORDS(EV_PHASE, 0, phases),       WORDS(EV_DOMAIN, 1, states),
    WORDS(EV_LOCK, 1, hows),          WORDS(EV_LOCK_WAIT, 1, hows),
    WORDS(EV_UNLOCK, 1, hows),        WORDS(EV_LOCK_BAD, 1, misuses),
    WORDS(EV_CONTEXT_RULE, 0, rules), WORDS(EV_BAD_ACCESS, 4, accesses),
    WORDS(EV_BAD_FREE, 1, accesses),  WORDS(EV_BUDGET, 0, budgets),
    WORDS(EV_LEFT, 0, left),          WORDS(EV_ORDER, 0, orders),
    WORDS(EV_RX, 1, rx_owners),       WORDS(EV_DIRECT, 2, directs),
    WORDS(EV_SHARE, 2, shares),       WORDS(EV_SET, 2, halves),
    WORDS(EV_TAKEN, 1, halves),       WORDS(EV_PENDING, 2, halves),
};

static const char *find_word(enum event_kind kind, unsigned int arg,
                             uint64_t value)
{
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(worded); i++ )
        if ( worded[i].kind == kind && worded[i].arg == arg )
            return value < worded[i].nr ? worded[i].words[value] : NULL;
    return NULL;
}

/* Arguments that are not plain numbers, by their names. */
static bool is_one_of(const char *name, const char *const *list)
{
    for ( ; *list; list++ )
        if ( !strcmp(name, *list) )
            return true;
    return false;
}

static void print_touch(FILE *out, uint64_t touch)
{
    static const struct
    {
        unsigned int bit;
        const char *text;
    } words[] = {
        {TOUCH_MARKED, ",marked"}, {TOUCH_ORDERED, ",ordered"},
        {TOUCH_PAGE, ",page"},     {TOUCH_GUEST, ",guest"},
        {TOUCH_STATIC, ",static"},
    };

    fputs(touch & TOUCH_WRITE ? "write" : "read", out);
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(words); i++ )
        if ( touch & words[i].bit )
            fputs(words[i].text, out);
}

static void print_value(FILE *out, const char *name, uint64_t value)
{
    static const char *const status[] = {"status", "code", "result", NULL};
    static const char *const hex[] = {"endpoint", "sender",   "sp",
                                      "vm",       "bits",     "any",
                                      "told",     "receiver", "handle",
                                      "sps",      "address",  NULL};
    const char *text;

    if ( !strcmp(name, "x0") && (text = ffa_name((uint32_t)value)) != NULL &&
         value <= UINT32_MAX )
        fputs(text, out);
    else if ( !strcmp(name, "result") && value == 1ull << 32 )
        fputs("begins", out);
    else if ( !strcmp(name, "touch") )
        print_touch(out, value);
    else if ( is_one_of(name, status) )
        fprintf(out, "%" PRId32, (int32_t)value);
    else if ( name[0] == 'x' || is_one_of(name, hex) )
        fprintf(out, "0x%" PRIx64, value);
    else
        fprintf(out, "%" PRIu64, value);
}

/* What a number says only in its place; NULL: nothing more. */
static const char *find_meaning(const struct event *event, unsigned int arg)
{
    const char *name = log_arg_name(event->kind, arg);
    uint64_t value = event->arg[arg];

    if ( event->kind == EV_OP && arg == 1 && value < OP_KINDS )
        return op_rules[value].text;
    if ( !strcmp(name, "target") && value == 0xffff )
        return "global";
    if ( !strcmp(name, "domain") && value == 0xffff )
        return "none";
    if ( !strcmp(name, "x2") && event->arg[arg - 2] == FFA_FID32(ERROR) &&
         event->kind != EV_CALL && event->kind != EV_SMC )
        return ffa_status_name((int32_t)value);
    if ( event->kind == EV_REFUSED && arg == 1 )
        return ffa_status_name((int32_t)value);
    return find_word(event->kind, arg, value);
}

static void print_arg(FILE *out, const struct event *event, unsigned int arg)
{
    const char *name = log_arg_name(event->kind, arg);
    const char *word = find_meaning(event, arg);

    if ( name[0] == 'x' && name[1] > '0' && !event->arg[arg] )
        return; /* Registers that are zero say nothing. */
    fprintf(out, " %s=", name);
    if ( word )
        fputs(word, out);
    else
        print_value(out, name, event->arg[arg]);
}

void log_print_fact(FILE *out, const struct event *event)
{
    const char *name = name_text(event->name);

    fputs(log_kind_text(event->kind), out);
    if ( event->name )
        fprintf(out, " <%s>", name ? name : "?");
    for ( unsigned int arg = 0; arg < event->nr_args; arg++ )
        print_arg(out, event, arg);
}

static void print_at(FILE *out, unsigned int index, const struct event *event,
                     unsigned int depth)
{
    fprintf(out, "[%04u] cpu%u %-8s %*s", index, event->cpu,
            program_context_name((enum context)event->context), (int)depth * 2,
            "");
    log_print_fact(out, event);
    fputc('\n', out);
}

void log_print_event(FILE *out, unsigned int index, const struct event *event)
{
    print_at(out, index, event, 0);
}

int log_nesting(const struct event *event)
{
    switch ( event->kind )
    {
    case EV_OP:
    case EV_CALL:
    case EV_SMC:
    case EV_IRQ:
        return 1;
    case EV_OP_END:
    case EV_RETURN:
    case EV_SMC_RETURN:
    case EV_IRQ_END:
        return -1;
    case EV_TASKLET:
    case EV_TIMER:
        return event->arg[0] ? 1 : -1;
    case EV_HOOK:
        return event->arg[1] >> 32 == 1 ? 1 : -1;
    default:
        return 0;
    }
}

void log_print(FILE *out)
{
    unsigned int depth[PROGRAM_MAX_CPUS] = {0};
    uint32_t cursor = 0;
    struct event event;

    for ( unsigned int index = 0; log_next(&cursor, &event); index++ )
    {
        unsigned int *at = &depth[event.cpu % PROGRAM_MAX_CPUS];
        int step = log_nesting(&event);

        if ( step < 0 && *at )
            --*at;
        print_at(out, index, &event, *at);
        if ( step > 0 )
            ++*at;
    }
}
