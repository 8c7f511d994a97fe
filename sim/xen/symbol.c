/* SPDX-License-Identifier: GPL-2.0-only */
#include "symbol.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bug.h"
#include "facade.h"

#define MAX_SYMBOLS 1024u
#define NAME_BYTES  144u

struct symbol
{
    const char *start;
    uint32_t size;
    name_t name;
    name_t file;
    uint32_t number; /* among those of its name                             */
};

static struct
{
    bool read;
    unsigned int nr;
    struct symbol symbol[MAX_SYMBOLS];
} symbols;

/* The linker makes it; its place in the file and here tells of all others. */
extern const char __start_mediator_state[] __attribute__((weak));

/* "function.variable" and "variable.7" are what compilers make of a static in
 * a function; per_cpu__ and the like are the source's own. */
static name_t name_of(const char *text)
{
    const char *end = text + strlen(text);
    const char *dot = strrchr(text, '.');

    if ( dot && dot[1] && !dot[1 + strspn(dot + 1, "0123456789")] )
        end = dot;
    for ( const char *c = text; c < end; c++ )
        if ( *c == '.' )
            text = c + 1;
    return name_intern_length(text, (size_t)(end - text));
}

static void add(const char *start, uint64_t size, const char *text,
                const char *file)
{
    if ( !reset_is_static(start) )
        return;
    SIM_BUG_ON(symbols.nr == MAX_SYMBOLS);
    symbols.symbol[symbols.nr++] =
        (struct symbol){.start = start,
                        .size = (uint32_t)size,
                        .name = name_of(text),
                        .file = name_intern_length(file, strcspn(file, "."))};
}

static bool is_of_two_files(const struct symbol *symbol)
{
    for ( unsigned int i = 0; i < symbols.nr; i++ )
        if ( symbols.symbol[i].name == symbol->name &&
             symbols.symbol[i].file != symbol->file )
            return true;
    return false;
}

/* "file:name" for what is in two files by one name. */
static void tell_apart(void)
{
    static name_t names[MAX_SYMBOLS];
    char text[NAME_BYTES];

    for ( unsigned int i = 0; i < symbols.nr; i++ )
    {
        const struct symbol *symbol = &symbols.symbol[i];

        snprintf(text, sizeof(text), "%.64s:%.64s", name_text(symbol->file),
                 name_text(symbol->name));
        names[i] = is_of_two_files(symbol) ? name_intern(text) : symbol->name;
    }
    for ( unsigned int i = 0; i < symbols.nr; i++ )
    {
        symbols.symbol[i].name = names[i];
        for ( unsigned int k = 0; k < i; k++ )
            symbols.symbol[i].number += names[k] == names[i];
    }
}

static void read_table(const char *file, const Elf64_Shdr *table,
                       const Elf64_Shdr *strings)
{
    const Elf64_Sym *symbol = (const void *)(file + table->sh_offset);
    const char *text = file + strings->sh_offset;
    size_t nr = table->sh_size / sizeof(*symbol);
    uintptr_t here = (uintptr_t)__start_mediator_state;
    const char *source = ""; /* of the symbols that follow                   */
    uint64_t linked = 0;

    for ( size_t i = 0; i < nr; i++ )
        if ( !strcmp(text + symbol[i].st_name, "__start_mediator_state") )
            linked = symbol[i].st_value;
    for ( size_t i = 0; linked && i < nr; i++ )
        if ( ELF64_ST_TYPE(symbol[i].st_info) == STT_FILE )
            source = text + symbol[i].st_name;
        else if ( ELF64_ST_TYPE(symbol[i].st_info) == STT_OBJECT )
            add((const char *)(here + symbol[i].st_value - linked),
                symbol[i].st_size, text + symbol[i].st_name, source);
    tell_apart();
}

static void read_sections(const char *file)
{
    const Elf64_Ehdr *header = (const void *)file;
    const Elf64_Shdr *section = (const void *)(file + header->e_shoff);

    for ( unsigned int i = 0; i < header->e_shnum; i++ )
        if ( section[i].sh_type == SHT_SYMTAB )
            read_table(file, &section[i], &section[section[i].sh_link]);
}

/* Once in the life of the process. */
static void read_symbols(void)
{
    int file = open("/proc/self/exe", O_RDONLY);
    off_t size;
    void *bytes = MAP_FAILED;

    symbols.read = true;
    if ( file < 0 )
        return;
    size = lseek(file, 0, SEEK_END);
    if ( size > 0 )
        bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, file, 0);
    if ( bytes != MAP_FAILED )
    {
        read_sections(bytes);
        munmap(bytes, (size_t)size);
    }
    close(file);
}

name_t symbol_find(const void *address, uint32_t *offset, uint32_t *number)
{
    if ( !symbols.read )
        read_symbols();
    for ( unsigned int i = 0; i < symbols.nr; i++ )
    {
        ptrdiff_t at =
            (const char *)address - (const char *)symbols.symbol[i].start;

        if ( at < 0 || at >= (ptrdiff_t)symbols.symbol[i].size )
            continue;
        *offset = (uint32_t)at;
        *number = symbols.symbol[i].number;
        return symbols.symbol[i].name;
    }
    *offset = (uint32_t)((const char *)address - __start_mediator_state);
    *number = 0;
    return name_intern("static");
}
