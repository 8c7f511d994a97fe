/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim show: a picture of one run.
 */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "input.h"
#include "show.h"
#include "stacks.h"
#include "survive.h"

static const struct
{
    const char *name;
    void (*show)(FILE *out, const struct picture *picture);
} formats[] = {
    {"text", show_text},
    {"html", show_html},
    {"perfetto", show_perfetto},
};

#define NR_FORMATS (sizeof(formats) / sizeof(formats[0]))

struct show
{
    size_t format;
    const char *out; /* NULL: stdout                                        */
    bool all;
};

static int write_picture(const struct show *show, const struct picture *picture)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    int status;

    if ( !out )
        return command_unusable("out of memory");
    formats[show->format].show(out, picture);
    if ( fclose(out) )
        status = command_unusable("out of memory");
    else
        status = file_write(show->out, text, length);
    free(text);
    return status;
}

static int show_file(const struct show *show, const char *file)
{
    static struct scenario scenario;
    static struct result result;
    static struct picture picture;
    char error[SCENARIO_ERROR_BYTES];
    int status;

    if ( !input_read(file, &scenario, error) )
    {
        fprintf(stderr, "%s\n", error);
        return EXIT_UNUSABLE;
    }
    stacks_watch();
    survive_run(&scenario.program, &result);
    stacks_watched();
    if ( !picture_build(&picture, file, &scenario, &result, show->all) )
        return command_unusable("out of memory");
    status = write_picture(show, &picture);
    picture_free(&picture);
    stacks_free();
    return result.verdict == VERDICT_ERROR && !status ? EXIT_ERROR : status;
}

static bool find_format(const char *name, size_t *format)
{
    for ( *format = 0; *format < NR_FORMATS; ++*format )
        if ( !strcmp(name, formats[*format].name) )
            return true;
    return false;
}

static int perform(int argc, char **argv)
{
    static const struct option options[] = {
        {"format", required_argument, NULL, 'f'},
        {"output", required_argument, NULL, 'o'},
        {"all", no_argument, NULL, 'a'},
        {"fine", no_argument, NULL, 'i'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct show show = {0};
    int option;

    opterr = 0;
    while ( (option = getopt_long(argc, argv, ":f:o:ah", options, NULL)) != -1 )
        switch ( option )
        {
        case 'f':
            if ( !find_format(optarg, &show.format) )
                return command_unusable("--format %s: text, html or perfetto "
                                        "was expected",
                                        optarg);
            break;
        case 'o':
            show.out = optarg;
            break;
        case 'a':
            show.all = true;
            break;
        case 'i':
            if ( command_fine() )
                return EXIT_UNUSABLE;
            break;
        case 'h':
            return command_help(&command_show);
        default:
            return command_bad_option(&command_show, option, argv);
        }
    if ( optind + 1 != argc )
        return command_unusable("one FILE is needed; see ffasim show --help");
    return show_file(&show, argv[optind]);
}

const struct command command_show = {
    .name = "show",
    .usage = "[OPTION]... FILE",
    .summary = "Draw a run: what each CPU, the SPMC and the SPs did, step by "
               "step.",
    .options =
        "  --format FORMAT    text: a table of 120 columns; html: a page to "
        "look around\n"
        "                     in; perfetto: a trace for that viewer (text)\n"
        "  -o, --output OUT   where to (stdout)\n"
        "  --all              boot, stage and the end in full, too\n"
        "  --fine             as in ffasim run\n"
        "  -h, --help         this text\n",
    .perform = perform,
};
