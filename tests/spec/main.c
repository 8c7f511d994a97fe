/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * test-spec [--sweep | --calls] [TOPIC...]: the specs of these topics, of all if
 * none is named; with --sweep their worlds under every single fault; with
 * --calls what guests call in them.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "spec.h"
#include "sweep.h"

#define TOPIC(id, name) extern const struct spec_topic spec_##id;
#include "topics.def"
#undef TOPIC

static const struct
{
    const char *name;
    const struct spec_topic *topic;
} topics[] = {
#define TOPIC(id, name) {name, &spec_##id},
#include "topics.def"
#undef TOPIC
};

#define NR_TOPICS (sizeof(topics) / sizeof(topics[0]))

static int run_named(const char *name)
{
    for ( unsigned int i = 0; i < NR_TOPICS; i++ )
        if ( !strcmp(topics[i].name, name) )
            return spec_run(topics[i].topic);
    fprintf(stderr, "test-spec: error: there is no topic '%s'\n", name);
    return 1;
}

int main(int argc, char **argv)
{
    bool sweep = argc > 1 && !strcmp(argv[1], "--sweep");
    bool calls = argc > 1 && !strcmp(argv[1], "--calls");
    int first = sweep || calls ? 2 : 1;
    int failed = 0;

    if ( sweep )
        sweep_begin();
    if ( calls )
        calls_begin();
    for ( int i = first; i < argc; i++ )
        failed += run_named(argv[i]);
    for ( unsigned int i = 0; first == argc && i < NR_TOPICS; i++ )
        failed += spec_run(topics[i].topic);
    if ( sweep )
        failed += sweep_end();
    if ( calls )
        calls_end();
    return failed != 0;
}
