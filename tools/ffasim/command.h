/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands of ffasim, one row each in main.c. To add one: a file, a row.
 */
#ifndef FFASIM_COMMAND_H
#define FFASIM_COMMAND_H

/* Exit statuses, the same for every command. */
enum exit_status
{
    EXIT_AS_EXPECTED = 0,
    EXIT_NOT_AS_EXPECTED = 1,
    EXIT_UNUSABLE = 2, /* arguments or a file                              */
    EXIT_ERROR = 3,    /* the simulator broke a promise of its own         */
};

struct command
{
    const char *name;
    const char *usage;   /* after the name: "[OPTION]... FILE..."          */
    const char *summary; /* one line                                       */
    const char *options; /* for --help: a line an option                   */
    int (*perform)(int argc, char **argv); /* argv[0] is the command       */
};

extern const struct command command_run;
extern const struct command command_convert;
extern const struct command command_show;
extern const struct command command_minimize;
extern const struct command command_explore;
extern const struct command command_bench;

/*
 * One line on stderr, "ffasim: error: ...", and EXIT_UNUSABLE to return.
 */
int command_unusable(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * What getopt_long() answered with '?' or ':' to, said in one line. COMMAND
 * is named in the hint.
 */
int command_bad_option(const struct command *command, int answer, char **argv);

/* The text of --help for COMMAND, on stdout. Returns EXIT_AS_EXPECTED. */
int command_help(const struct command *command);

/* --fine: from the next run on. 0, or the status to leave with. */
int command_fine(void);

/* A whole number from MIN to MAX out of TEXT; false if it is none. */
int command_number(const char *text, unsigned long min, unsigned long max,
                   unsigned long *number);

#endif /* FFASIM_COMMAND_H */
