/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * story-page OUT: the page of a story that ends badly, for a browser to show.
 */
#include <stdio.h>

#include "show.h"
#include "story-of-failure.h"

int main(int argc, char **argv)
{
    static struct picture picture;
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;

    if ( !out )
        return 2;
    story_of_failure(&picture);
    show_html(out, &picture);
    picture_free(&picture);
    return fclose(out) ? 1 : 0;
}
