/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The formats of a picture. Each writes one whole document; same run, same
 * build, same bytes. An error of OUT is left for its owner to ask for.
 *
 * Needs: picture.h.
 */
#ifndef SHOW_SHOW_H
#define SHOW_SHOW_H

#include <stdio.h>

#include "picture.h"

/* A table of at most so many columns. */
#define SHOW_TEXT_COLUMNS 120u
void show_text(FILE *out, const struct picture *picture);

/* One page that asks nobody for anything. */
void show_html(FILE *out, const struct picture *picture);

/* A trace that the viewers of Perfetto and Chrome load. */
void show_perfetto(FILE *out, const struct picture *picture);

#endif /* SHOW_SHOW_H */
