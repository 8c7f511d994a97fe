/* SPDX-License-Identifier: GPL-2.0-only */
#include "field.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "inspect.h"

#ifdef SIM_LIBDW
#include <dlfcn.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>

/* What is used of libdw. A machine without it watches bytes by their offset. */
#define FUNCTIONS(X)                                                           \
    X(dwarf_begin)                                                             \
    X(dwarf_nextcu)                                                            \
    X(dwarf_offdie)                                                            \
    X(dwarf_child)                                                             \
    X(dwarf_siblingof)                                                         \
    X(dwarf_tag)                                                               \
    X(dwarf_diename)                                                           \
    X(dwarf_hasattr)                                                           \
    X(dwarf_attr_integrate)                                                    \
    X(dwarf_formref_die)                                                       \
    X(dwarf_formudata)                                                         \
    X(dwarf_formsdata)                                                         \
    X(dwarf_aggregate_size)                                                    \
    X(dwarf_peel_type)

static struct
{
#define POINTER(function) typeof(function) *function;
    FUNCTIONS(POINTER)
#undef POINTER
} dw;

static bool load(void)
{
    void *library = dlopen("libdw.so.1", RTLD_NOW | RTLD_LOCAL);

    if ( !library )
        return false;
#define FIND(function)                                                         \
    dw.function = (typeof(function) *)dlsym(library, #function);               \
    if ( !dw.function )                                                        \
        return false;
    FUNCTIONS(FIND)
#undef FIND
    return true;
}

/* Of this program; NULL: it cannot be read. */
static Dwarf *debug_info(void)
{
    static Dwarf *dwarf;
    static bool tried;
    int self;

    if ( tried )
        return dwarf;
    tried = true;
    self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if ( self >= 0 && load() )
        dwarf = dw.dwarf_begin(self, DWARF_C_READ);
    return dwarf;
}

static bool number_of(Dwarf_Die *die, unsigned int name, Dwarf_Word *value)
{
    Dwarf_Attribute attribute;

    *value = 0;
    return dw.dwarf_attr_integrate(die, name, &attribute) &&
           !dw.dwarf_formudata(&attribute, value);
}

/* What DIE is of, without typedefs and qualifiers. */
static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    Dwarf_Die named;

    return dw.dwarf_attr_integrate(die, DW_AT_type, &attribute) &&
           dw.dwarf_formref_die(&attribute, &named) &&
           !dw.dwarf_peel_type(&named, type);
}

static size_t size_of(Dwarf_Die *type)
{
    Dwarf_Word size;

    return dw.dwarf_aggregate_size(type, &size) ? 0 : size;
}

static bool is_named(Dwarf_Die *die, const char *name, size_t length)
{
    const char *text = dw.dwarf_diename(die);

    return text && strlen(text) == length && !strncmp(text, name, length);
}

static bool find_in_unit(Dwarf_Die *unit, int tag, const char *name,
                         Dwarf_Die *die)
{
    if ( dw.dwarf_child(unit, die) )
        return false;
    do
        if ( dw.dwarf_tag(die) == tag && is_named(die, name, strlen(name)) &&
             !dw.dwarf_hasattr(die, DW_AT_declaration) )
            return true;
    while ( !dw.dwarf_siblingof(die, die) );
    return false;
}

/* The mediator's own, if another has a type of that name, too. */
static bool find_type(const char *text, Dwarf_Die *type)
{
    bool is_struct = !strncmp(text, "struct ", 7);
    const char *name = is_struct ? text + 7 : text, *file;
    int tag = is_struct ? DW_TAG_structure_type : DW_TAG_typedef;
    Dwarf_Off offset = 0, next;
    Dwarf_Die unit, found;
    bool any = false;
    size_t header;

    while ( !dw.dwarf_nextcu(debug_info(), offset, &next, &header, NULL, NULL,
                             NULL) )
    {
        if ( dw.dwarf_offdie(debug_info(), offset + header, &unit) &&
             find_in_unit(&unit, tag, name, &found) )
        {
            any = true;
            *type = found;
            file = dw.dwarf_diename(&unit);
            if ( file && strstr(file, "mediator/") )
                break;
        }
        offset = next;
    }
    return any && !dw.dwarf_peel_type(type, type);
}

/* The member of that name, also of what has no name itself. */
static bool find_member(Dwarf_Die *type, const char *name, size_t length,
                        Dwarf_Die *member, size_t *offset)
{
    Dwarf_Die child, inner;
    Dwarf_Word at;

    if ( dw.dwarf_child(type, &child) )
        return false;
    do
    {
        size_t below = 0;

        if ( dw.dwarf_tag(&child) != DW_TAG_member )
            continue;
        number_of(&child, DW_AT_data_member_location, &at);
        *member = child;
        if ( is_named(&child, name, length) ||
             (!dw.dwarf_diename(&child) && type_of(&child, &inner) &&
              find_member(&inner, name, length, member, &below)) )
        {
            *offset += at + below;
            return true;
        }
    } while ( !dw.dwarf_siblingof(&child, &child) );
    return false;
}

