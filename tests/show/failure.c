/* SPDX-License-Identifier: GPL-2.0-only */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "show.h"
#include "states.h"
#include "story-of-failure.h"

static struct picture picture;

static int drawn(void **state)
{
    (void)state;
    story_of_failure(&picture);
    return 0;
}

static int gone(void **state)
{
    (void)state;
    picture_free(&picture);
    return 0;
}

static char *printed(void (*show)(FILE *out, const struct picture *picture))
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    show(out, &picture);
    assert_false(fclose(out));
    return text;
}

/* The line of the picture that has WORDS in it begins with MARK. */
static void assert_marked(const char *text, const char *mark, const char *words)
{
    const char *at = strstr(text, words);

    if ( !at )
        fail_msg("'%s' is not in: %s", words, text);
    while ( at > text && at[-1] != '\n' )
        at--;
    if ( strncmp(at, mark, strlen(mark)) )
        fail_msg("'%s' is not marked '%s': %s", words, mark, text);
}

static void the_critical_pair_and_the_swap_are_marked(void **state)
{
    char *text = printed(show_text);

    (void)state;
    assert_marked(text, "A>", "frees struct ffa_ctx #7");
    assert_marked(text, "B>", "READS 1 byte of struct ffa_ctx #7 at 53");
    assert_marked(text, "S>", "cpu0 goes on instead");
    assert_marked(text, "S>", "d1 is dying");
    assert_non_null(strstr(text, "The critical swap (S>): if step"));
    free(text);
}

/* What a picture folds is never one of the pair. */
static void a_marked_step_has_a_row_of_its_own(void **state)
{
    (void)state;
    for ( unsigned int i = 0; i < 2; i++ )
    {
        unsigned int rows = 0;

        for ( unsigned int row = 0; row < picture.nr_rows; row++ )
            rows += picture.row[row].first == story_pair[i];
        assert_int_equal(rows, 1);
    }
}

static void locks_between_two_steps_are_one_row(void **state)
{
    char *text = printed(show_text);

    (void)state;
    assert_non_null(strstr(text, "takes and releases notif_lock"));
    free(text);
}

static void a_swap_of_another_failure_is_not_marked(void **state)
{
    struct scenario *scenario = (struct scenario *)picture.scenario;
    const struct result *result = picture.result;

    (void)state;
    picture_free(&picture);
    strcpy(scenario->expect_kind, "leak");
    assert_true(picture_build(&picture, STORY_FILE, scenario, result, false));
    assert_false(picture.has_swap);
    assert_int_equal(picture.event[story_swap[1]].mark, MARK_NONE);
}

/* SET, SRI, INFO_GET; no NPI, no GET. */
static void a_notification_is_followed_as_far_as_it_comes(void **state)
{
    (void)state;
    assert_int_equal(picture.nr_flows, 1);
    for ( unsigned int step = 0; step < FLOW_STEPS; step++ )
        assert_int_equal(picture.flow[0].step[step] != FLOW_NO_STEP, step < 3);
}

/* Nothing of a scenario can end the element that its data stand in. */
static void names_do_not_become_markup(void **state)
{
    char *page = printed(show_html);
    const char *data = strstr(page, "id=\"data\">");
    const char *end = data ? strchr(data + strlen("id=\"data\">"), '<') : NULL;

    (void)state;
    assert_non_null(end);
    assert_memory_equal(end, "</script>", 9);
    assert_null(strstr(page, "<b>"));
    free(page);
}

static void the_state_of_things_is_that_of_a_step(void **state)
{
    struct states states;

    (void)state;
    assert_true(states_build(&states));
    for ( unsigned int i = 0; i < states.nr; i++ )
        if ( !strcmp(states.state[i].object, "d1") )
        {
            assert_string_equal(
                states_value(&states.state[i], story_swap[1] - 1), "created");
            assert_string_equal(states_value(&states.state[i], story_swap[1]),
                                "dying");
        }
    states_free(&states);
}

int main(void)
{
#define PICTURE(test) cmocka_unit_test_setup_teardown(test, drawn, gone)
    static const struct CMUnitTest tests[] = {
        PICTURE(the_critical_pair_and_the_swap_are_marked),
        PICTURE(a_marked_step_has_a_row_of_its_own),
        PICTURE(locks_between_two_steps_are_one_row),
        PICTURE(a_swap_of_another_failure_is_not_marked),
        PICTURE(a_notification_is_followed_as_far_as_it_comes),
        PICTURE(names_do_not_become_markup),
        PICTURE(the_state_of_things_is_that_of_a_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
