/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim convert: text to bytes and back.
 *
 * A deviation is an ordinal in bytes and an anchor in text. Running the
 * scenario finds the one from the other; a fine run has other ordinals.
 */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "encode.h"
#include "file.h"
#include "input.h"
#include "run.h"

static bool anchor(struct scenario *scenario, const char *file)
{
    struct choice *stream = choice_stream();
    struct result result;
    int missed;

    if ( !scenario->program.nr_deviations )
        return true;
    choice_record_anchors(stream, true);
    sim_run_program(&scenario->program, &result);
    missed = choice_missed(stream);
    if ( missed >= 0 )
        fprintf(stderr,
                "%s: note: deviation %d finds no place in the run and is left "
                "out\n",
                file, missed + 1);
    if ( choice_save(stream, &scenario->program) )
        return true;
    command_unusable("%s: the run has more decisions than a scenario can hold",
                     file);
    return false;
}

/* The text says what replays it. */
static void say_fine(struct scenario *scenario)
{
    size_t length = strlen(scenario->why);

    if ( strstr(scenario->why, "--fine") )
        return;
    snprintf(scenario->why + length, sizeof(scenario->why) - length,
             "%sTo be replayed with --fine.", length ? " " : "");
}

static int convert(const char *in, const char *out, bool fine)
{
    static struct scenario scenario;
    static char bytes[SCENARIO_TEXT_BYTES];
    char error[SCENARIO_ERROR_BYTES];
    size_t length;

    if ( !input_read(in, &scenario, error) )
    {
        fprintf(stderr, "%s\n", error);
        return EXIT_UNUSABLE;
    }
    if ( !anchor(&scenario, in) )
        return EXIT_UNUSABLE;
    if ( fine )
        say_fine(&scenario);
    if ( input_is_text_name(out) )
        length = scenario_print(&scenario, bytes, sizeof(bytes));
    else
        length = program_encode(&scenario.program, (uint8_t *)bytes);
    return file_write(out, bytes, length);
}

static int perform(int argc, char **argv)
{
    static const struct option options[] = {
        {"output", required_argument, NULL, 'o'},
        {"fine", no_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    const char *out = NULL;
    bool fine = false;
    int option;

    opterr = 0;
    while ( (option = getopt_long(argc, argv, ":o:h", options, NULL)) != -1 )
        switch ( option )
        {
        case 'o':
            out = optarg;
            break;
        case 'f':
            if ( !sim_run_fine(true) )
                return command_unusable("--fine: the mediator of this build "
                                        "has no hooks in its loads and stores");
            fine = true;
            break;
        case 'h':
            return command_help(&command_convert);
        default:
            return command_bad_option(&command_convert, option, argv);
        }
    if ( !out || optind + 1 != argc )
        return command_unusable("one FILE and -o OUT are needed; see ffasim "
                                "convert --help");
    return convert(argv[optind], out, fine);
}

const struct command command_convert = {
    .name = "convert",
    .usage = "FILE -o OUT",
    .summary =
        "Convert a scenario: to text if OUT ends in .scn, else to bytes.",
    .options =
        "  -o, --output OUT   where to; FILE may be text or bytes\n"
        "  --fine             bytes are, or will be, those of a fine run\n"
        "  -h, --help         this text\n",
    .perform = perform,
};