static void list_members(FILE *out, Dwarf_Die *type, const char *before)
{
    Dwarf_Die child, inner;

    if ( dw.dwarf_child(type, &child) )
        return;
    do
    {
        const char *name = dw.dwarf_diename(&child);

        if ( dw.dwarf_tag(&child) != DW_TAG_member )
            continue;
        if ( name )
            fprintf(out, "%s%s", before, name);
        else if ( type_of(&child, &inner) )
            list_members(out, &inner, before);
        before = ", ";
    } while ( !dw.dwarf_siblingof(&child, &child) );
}

static void complain(char error[FIELD_ERROR_BYTES], const char *type,
                     const char *path, Dwarf_Die *has)
{
    FILE *out = fmemopen(error, FIELD_ERROR_BYTES, "w");

    if ( !out )
        return;
    fprintf(out, "%s has no \"%s\"", type, path);
    list_members(out, has, "; there are ");
    fclose(out);
}

static void take_names(Dwarf_Die *type, struct field *field)
{
    Dwarf_Attribute attribute;
    Dwarf_Sword value;
    Dwarf_Die child;

    if ( dw.dwarf_child(type, &child) )
        return;
    do
    {
        const char *name = dw.dwarf_diename(&child);

        if ( !name || field->nr_names == FIELD_MAX_NAMES ||
             !dw.dwarf_attr_integrate(&child, DW_AT_const_value, &attribute) ||
             dw.dwarf_formsdata(&attribute, &value) )
            continue;
        field->name[field->nr_names].value = value;
        field->name[field->nr_names++].text = name;
    } while ( !dw.dwarf_siblingof(&child, &child) );
}

/* A place in an object, on the way down to what has no parts. */
struct place
{
    char path[FIELD_PATH_BYTES];
    size_t offset;
    Dwarf_Die type;
    Dwarf_Die member; /* if is_member: what TYPE is that of                 */
    bool is_member;
};

static void take_bits(struct place *place, struct field *field)
{
    Dwarf_Word value;

    if ( !place->is_member ||
         !number_of(&place->member, DW_AT_bit_size, &value) )
        return;
    field->nr_bits = (unsigned int)value;
    number_of(&place->member, DW_AT_data_bit_offset, &value);
    field->offset += value / 8;
    field->bit = (unsigned int)value % 8;
}

static void add_leaf(struct fields *fields, struct place *place)
{
    struct field *field = &fields->field[fields->nr];
    Dwarf_Word encoding;

    if ( fields->nr == FIELD_MAX )
        return;
    *field = (struct field){.offset = place->offset,
                            .size = size_of(&place->type),
                            .look = FIELD_BYTES};
    memcpy(field->path, place->path, sizeof(field->path));
    switch ( dw.dwarf_tag(&place->type) )
    {
    case DW_TAG_pointer_type:
        field->look = FIELD_POINTER;
        break;
    case DW_TAG_enumeration_type:
        take_names(&place->type, field);
        field->look = FIELD_NUMBER;
        break;
    case DW_TAG_base_type:
        number_of(&place->type, DW_AT_encoding, &encoding);
        field->look = encoding == DW_ATE_boolean ? FIELD_BOOL : FIELD_NUMBER;
    }
    take_bits(place, field);
    if ( field->size )
        fields->nr++;
}

