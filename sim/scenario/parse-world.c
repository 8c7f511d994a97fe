/* SPDX-License-Identifier: GPL-2.0-only */
#include "parse.h"

#include "bug.h"

static bool parse_cpus(struct parser *p, struct world *world)
{
    struct word word;
    uint64_t value;

    if ( !parse_more(p, &word, "how many CPUs") ||
         !parse_number(p, &word, "cpus", 1, PROGRAM_MAX_CPUS, &value) )
        return false;
    world->nr_cpus = (uint8_t)value;
    return true;
}

static bool parse_personality(struct world *world, const struct word *word)
{
    for ( unsigned int i = 0; i < PERSONALITIES; i++ )
    {
        if ( !lex_is(word, world_personality_name(i)) )
            continue;
        world->personality = (uint8_t)i;
        return true;
    }
    return false;
}

static bool parse_spmc(struct parser *p, struct world *world)
{
    struct word word, minor;
    uint64_t value;

    if ( !parse_more(p, &word, "a version such as 1.2") )
        return false;
    minor = lex_skip(&word, 2);
    if ( lex_first(&word, '.') != 1 || word.text[0] != '1' ||
         !lex_number(&minor, &value) || value > PROGRAM_MAX_MINOR )
        return lex_fail(&p->lex, &word,
                        "the SPMC's version is \"%.*s\", expected 1.0 to 1.%u",
                        LEX_SHOW(&word), PROGRAM_MAX_MINOR);
    world->ffa_minor = (uint8_t)value;
    while ( lex_word(&p->lex, &word) )
    {
        if ( lex_is(&word, "legal") )
            world->legal = 1;
        else if ( lex_is(&word, "hostile") )
            world->hostile = 1;
        else if ( !parse_personality(world, &word) )
            return lex_fail(&p->lex, &word,
                            "the SPMC is \"%.*s\", expected hafnium, "
                            "hafnium-1.2, tfa-el3, optee, legal or hostile",
                            LEX_SHOW(&word));
    }
    return true;
}

static bool parse_rcu(struct parser *p, struct world *world)
{
    struct word word;

    if ( !parse_more(p, &word, "strict") )
        return false;
    if ( !lex_is(&word, "strict") )
        return lex_fail(&p->lex, &word, "rcu is \"%.*s\", expected strict",
                        LEX_SHOW(&word));
    world->rcu_strict = 1;
    return true;
}

static bool parse_faults(struct parser *p, struct world *world)
{
    (void)p;
    world->faults = 1;
    return true;
}

static bool parse_d0(struct parser *p, struct world *world)
{
    struct word word;

    if ( !parse_more(p, &word, "ffa") )
        return false;
    if ( !lex_is(&word, "ffa") )
        return lex_fail(&p->lex, &word, "d0 is \"%.*s\", expected ffa",
                        LEX_SHOW(&word));
    world->d0_ffa = 1;
    return true;
}

static bool parse_reuse(struct parser *p, struct world *world)
{
    (void)p;
    world->reuse = 1;
    return true;
}

static bool parse_sri(struct parser *p, struct world *world)
{
    struct word word;
    uint64_t value;

    if ( !parse_more(p, &word, "an INTID") ||
         !parse_number(p, &word, "sri", 0, UINT16_MAX, &value) )
        return false;
    world->sri = (uint16_t)value;
    return true;
}

static bool parse_sp_flag(uint8_t *flags, const struct word *word)
{
    for ( unsigned int bit = 0; bit < SP_FLAGS; bit++ )
    {
        if ( !lex_is(word, world_sp_flag_name(bit)) )
            continue;
        *flags |= (uint8_t)(1u << bit);
        return true;
    }
    return false;
}

