/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * test-spec [--sweep] [TOPIC...]: the specs of these topics, of all if none is
 * named; with --sweep their worlds under every single fault.
 */
#include <stdio.h>
#include <string.h>

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
    int first = 1;
    int failed = 0;

    if ( argc > 1 && !strcmp(argv[1], "--sweep") )
    {
        sweep_begin();
        first = 2;
    }
    for ( int i = first; i < argc; i++ )
        failed += run_named(argv[i]);
    for ( unsigned int i = 0; first == argc && i < NR_TOPICS; i++ )
        failed += spec_run(topics[i].topic);
    if ( first == 2 )
        failed += sweep_end();
    return failed != 0;
}
