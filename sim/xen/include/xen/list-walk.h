/* SPDX-License-Identifier: GPL-2.0-only */
/* The second half of xen/list.h: whole lists, and what holds the nodes. */
#ifndef XEN_LIST_WALK_H
#define XEN_LIST_WALK_H

static inline void list_replace(struct list_head *old, struct list_head *new)
{
    new->next = old->next;
    new->next->prev = new;
    new->prev = old->prev;
    new->prev->next = new;
}

static inline void list_replace_init(struct list_head *old,
                                     struct list_head *new)
{
    list_replace(old, new);
    INIT_LIST_HEAD(old);
}

static inline void list_del_init(struct list_head *entry)
{
    __list_del(entry->prev, entry->next);
    INIT_LIST_HEAD(entry);
}

static inline int list_is_last(const struct list_head *list,
                               const struct list_head *head)
{
    return list->next == head;
}

static inline int list_is_singular(const struct list_head *head)
{
    return !list_empty(head) && head->next == head->prev;
}

static inline void __list_splice(struct list_head *list, struct list_head *head)
{
    struct list_head *first = list->next;
    struct list_head *last = list->prev;
    struct list_head *at = head->next;

    first->prev = head;
    head->next = first;
    last->next = at;
    at->prev = last;
}

static inline void list_splice(struct list_head *list, struct list_head *head)
{
    if ( !list_empty(list) )
        __list_splice(list, head);
}

static inline void list_splice_init(struct list_head *list,
                                    struct list_head *head)
{
    if ( !list_empty(list) )
    {
        __list_splice(list, head);
        INIT_LIST_HEAD(list);
    }
}

#define list_entry(ptr, type, member) container_of(ptr, type, member)

#define list_first_entry(ptr, type, member)                                    \
    list_entry((ptr)->next, type, member)
#define list_last_entry(ptr, type, member) list_entry((ptr)->prev, type, member)
#define list_first_entry_or_null(ptr, type, member)                            \
    (!list_empty(ptr) ? list_first_entry(ptr, type, member) : NULL)
#define list_last_entry_or_null(ptr, type, member)                             \
    (!list_empty(ptr) ? list_last_entry(ptr, type, member) : NULL)
#define list_next_entry(pos, member)                                           \
    list_entry((pos)->member.next, typeof(*(pos)), member)
#define list_prev_entry(pos, member)                                           \
    list_entry((pos)->member.prev, typeof(*(pos)), member)

#define list_for_each(pos, head)                                               \
    for ( (pos) = (head)->next; (pos) != (head); (pos) = (pos)->next )
#define list_for_each_prev(pos, head)                                          \
    for ( (pos) = (head)->prev; (pos) != (head); (pos) = (pos)->prev )
#define list_for_each_safe(pos, n, head)                                       \
    for ( (pos) = (head)->next, (n) = (pos)->next; (pos) != (head);            \
          (pos) = (n), (n) = (pos)->next )

#define list_for_each_entry(pos, head, member)                                 \
    for ( (pos) = list_entry((head)->next, typeof(*(pos)), member);            \
          &(pos)->member != (head); (pos) = list_next_entry(pos, member) )
#define list_for_each_entry_reverse(pos, head, member)                         \
    for ( (pos) = list_entry((head)->prev, typeof(*(pos)), member);            \
          &(pos)->member != (head); (pos) = list_prev_entry(pos, member) )
#define list_for_each_entry_continue(pos, head, member)                        \
    for ( (pos) = list_next_entry(pos, member); &(pos)->member != (head);      \
          (pos) = list_next_entry(pos, member) )
#define list_for_each_entry_from(pos, head, member)                            \
    for ( ; &(pos)->member != (head); (pos) = list_next_entry(pos, member) )
#define list_for_each_entry_safe(pos, n, head, member)                         \
    for ( (pos) = list_entry((head)->next, typeof(*(pos)), member),            \
          (n) = list_next_entry(pos, member);                                  \
          &(pos)->member != (head);                                            \
          (pos) = (n), (n) = list_next_entry(n, member) )
#define list_for_each_entry_safe_reverse(pos, n, head, member)                 \
    for ( (pos) = list_entry((head)->prev, typeof(*(pos)), member),            \
          (n) = list_prev_entry(pos, member);                                  \
          &(pos)->member != (head);                                            \
          (pos) = (n), (n) = list_prev_entry(n, member) )

#endif /* XEN_LIST_WALK_H */
