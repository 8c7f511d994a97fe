/* SPDX-License-Identifier: GPL-2.0-only */
#include "watch-memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "field.h"
#include "inspect.h"
#include "machine.h"
#include "stacks.h"

#define MAX_WATCHES  16u
#define MAX_OBJECTS  1024u
#define OBJECT_BYTES 4096u /* of larger ones, the first of them             */
#define MAX_SHOWN    256u  /* bytes by their offset                         */

/* One thing to watch; what it means is known when the run is over. */
static struct watch
{
    const char *text;
    char class[64];      /* "": whatever it is                              */
    unsigned int object; /* 0: all of CLASS                                 */
    int domain;          /* its tee; -1: none                               */
    const char *path;    /* of the field; NULL: bytes                       */
    size_t offset, size;
} watches[MAX_WATCHES];
static unsigned int nr_watches;

/* An object, all of it, as it was after a change. */
struct snapshot
{
    struct snapshot *before; /* of the same object                          */
    unsigned int object, step, cpu;
    enum context context;
    uint32_t domains; /* whose tee it was                                   */
    bool live;
    size_t size;
    struct stack stack;
    uint8_t bytes[];
};
static struct snapshot **snapshots;
static unsigned int nr_snapshots, room;
static struct snapshot *last_of[MAX_OBJECTS + 1];

/* [+OFFSET[:SIZE]] or .PATH behind an object's name. */
static bool parse_part(const char *text, struct watch *watch)
{
    char *end;

    watch->size = MAX_SHOWN;
    if ( *text == '.' || *text == '[' )
        watch->path = text + (*text == '.');
    if ( watch->path || !*text )
        return true;
    if ( *text != '+' || text[1] < '0' || text[1] > '9' )
        return false;
    watch->offset = strtoul(text + 1, &end, 0);
    watch->size = 1;
    if ( *end == ':' && end[1] > '0' && end[1] <= '9' )
        watch->size = strtoul(end + 1, &end, 0);
    return !*end && watch->size <= MAX_SHOWN;
}

static bool parse(const char *text, struct watch *watch)
{
    size_t length = strcspn(text, "#.");
    char *end;

    *watch = (struct watch){.text = text, .domain = -1};
    if ( *text == 'd' && text[1] >= '0' && text[1] <= '9' )
    {
        watch->domain = (int)strtoul(text + 1, &end, 10);
        return !strncmp(end, ".tee", 4) && parse_part(end + 4, watch);
    }
    if ( length >= sizeof(watch->class) || !text[length] )
        return false;
    memcpy(watch->class, text, length);
    if ( text[length] == '.' )
        return length && parse_part(text + length, watch);
    watch->object = (unsigned int)strtoul(text + length + 1, &end, 10);
    return watch->object && parse_part(end, watch);
}

bool watch_memory_begin(const char *text)
{
    if ( nr_watches == MAX_WATCHES || !parse(text, &watches[nr_watches]) )
        return false;
    nr_watches++;
    return true;
}

static bool is_meant(const struct watch *watch, unsigned int number,
                     uint32_t domains)
{
    struct inspected object;

    if ( watch->domain >= 0 )
        return watch->domain < 32 && domains >> watch->domain & 1;
    if ( watch->object && watch->object != number )
        return false;
    return inspect_object(number, &object) && name_text(object.class) &&
           (!watch->class[0] || !strcmp(watch->class, name_text(object.class)));
}

static void keep(struct snapshot *now)
{
    if ( nr_snapshots == room )
    {
        unsigned int more = room ? 2 * room : 256;
        struct snapshot **list = realloc(snapshots, more * sizeof(*list));

        if ( !list )
        {
            free(now);
            return;
        }
        snapshots = list;
        room = more;
    }
    snapshots[nr_snapshots++] = now;
    last_of[now->object] = now;
}

static void look_at(unsigned int number, uint32_t domains, unsigned int step)
{
    struct snapshot *before = last_of[number], *now;
    struct inspected object;
    size_t size;

    if ( !inspect_object(number, &object) )
        return;
    size = object.size < OBJECT_BYTES ? object.size : OBJECT_BYTES;
    now = calloc(1, sizeof(*now) + size);
    if ( !now )
        return;
    now->before = before;
    now->object = number;
    now->step = step;
    now->cpu = machine_cpu();
    now->context = machine_context();
    now->domains = domains | (before ? before->domains : 0);
    now->live = object.live;
    now->size = inspect_bytes(number, 0, now->bytes, size);
    if ( before && before->live == now->live &&
         before->domains == now->domains && before->size == now->size &&
         !memcmp(before->bytes, now->bytes, now->size) )
    {
        free(now);
        return;
    }
    stack_take(&now->stack);
    keep(now);
}

