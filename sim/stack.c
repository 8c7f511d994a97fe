/* SPDX-License-Identifier: GPL-2.0-only */
#include "stack.h"

#include <stddef.h>
#include <string.h>

#include "bug.h"
#include "fiber.h"

#ifdef SIM_LIBDW
#include <dlfcn.h>
#include <elfutils/libdwfl.h>
#include <unistd.h>
#endif

/* A frame as both architectures lay it out: the caller's, and the way back. */
struct frame
{
    const struct frame *caller;
    uintptr_t back;
};

/* The walk reads between a sanitizer's red zones. */
__attribute__((no_sanitize_address)) static void walk(struct stack *stack,
                                                      unsigned int fiber,
                                                      const struct frame *frame)
{
    const void *low;
    size_t bytes;

    fiber_stack(fiber, &low, &bytes);
    while ( stack->nr < STACK_MAX_FRAMES )
    {
        uintptr_t at = (uintptr_t)frame - (uintptr_t)low;

        if ( bytes < sizeof(*frame) || at > bytes - sizeof(*frame) ||
             at % sizeof(void *) || !frame->back )
            break;
        stack->frame[stack->nr++] = frame->back;
        if ( frame->caller <= frame )
            break;
        frame = frame->caller;
    }
    SIM_BUG_ON(stack->nr > STACK_MAX_FRAMES);
}

__attribute__((noinline)) void stack_take(struct stack *stack)
{
    stack->nr = 0;
    walk(stack, fiber_current(), __builtin_frame_address(0));
}

void stack_take_from(struct stack *stack, uintptr_t at, uintptr_t frame)
{
    /* Frames are looked up by the instruction before. */
    stack->frame[0] = at + 1;
    stack->nr = 1;
    walk(stack, fiber_current(), (const struct frame *)frame);
}

void stack_take_of(struct stack *stack, unsigned int cpu)
{
    const void *frame = fiber_frame(cpu);

    stack->nr = 0;
    if ( frame )
        walk(stack, cpu, frame);
}

#ifdef SIM_LIBDW

/* What is used of libdw. A machine without it gets reports without stacks. */
static struct
{
    typeof(dwfl_begin) *begin;
    typeof(dwfl_end) *end;
    typeof(dwfl_linux_proc_report) *proc_report;
    typeof(dwfl_report_end) *report_end;
    typeof(dwfl_addrmodule) *addrmodule;
    typeof(dwfl_module_addrname) *addrname;
    typeof(dwfl_module_nextcu) *nextcu;
    typeof(dwarf_haspc) *haspc;
    typeof(dwarf_getsrc_die) *getsrc;
    typeof(dwarf_linesrc) *linesrc;
    typeof(dwarf_lineno) *lineno;
    typeof(dwfl_linux_proc_find_elf) *find_elf;
    typeof(dwfl_standard_find_debuginfo) *find_debuginfo;
} dw;

static bool load(void)
{
    static const char *const names[] = {
        "dwfl_begin",
        "dwfl_end",
        "dwfl_linux_proc_report",
        "dwfl_report_end",
        "dwfl_addrmodule",
        "dwfl_module_addrname",
        "dwfl_module_nextcu",
        "dwarf_haspc",
        "dwarf_getsrc_die",
        "dwarf_linesrc",
        "dwarf_lineno",
        "dwfl_linux_proc_find_elf",
        "dwfl_standard_find_debuginfo",
    };
    static void *library;
    void *symbols[SIM_ARRAY_SIZE(names)];

    if ( library )
        return true;
    library = dlopen("libdw.so.1", RTLD_NOW | RTLD_LOCAL);
    for ( size_t i = 0; library && i < SIM_ARRAY_SIZE(names); i++ )
        if ( !(symbols[i] = dlsym(library, names[i])) )
            library = NULL;
    if ( !library )
        return false;
    _Static_assert(sizeof(dw) == sizeof(symbols), "a name for each pointer");
    memcpy(&dw, symbols, sizeof(dw));
    return true;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder;

    if ( !slash || slash == path )
        return path;
    folder = memrchr(path, '/', (size_t)(slash - path));
    return folder ? folder + 1 : path;
}

/* What is between the fact and whoever stated it. */
static bool is_messenger(const char *function)
{
    static const char *const names[] = {"take_stack",
                                        "stacks_keep",
                                        "look_at",
                                        "watch_memory_look",
                                        "watch_look",
                                        "watch_step",
                                        "look_at_decision",
                                        "arrival_stop",
                                        "log_append",
                                        "machine_note_args",
                                        "machine_stop_args",
                                        "die",
                                        "_ZN11__sanitizer3DieEv",
                                        "choice_ask",
                                        "choice_below",
                                        "decide",
                                        "tell",
                                        "fiber_switch",
                                        "go_on"};

    for ( size_t i = 0; i < SIM_ARRAY_SIZE(names); i++ )
        if ( !strcmp(function, names[i]) )
            return true;
    return false;
}

/* Unit by unit: clang writes no table of addresses. */
static void print_line(FILE *out, Dwfl_Module *module, Dwarf_Addr at)
{
    Dwarf_Die *unit = NULL;
    Dwarf_Addr bias;
    int number;

    while ( (unit = dw.nextcu(module, unit, &bias)) != NULL )
    {
        Dwarf_Line *line =
            dw.haspc(unit, at - bias) > 0 ? dw.getsrc(unit, at - bias) : NULL;
        const char *file = line ? dw.linesrc(line, NULL, NULL) : NULL;

        if ( !file )
            continue;
        fprintf(out, " %s", base_name(file));
        if ( !dw.lineno(line, &number) )
            fprintf(out, ":%d", number);
        return;
    }
}

/* What this process consists of; read once. NULL: it cannot be. */
static Dwfl *process(void)
{
    static Dwfl_Callbacks callbacks;
    static Dwfl *dwfl;
    static bool tried;

    if ( tried )
        return dwfl;
    tried = true;
    if ( !load() )
        return NULL;
    callbacks.find_elf = dw.find_elf;
    callbacks.find_debuginfo = dw.find_debuginfo;
    dwfl = dw.begin(&callbacks);
    if ( dwfl &&
         (dw.proc_report(dwfl, getpid()) || dw.report_end(dwfl, NULL, NULL)) )
    {
        dw.end(dwfl);
        dwfl = NULL;
    }
    return dwfl;
}

bool stack_name(uintptr_t frame, bool innermost, char text[STACK_NAME_BYTES])
{
    Dwarf_Addr at = frame - 1; /* In the call, not behind it. */
    Dwfl *dwfl = process();
    Dwfl_Module *module = dwfl ? dw.addrmodule(dwfl, at) : NULL;
    const char *name = module ? dw.addrname(module, at) : NULL;
    FILE *out;

    if ( !name || (innermost && is_messenger(name)) )
        return false;
    out = fmemopen(text, STACK_NAME_BYTES, "w");
    if ( !out )
        return false;
    fputs(name, out);
    print_line(out, module, at);
    return !fclose(out);
}

#else

bool stack_name(uintptr_t frame, bool innermost, char text[STACK_NAME_BYTES])
{
    (void)frame;
    (void)innermost;
    (void)text;
    return false;
}

#endif

void stack_print(FILE *out, const struct stack *stack, const char *indent)
{
    char text[STACK_NAME_BYTES];
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < stack->nr; i++ )
        if ( stack_name(stack->frame[i], !nr, text) )
            fprintf(out, "%s#%-2u %s\n", indent, nr++, text);
}
