/* SPDX-License-Identifier: GPL-2.0-only */
#include "story-of-failure.h"

#include <string.h>

#include "story.h"

unsigned int story_pair[2], story_swap[2];

static void tell(void)
{
    story_begin(NULL);
    story_domain(1);
    story_at(1, CONTEXT_GUEST);
    story_set(1, 1);
    story_at(1, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(TOLD, NULL, 2, 0xffff);
    story_smc_return(X(SUCCESS_64, 0, 0x80, 2));
    story_swap[0] = log_nr_events();
    IT(SWITCH, "announce:spin_lock(notif_lock)", 0);
    story_at(0, CONTEXT_DOMCTL);
    story_swap[1] = log_nr_events();
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    IT(LOCK, "notif_lock", 3, LOCK_SPIN, 0);
    IT(UNLOCK, "notif_lock", 3, LOCK_SPIN);
    story_pair[0] = log_nr_events();
    IT(FREE, "struct ffa_ctx", 7);
    story_at(1, CONTEXT_TASKLET);
    IT(AT, "announce:spin_lock(notif_lock)");
    story_pair[1] = log_nr_events();
    IT(BAD_ACCESS, "struct ffa_ctx", 7, 53, 1, 0, ACCESS_FREED);
}

void story_of_failure(struct picture *picture)
{
    static struct scenario scenario;
    static struct result result;

    tell();
    scenario_init(&scenario);
    scenario.program.world.nr_cpus = 2;
    strcpy(scenario.why, "</script><script>throw 1</script> & <b>bold</b>");
    memset(&result, 0, sizeof(result));
    result.verdict = VERDICT_FAILURE;
    oracle_begin();
    assert_false(oracle_judge(&result.finding));
    result.signature = oracle_signature(&result.finding);
    scenario.expect = EXPECT_FAILURE;
    strcpy(scenario.expect_kind, "memory-safety");
    memcpy(scenario.swap, story_swap, sizeof(scenario.swap));
    assert_true(picture_build(picture, STORY_FILE, &scenario, &result, false));
}
