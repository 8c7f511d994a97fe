/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fields of the mediator's structures, as the debug information of this program
 * has them. Nobody tells the simulator: it knows of bytes alone.
 */
#ifndef FFASIM_FIELD_H
#define FFASIM_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define FIELD_PATH_BYTES  128u
#define FIELD_MAX         2048u
#define FIELD_MAX_NAMES   24u
#define FIELD_ERROR_BYTES 512u

enum field_look
{
    FIELD_NUMBER,
    FIELD_BOOL,
    FIELD_POINTER,
    FIELD_BYTES, /* an array of them                                        */
};

struct field
{
    char path[FIELD_PATH_BYTES]; /* "notif.target[0].pending"               */
    size_t offset;               /* in bytes                                */
    size_t size;
    unsigned int bit; /* of a bit-field: the first bit from OFFSET, and how */
    unsigned int nr_bits; /* many; 0: none                                  */
    enum field_look look;
    unsigned int nr_names; /* of an enumeration                             */
    struct
    {
        int64_t value;
        const char *text;
    } name[FIELD_MAX_NAMES];
};

/* Those of a structure, of all that are in it; what is beyond is left out. */
struct fields
{
    unsigned int nr;
    struct field field[FIELD_MAX];
};

/*
 * PATH of TYPE: "state" or "list.next" or "pages[2].flags" of "struct ffa_ctx";
 * "" or "*": all of it. False: ERROR has one line, with what there is instead.
 */
bool field_find(const char *type, const char *path, struct fields *fields,
                char error[FIELD_ERROR_BYTES]);

/* BYTES, all of them from the start of an object, as FIELD has its value. */
void field_print(FILE *out, const struct field *field, const uint8_t *bytes);

#endif /* FFASIM_FIELD_H */
