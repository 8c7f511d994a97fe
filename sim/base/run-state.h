/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of a run: one list of all that a run changes.
 *
 * Each file names its own, so that the whole can be saved and put back at a
 * place where no CPU is in the middle of anything. What goes on over runs
 * (names, caches, scratch memory) is not in the list; tests/sim/state.txt says
 * which objects these are, and a test finds what is in neither.
 *
 * All of it lies at fixed addresses, so pointers among it stay good; what is
 * saved is good for this process only.
 */
#ifndef SIM_BASE_RUN_STATE_H
#define SIM_BASE_RUN_STATE_H

#include <stddef.h>

struct state
{
    void *start;
    size_t bytes;
    /* So many of the bytes, from the start on, are in use: what is behind them
     * is as the reset of a run leaves it, or nobody looks. NULL: all. */
    size_t (*used)(void);
    /* All is put back: whoever watches memory has to be told. Or NULL. */
    void (*restored)(void);
};

/* The list is a section: the linker puts it together, in its order. Compilers
 * leave sections of such names free of redzones. */
#define STATE_ENTRY(name, ...)                                                 \
    static const struct state state_of_##name __attribute__((                  \
        section("sim_state"), aligned(8), used)) = {__VA_ARGS__}

/* All of OBJECT, a variable of this file or of its header. */
#define STATE(object)                                                          \
    STATE_ENTRY(object, .start = &(object), .bytes = sizeof(object))
/* The first bytes of it, as many as USED() says. */
#define STATE_USED(object, used_bytes)                                         \
    STATE_ENTRY(object, .start = &(object), .bytes = sizeof(object),           \
                .used = used_bytes)

/*
 * Save the state at TO, where there are ROOM bytes. Returns how many it took;
 * 0 if there is not enough room.
 */
size_t state_save(void *to, size_t room);

/* Put back what state_save() left at FROM. */
void state_restore(const void *from);

/* memcpy(), whatever sanitizers were told of either place. */
void state_copy(void *to, const void *from, size_t bytes);

#endif /* SIM_BASE_RUN_STATE_H */
