/* SPDX-License-Identifier: GPL-2.0-only */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static const struct command *const commands[] = {
    &command_run,      &command_convert, &command_show,
    &command_minimize, &command_explore, &command_bench,
};

#define NR_COMMANDS (sizeof(commands) / sizeof(commands[0]))

int command_unusable(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("ffasim: error: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return EXIT_UNUSABLE;
}

int command_bad_option(const struct command *command, int answer, char **argv)
{
    const char *option = argv[optind - 1];

    if ( answer == ':' )
        return command_unusable("option %s needs a value; see ffasim %s --help",
                                option, command->name);
    return command_unusable("unknown option %s; see ffasim %s --help", option,
                            command->name);
}

int command_help(const struct command *command)
{
    printf("Usage: ffasim %s %s\n%s\n\n%s", command->name, command->usage,
           command->summary, command->options);
    puts("\nExit status: 0 all as expected, 1 not, 2 unusable arguments or "
         "file, 3 ERROR\n(the simulator broke a promise of its own).");
    return EXIT_AS_EXPECTED;
}

int command_fine(void)
{
    if ( sim_run_fine(true) )
        return 0;
    return command_unusable(
        "--fine: the mediator of this build has no hooks in "
        "its loads and stores; the dev build has");
}

int command_number(const char *text, unsigned long min, unsigned long max,
                   unsigned long *number)
{
    char *end;

    errno = 0;
    *number = strtoul(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && !errno && *number >= min &&
           *number <= max;
}

static int help(void)
{
    puts(
        "Usage: ffasim COMMAND [OPTION]... FILE...\n"
        "Simulate the world around an FF-A mediator and judge what it does.\n");
    for ( size_t i = 0; i < NR_COMMANDS; i++ )
        printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    puts("\nffasim COMMAND --help tells of a command's options.");
    return EXIT_AS_EXPECTED;
}

int main(int argc, char **argv)
{
    if ( argc < 2 )
        return command_unusable("a command is missing; see ffasim --help");
    if ( !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") )
        return help();
    for ( size_t i = 0; i < NR_COMMANDS; i++ )
        if ( !strcmp(argv[1], commands[i]->name) )
            return commands[i]->perform(argc - 1, argv + 1);
    return command_unusable("unknown command %s; see ffasim --help", argv[1]);
}
