/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What has state of its own, in the order it is made ready, made to behave and
 * asked what is left.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_PARTS_H
#define SIM_SPMC_PARTS_H

/* clang-format off: lists, not calls */

/* PART_boot() makes it fresh. */
#define PARTS_BOOT(PART)                                                       \
    PART(setup)                                                                \
    PART(partition)                                                            \
    PART(buffer)                                                               \
    PART(sp)                                                                   \
    PART(direct)                                                               \
    PART(indirect)                                                             \
    PART(share)                                                                \
    PART(holder)                                                               \
    PART(retrieve)

/* PART_behave() ends what it need not go on with. */
#define PARTS_BEHAVE(PART)                                                     \
    PART(sp)                                                                   \
    PART(direct)                                                               \
    PART(indirect)                                                             \
    PART(holder)

/* PART_note_left() writes EV_LEFT for what outlived every VM. */
#define PARTS_NOTE_LEFT(PART)                                                  \
    PART(receiver)                                                             \
    PART(buffer)                                                               \
    PART(share)                                                                \
    PART(sp)

/* clang-format on */

#define PARTS_DECLARE_BOOT(part)      void part##_boot(void);
#define PARTS_DECLARE_BEHAVE(part)    void part##_behave(void);
#define PARTS_DECLARE_NOTE_LEFT(part) void part##_note_left(void);
PARTS_BOOT(PARTS_DECLARE_BOOT)
PARTS_BEHAVE(PARTS_DECLARE_BEHAVE)
PARTS_NOTE_LEFT(PARTS_DECLARE_NOTE_LEFT)

#endif /* SIM_SPMC_PARTS_H */
