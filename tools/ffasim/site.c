/* SPDX-License-Identifier: GPL-2.0-only */
#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SITES 4096u

static struct
{
    unsigned int nr;
    struct site
    {
        enum context context;
        name_t name;
        unsigned int hits;
    } site[MAX_SITES];
} sites;

bool site_matches(const char *wanted, enum context context, const char *site,
                  uint32_t hit)
{
    const char *hash = strrchr(wanted, '#');
    size_t length = strlen(wanted), word;
    const char *name = program_context_name(context);

    if ( hash && hash[1] >= '0' && hash[1] <= '9' )
    {
        if ( strtoul(hash + 1, NULL, 10) != hit )
            return false;
        length = (size_t)(hash - wanted);
    }
    word = strlen(name);
    if ( length > word && !strncmp(wanted, name, word) && wanted[word] == ':' )
    {
        wanted += word + 1;
        length -= word + 1;
    }
    for ( ; site; site = strchr(site, ':') )
    {
        site += *site == ':';
        if ( strlen(site) >= length && !memcmp(site, wanted, length) &&
             strchr(":(", site[length]) )
            return true;
    }
    return false;
}

void site_count(enum context context, name_t name)
{
    struct site *site = sites.site;

    while ( site < &sites.site[sites.nr] &&
            (site->context != context || site->name != name) )
        site++;
    if ( site == &sites.site[MAX_SITES] )
        return;
    if ( site == &sites.site[sites.nr] )
        sites.site[sites.nr++] =
            (struct site){.context = context, .name = name};
    site->hits++;
}

void site_print_all(void)
{
    for ( unsigned int i = 0; i < sites.nr; i++ )
        printf("  %s:%s  %u\n", program_context_name(sites.site[i].context),
               name_text(sites.site[i].name), sites.site[i].hits);
}