/* SPs are listed in order; the first statement replaces the standard one. */
static bool parse_sp(struct parser *p, struct world *world, bool first)
{
    struct word word;
    uint64_t id;

    if ( first )
        world->nr_sps = 0;
    if ( !parse_more(p, &word, "an SP such as 0x8001, or none") )
        return false;
    if ( first && lex_is(&word, "none") )
        return true;
    if ( world->nr_sps == PROGRAM_MAX_SPS )
        return lex_fail(&p->lex, &word,
                        "\"%.*s\" is one SP too many, expected at most %u",
                        LEX_SHOW(&word), PROGRAM_MAX_SPS);
    if ( !lex_number(&word, &id) || id != PROGRAM_FIRST_SP + world->nr_sps )
        return lex_fail(&p->lex, &word,
                        "the SP is \"%.*s\", expected 0x%x: SPs have IDs in "
                        "order",
                        LEX_SHOW(&word), PROGRAM_FIRST_SP + world->nr_sps);
    while ( lex_word(&p->lex, &word) )
        if ( !parse_sp_flag(&world->sp_flags[world->nr_sps], &word) )
            return lex_fail(&p->lex, &word,
                            "the SP is \"%.*s\", expected vm_created, "
                            "vm_destroyed or no_notifications",
                            LEX_SHOW(&word));
    world->nr_sps++;
    return true;
}

static bool parse_first_sp(struct parser *p, struct world *world)
{
    return parse_sp(p, world, true);
}

static bool parse_stage(struct parser *p, struct world *world,
                        const struct word *word)
{
    for ( unsigned int i = 0; i < STAGES; i++ )
    {
        if ( !lex_is(word, world_stage_name(i)) )
            continue;
        world->stage = (uint8_t)i;
        return true;
    }
    return lex_fail(&p->lex, word,
                    "the stage is \"%.*s\", expected cold, created, versioned, "
                    "bound, pending, mapped or sharing",
                    LEX_SHOW(word));
}

static bool parse_start(struct parser *p, struct world *world)
{
    struct word word;
    uint64_t value;

    if ( !parse_more(p, &word, "a stage such as bound") ||
         !parse_stage(p, world, &word) )
        return false;
    while ( lex_word(&p->lex, &word) )
    {
        size_t equals = lex_first(&word, '=');
        struct word name = {word.text, equals};
        struct word number = lex_skip(&word, equals + 1);

        if ( lex_is(&name, "vms") )
        {
            if ( !parse_number(p, &number, "vms", 0, PROGRAM_MAX_DOMAINS - 1,
                               &value) )
                return false;
            world->stage_vms = (uint8_t)value;
        }
        else if ( lex_is(&name, "vcpus") )
        {
            if ( !parse_number(p, &number, "vcpus", 1, PROGRAM_MAX_VCPUS,
                               &value) )
                return false;
            world->stage_vcpus = (uint8_t)value;
        }
        else
            return lex_fail(&p->lex, &word,
                            "start is \"%.*s\", expected vms=N or vcpus=N",
                            LEX_SHOW(&word));
    }
    return true;
}

static const struct
{
    const char *keyword;
    bool (*parse)(struct parser *p, struct world *world);
} statements[] = {
    {"cpus", parse_cpus},     {"spmc", parse_spmc},   {"rcu", parse_rcu},
    {"faults", parse_faults}, {"reuse", parse_reuse}, {"sri", parse_sri},
    {"sp", parse_first_sp},   {"start", parse_start}, {"d0", parse_d0},
};

static unsigned int find(const struct word *keyword)
{
    unsigned int i = 0;

    while ( i < SIM_ARRAY_SIZE(statements) &&
            !lex_is(keyword, statements[i].keyword) )
        i++;
    return i;
}

bool parse_is_world(const struct word *keyword)
{
    return find(keyword) < SIM_ARRAY_SIZE(statements);
}

bool parse_world(struct parser *p, const struct word *keyword)
{
    unsigned int i = find(keyword);
    struct world *world = &p->scenario->program.world;
    bool again;

    SIM_BUG_ON(i >= SIM_ARRAY_SIZE(statements));
    again = p->said & (1u << i);
    p->said |= 1u << i;
    if ( !again )
        return statements[i].parse(p, world);
    if ( statements[i].parse == parse_first_sp && world->nr_sps )
        return parse_sp(p, world, false);
    return lex_fail(&p->lex, keyword, "%s is said twice, expected once",
                    statements[i].keyword);
}