void watch_memory_look(unsigned int step)
{
    uint32_t domains[MAX_OBJECTS + 1] = {0};
    struct inspected object;

    if ( !nr_watches )
        return;
    for ( unsigned int i = 0; i < nr_watches; i++ )
    {
        int domain = watches[i].domain;
        unsigned int tee =
            domain >= 0 && domain < 32 ? inspect_tee((unsigned int)domain) : 0;

        if ( tee <= MAX_OBJECTS )
            domains[tee] |= 1u << (domain & 31);
    }
    for ( unsigned int n = 1; n <= MAX_OBJECTS && inspect_object(n, &object);
          n++ )
        for ( unsigned int i = 0; i < nr_watches; i++ )
            if ( last_of[n] || is_meant(&watches[i], n, domains[n]) )
            {
                look_at(n, domains[n], step);
                break;
            }
}

static void print_place(const struct snapshot *now, const char *class)
{
    printf("[%04u] cpu%u %-8s %s#%u", now->step, now->cpu,
           program_context_name(now->context), class, now->object);
}

static void print_hex(const uint8_t *bytes, size_t from, size_t end)
{
    for ( size_t i = from; i < end; i++ )
        printf("%02x", bytes[i]);
}

/* Neighbours that changed are one change. Returns whether there was one. */
static bool print_bytes(const struct watch *watch, const struct snapshot *now,
                        const char *class)
{
    size_t end = watch->offset + watch->size;
    bool any = false;

    end = end < now->size ? end : now->size;
    for ( size_t i = watch->offset; now->before && i < end; i++ )
    {
        size_t from = i;

        while ( i < end && now->bytes[i] != now->before->bytes[i] )
            i++;
        if ( i == from )
            continue;
        any = true;
        print_place(now, class);
        printf("+%zu:%zu ", from, i - from);
        print_hex(now->before->bytes, from, i);
        fputs(" -> ", stdout);
        print_hex(now->bytes, from, i);
        putchar('\n');
    }
    return any;
}

static bool print_field(const struct field *field, const struct snapshot *now,
                        const char *class)
{
    const struct snapshot *before = now->before;

    if ( field->offset + field->size > now->size ||
         (before && !memcmp(now->bytes + field->offset,
                            before->bytes + field->offset, field->size)) )
        return false;
    print_place(now, class);
    printf("%s%s ", field->path[0] == '[' ? "" : ".", field->path);
    if ( before )
    {
        field_print(stdout, field, before->bytes);
        fputs(" -> ", stdout);
    }
    field_print(stdout, field, now->bytes);
    putchar('\n');
    return true;
}

/* What a structure begins as would be much; one field is told. */
static bool print_fields(const struct fields *fields,
                         const struct snapshot *now, const char *class)
{
    bool any = false;

    for ( unsigned int i = 0; i < fields->nr; i++ )
        if ( now->before || fields->nr == 1 )
            any |= print_field(&fields->field[i], now, class);
    return any;
}

static void print_snapshot(const struct watch *watch,
                           const struct fields *fields,
                           const struct snapshot *now, const char *class)
{
    bool any;

    if ( now->before && now->before->live && !now->live )
    {
        print_place(now, class);
        puts(" is freed");
        any = true;
    }
    else
        any = now->live && (watch->path ? print_fields(fields, now, class)
                                        : print_bytes(watch, now, class));
    if ( any )
        stack_print(stdout, &now->stack, "         ");
}

/* What WATCH means in CLASS; looked up once for a class after another. */
static const struct fields *fields_of(const struct watch *watch,
                                      const char *class, bool quiet)
{
    static const struct watch *of;
    static char found[sizeof(watch->class)];
    static struct fields fields;
    static bool known;
    char error[FIELD_ERROR_BYTES];

    if ( of == watch && !strcmp(found, class) )
        return known ? &fields : NULL;
    of = watch;
    snprintf(found, sizeof(found), "%s", class);
    known = field_find(class, watch->path, &fields, error);
    if ( !known && !quiet )
        command_unusable("--watch %s: %s", watch->text, error);
    return known ? &fields : NULL;
}

static const struct watch *find_watch(const char *text)
{
    for ( unsigned int i = 0; i < nr_watches; i++ )
        if ( watches[i].text == text )
            return &watches[i];
    return NULL;
}

int watch_memory_print(const char *text, bool quiet)
{
    const struct watch *watch = find_watch(text);
    int nr = 0;

    for ( unsigned int i = 0; watch && i < nr_snapshots; i++ )
    {
        const struct snapshot *now = snapshots[i];
        const struct fields *fields = NULL;
        struct inspected object;
        const char *class;

        if ( !is_meant(watch, now->object, now->domains) ||
             !inspect_object(now->object, &object) )
            continue;
        class = name_text(object.class);
        fields = watch->path ? fields_of(watch, class, quiet) : NULL;
        if ( watch->path && !fields )
            return -1;
        print_snapshot(watch, fields, now, class);
        nr++;
    }
    return nr;
}

void watch_memory_help(void)
{
    struct inspected object;
    char error[FIELD_ERROR_BYTES], *names;
    static struct fields fields;

    for ( unsigned int n = 1; inspect_object(n, &object); n++ )
    {
        const char *class = name_text(object.class);

        field_find(class, "?", &fields, error);
        names = strstr(error, "; there are ");
        printf("  %s#%u%s%s\n", class, n, names ? ": " : "",
               names ? names + strlen("; there are ") : "");
    }
}