static void append(struct place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void append(struct place *place, const char *format, ...)
{
    size_t length = strlen(place->path);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(place->path + length, sizeof(place->path) - length, format,
              arguments);
    va_end(arguments);
}

/* One further: "NAME" of a structure or "[INDEX]" of an array or a pointer to
 * its first. */
static bool enter(struct place *place, const char *name, size_t length)
{
    size_t below = 0;

    if ( !find_member(&place->type, name, length, &place->member, &below) ||
         !type_of(&place->member, &place->type) )
        return false;
    place->is_member = true;
    place->offset += below;
    append(place, "%s%.*s", place->path[0] ? "." : "", (int)length, name);
    return true;
}

static bool enter_element(struct place *place, unsigned long index)
{
    if ( dw.dwarf_tag(&place->type) == DW_TAG_array_type &&
         !type_of(&place->type, &place->type) )
        return false;
    place->is_member = false;
    place->offset += index * size_of(&place->type);
    append(place, "[%lu]", index);
    return true;
}

static void add_all(struct fields *fields, const struct place *place);

static void add_elements(struct fields *fields, const struct place *place)
{
    struct place first = *place, element;
    size_t whole = size_of(&first.type), size;

    enter_element(&first, 0);
    size = size_of(&first.type);
    if ( size <= 1 )
    {
        first = *place;
        add_leaf(fields, &first);
        return;
    }
    for ( size_t i = 0; i < whole / size; i++ )
    {
        element = *place;
        enter_element(&element, i);
        add_all(fields, &element);
    }
}

static void add_members(struct fields *fields, const struct place *place)
{
    struct place inner = *place;
    Dwarf_Die child;
    Dwarf_Word at;

    if ( dw.dwarf_child(&inner.type, &child) )
        return;
    do
    {
        const char *name = dw.dwarf_diename(&child);

        inner = *place;
        if ( dw.dwarf_tag(&child) != DW_TAG_member ||
             !type_of(&child, &inner.type) )
            continue;
        number_of(&child, DW_AT_data_member_location, &at);
        inner.offset += at;
        inner.member = child;
        inner.is_member = true;
        if ( name )
            append(&inner, "%s%s", inner.path[0] ? "." : "", name);
        add_all(fields, &inner);
    } while ( !dw.dwarf_siblingof(&child, &child) );
}

static void add_all(struct fields *fields, const struct place *place)
{
    struct place here = *place;

    switch ( dw.dwarf_tag(&here.type) )
    {
    case DW_TAG_structure_type:
    case DW_TAG_union_type:
        add_members(fields, &here);
        break;
    case DW_TAG_array_type:
        add_elements(fields, &here);
        break;
    default:
        add_leaf(fields, &here);
    }
}

/* What is before the next '.' or '['; or "[N]". */
static bool take_step(const char **path, struct place *place)
{
    size_t length = strcspn(*path, ".[");
    unsigned long index;
    char *end;

    if ( **path == '[' )
    {
        index = strtoul(*path + 1, &end, 0);
        if ( *end != ']' || end == *path + 1 || !enter_element(place, index) )
            return false;
        *path = end + 1;
    }
    else if ( !enter(place, *path, length) )
        return false;
    else
        *path += length;
    *path += **path == '.';
    return true;
}

bool field_find(const char *type, const char *path, struct fields *fields,
                char error[FIELD_ERROR_BYTES])
{
    struct place place = {.offset = 0};

    fields->nr = 0;
    if ( !debug_info() || !find_type(type, &place.type) )
    {
        snprintf(error, FIELD_ERROR_BYTES,
                 "nothing is known of the fields of %s%s", type,
                 debug_info() ? "" : ": this machine has no libdw");
        return false;
    }
    while ( *path && strcmp(path, "*") )
        if ( !take_step(&path, &place) )
        {
            complain(error, type, path, &place.type);
            return false;
        }
    add_all(fields, &place);
    return true;
}

#else

bool field_find(const char *type, const char *path, struct fields *fields,
                char error[FIELD_ERROR_BYTES])
{
    (void)path;
    (void)fields;
    snprintf(error, FIELD_ERROR_BYTES,
             "nothing is known of the fields of %s: this build has no libdw",
             type);
    return false;
}

#endif

static void print_pointer(FILE *out, uint64_t value)
{
    struct inspected object;
    size_t offset;
    unsigned int number = inspect_find((uintptr_t)value, &offset);

    if ( !value )
        fputs("NULL", out);
    else if ( !number || !inspect_object(number, &object) )
        fputs("a pointer", out);
    else
        fprintf(out, "%s#%u+%zu", name_text(object.class), number, offset);
}

static void print_number(FILE *out, const struct field *field, uint64_t value)
{
    for ( unsigned int i = 0; i < field->nr_names; i++ )
        if ( (uint64_t)field->name[i].value == value )
        {
            fputs(field->name[i].text, out);
            return;
        }
    fprintf(out, value < 10 ? "%" PRIu64 : "0x%" PRIx64, value);
}

void field_print(FILE *out, const struct field *field, const uint8_t *bytes)
{
    uint64_t value = 0;

    bytes += field->offset;
    if ( field->look == FIELD_BYTES || field->size > sizeof(value) )
    {
        for ( size_t i = 0; i < field->size; i++ )
            fprintf(out, "%02x", bytes[i]);
        return;
    }
    memcpy(&value, bytes, field->size);
    if ( field->nr_bits )
        value = value >> field->bit & ((1ull << field->nr_bits) - 1);
    if ( field->look == FIELD_POINTER )
        print_pointer(out, value);
    else if ( field->look == FIELD_BOOL )
        fputs(value ? "true" : "false", out);
    else
        print_number(out, field, value);
}
