/* SPDX-License-Identifier: GPL-2.0-only */
#include "difference.h"

#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "scenario.h"

#define MAX_STATEMENTS (PROGRAM_MAX_OPS + 32u)

/* A program as a list of statements, each as a scenario has it. */
struct statements
{
    char text[SCENARIO_TEXT_BYTES];
    unsigned int nr;
    const char *at[MAX_STATEMENTS];
};

static void take(struct statements *statements, const struct program *program)
{
    static struct scenario scenario;
    const char *mark = ";\n";

    scenario_init(&scenario);
    scenario.program = *program;
    scenario.program.nr_deviations = 0;
    scenario_print(&scenario, statements->text, sizeof(statements->text));
    statements->nr = 0;
    for ( char *word = strtok(statements->text, mark);
          word && statements->nr < MAX_STATEMENTS; word = strtok(NULL, mark) )
        statements->at[statements->nr++] = word + strspn(word, " ");
}

static void join(const struct statements *statements, unsigned int from,
                 unsigned int end, char text[DIFFERENCE_BYTES])
{
    size_t length = 0;

    text[0] = '\0';
    for ( unsigned int i = from; i < end && length < DIFFERENCE_BYTES; i++ )
        length +=
            (size_t)snprintf(text + length, DIFFERENCE_BYTES - length, "%s%s",
                             i == from ? "" : "; ", statements->at[i]);
}

void difference_tell(const struct program *one, const struct program *other,
                     char of_one[DIFFERENCE_BYTES],
                     char of_other[DIFFERENCE_BYTES])
{
    static struct statements a, b;
    unsigned int same = 0, ends = 0;

    take(&a, one);
    take(&b, other);
    while ( same < a.nr && same < b.nr && !strcmp(a.at[same], b.at[same]) )
        same++;
    while ( same + ends < a.nr && same + ends < b.nr &&
            !strcmp(a.at[a.nr - ends - 1], b.at[b.nr - ends - 1]) )
        ends++;
    join(&a, same, a.nr - ends, of_one);
    join(&b, same, b.nr - ends, of_other);
}

void difference_tell_op(const struct program *program, unsigned int index,
                        char text[DIFFERENCE_BYTES])
{
    static struct statements statements;

    SIM_BUG_ON(index >= program->nr_ops);
    take(&statements, program);
    join(&statements, statements.nr - program->nr_ops + index,
         statements.nr - program->nr_ops + index + 1, text);
}
