/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What ffasim minimize says while it works, and at the end.
 */
#ifndef FFASIM_MINIMIZE_TELL_H
#define FFASIM_MINIMIZE_TELL_H

#include "minimize.h"
#include "replayer.h"

/* What became of it. */
struct minimize_told
{
    const char *in, *out; /* files                                          */
    bool json;
    bool fine; /* replays are                                              */
    bool interrupted;
    const struct minimize *m;
    const struct program *before;
    struct replayed failure; /* of M's best                                 */
    struct program passing;  /* the nearest, unless M's swap is SWAP_NONE   */
    char steps[REPLAYER_TEXT_BYTES];
};

/* The clock starts. */
void minimize_tell_begin(void);
/* struct minimize_client.progress: a line on a terminal that is written over
 * and over; nothing elsewhere. */
void minimize_tell_progress(void *argument, const char *pass,
                            unsigned int replays, const struct program *best);
/* That line goes. */
void minimize_tell_end(void);

/* The summary on stdout: lines, or one JSON object. */
void minimize_tell(const struct minimize_told *told);

/* One line on stderr, with errno. Returns EXIT_UNUSABLE. */
int minimize_tell_no_process(void);

#endif /* FFASIM_MINIMIZE_TELL_H */
