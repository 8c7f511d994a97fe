/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A domain dies while cpu1 serves its SRI, and is touched afterwards.
 */
#ifndef TESTS_SHOW_STORY_OF_FAILURE_H
#define TESTS_SHOW_STORY_OF_FAILURE_H

#include "picture.h"

#define STORY_FILE "<b>&\"story\".scn"

/* Told into the log, judged, drawn; picture_free() is the caller's. */
void story_of_failure(struct picture *picture);

/* The events of the critical pair, and those of the critical swap. */
extern unsigned int story_pair[2], story_swap[2];

#endif /* TESTS_SHOW_STORY_OF_FAILURE_H */
