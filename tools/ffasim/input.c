/* SPDX-License-Identifier: GPL-2.0-only */
#include "input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "decode.h"

/* No scenario comes near it; a wrong argument might. */
#define MAX_BYTES (1024u * 1024u)

bool input_is_text_name(const char *file)
{
    size_t length = strlen(file);

    return length > 4 && !strcmp(file + length - 4, ".scn");
}

static bool complain(char error[SCENARIO_ERROR_BYTES], const char *file,
                     const char *what)
{
    snprintf(error, SCENARIO_ERROR_BYTES, "%s: error: %s", file, what);
    return false;
}

static char *read_all(const char *file, size_t *length,
                      char error[SCENARIO_ERROR_BYTES])
{
    FILE *in = fopen(file, "rb");
    struct stat status;
    char *bytes = NULL;

    if ( !in || fstat(fileno(in), &status) )
        complain(error, file, strerror(errno));
    else if ( S_ISDIR(status.st_mode) )
        complain(error, file, "a folder, and a scenario was expected");
    else if ( !(bytes = malloc(MAX_BYTES + 1)) )
        complain(error, file, "out of memory");
    else
    {
        *length = fread(bytes, 1, MAX_BYTES + 1, in);
        if ( ferror(in) || *length > MAX_BYTES )
        {
            complain(error, file,
                     ferror(in) ? "cannot be read"
                                : "more than 1 MiB, which is no scenario");
            free(bytes);
            bytes = NULL;
        }
    }
    if ( in )
        fclose(in);
    return bytes;
}

bool input_read(const char *file, struct scenario *scenario,
                char error[SCENARIO_ERROR_BYTES])
{
    size_t length;
    char *bytes = read_all(file, &length, error);
    bool well = true;

    if ( !bytes )
        return false;
    if ( input_is_text_name(file) || scenario_is_text(bytes, length) )
        well = scenario_parse(scenario, file, bytes, length, error);
    else
    {
        scenario_init(scenario);
        program_decode(&scenario->program, (const uint8_t *)bytes, length);
    }
    free(bytes);
    return well;
}
