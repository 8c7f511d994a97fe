/* SPDX-License-Identifier: GPL-2.0-only */
#include "file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

static int write_stdout(const void *bytes, size_t length)
{
    if ( fwrite(bytes, 1, length, stdout) == length && !fflush(stdout) )
        return EXIT_AS_EXPECTED;
    return command_unusable("stdout: %s", strerror(errno));
}

int file_write(const char *out, const void *bytes, size_t length)
{
    size_t room = (out ? strlen(out) : 0) + sizeof(".partial");
    char *partial;
    FILE *file = NULL;
    bool well = false;

    if ( !out )
        return write_stdout(bytes, length);
    partial = malloc(room);
    if ( partial )
    {
        snprintf(partial, room, "%s.partial", out);
        file = fopen(partial, "wb");
    }
    if ( file )
    {
        well = fwrite(bytes, 1, length, file) == length;
        well = !fclose(file) && well && !rename(partial, out);
        if ( !well )
            unlink(partial);
    }
    free(partial);
    if ( well )
        return EXIT_AS_EXPECTED;
    return command_unusable("%s: %s", out, strerror(errno));
}
