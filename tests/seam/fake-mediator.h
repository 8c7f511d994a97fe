/* SPDX-License-Identifier: GPL-2.0-only */
/* Code compiled and linked as a mediator is, to be watched. */
#ifndef TESTS_SEAM_FAKE_MEDIATOR_H
#define TESTS_SEAM_FAKE_MEDIATOR_H

/* Every kind of static, as one number. */
long fake_digest(void);
/* Each of them changes, but for the one that is final after boot. */
void fake_change(void);
void fake_write_final(void);

/* Counts its calls in a static of its own. */
int fake_once(void);

/* __init code that uses a primitive. */
void fake_init_call(void);

/* Loads and stores that nobody but the compiler tells of. */
struct fake_object;
struct fake_object *fake_make(void);
void fake_touch(struct fake_object *object);
void fake_touch_tail(struct fake_object *object, long index);
void fake_release(struct fake_object *object);
void fake_unlink_twice(void);
int fake_load(const int *address);
void fake_copy(void *to, const void *from, unsigned long size);
void fake_spin_for_ever(const int *flag);
long fake_use_stack(long number);
/* object->number, at 16: ++, which is two accesses. */
void fake_count(struct fake_object *object);
/* Marked accesses of it, and an atomic one of a bit of the word at 32. */
int fake_mark(struct fake_object *object);
void fake_assign(struct fake_object *to, const struct fake_object *from);

#endif /* TESTS_SEAM_FAKE_MEDIATOR_H */
