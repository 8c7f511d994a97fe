/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The words of the facts that only fine runs have.
 *
 * Needs: nothing.
 */
#ifndef SIM_LOG_TOUCH_H
#define SIM_LOG_TOUCH_H

/* EV_ACCESS: how, and what memory. Bits. */
enum log_touch
{
    TOUCH_WRITE = 1,   /* a read-modify-write is one, too                  */
    TOUCH_MARKED = 2,  /* ACCESS_ONCE(), an atomic                         */
    TOUCH_ORDERED = 4, /* a read-modify-write that is a full barrier       */
    TOUCH_PAGE = 8,    /* of a page: object is the frame                   */
    TOUCH_GUEST = 16,  /* which a guest can write to                       */
    TOUCH_STATIC = 32, /* of a static of the mediator: object is 0, but for
                          * those of one name in one file               */
};

/* EV_ORDER: what no other fact tells of and puts events in order. */
enum log_order
{
    ORDER_MASK,    /* interrupts are masked here from now on               */
    ORDER_UNMASK,  /* they are about to be let in                          */
    ORDER_BARRIER, /* a memory barrier                                     */
    ORDER_LOOKUP,  /* a domain was looked up                               */
    ORDER_TIMER,   /* the timer of this name does not run any more         */
    ORDER_TASKLET, /* nor does this tasklet                                */
    ORDER_ENDED, /* callbacks or a handler that were waited for                          */
    ORDER_ASK,   /* other CPUs are about to be interrupted for a call    */
    ORDER_ASKED, /* in that call, or after it                            */
};

#endif /* SIM_LOG_TOUCH_H */
