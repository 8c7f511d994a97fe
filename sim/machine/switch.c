/* SPDX-License-Identifier: GPL-2.0-only */
#include "switch.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

/*
 * The procedure call standard lets a call destroy everything but these six.
 * The floating-point control words belong to nobody here. The address is
 * popped and jumped to: a ret would never be predicted.
 */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl switch_stack\n"
        ".hidden switch_stack\n"
        ".type switch_stack, @function\n"
        "switch_stack:\n"
        "    pushq %rbp\n"
        "    pushq %rbx\n"
        "    pushq %r12\n"
        "    pushq %r13\n"
        "    pushq %r14\n"
        "    pushq %r15\n"
        "    movq %rsp, (%rdi)\n"
        "    movq %rsi, %rsp\n"
        "    popq %r15\n"
        "    popq %r14\n"
        "    popq %r13\n"
        "    popq %r12\n"
        "    popq %rbx\n"
        "    popq %rbp\n"
        "    popq %rcx\n"
        "    jmpq *%rcx\n"
        ".size switch_stack, . - switch_stack\n");

/* Six registers, the address, and a return address of 0 for ENTRY. */
#define FRAME_WORDS 8u
#define FRAME_ENTRY 6u

#elif defined(__aarch64__)

__asm__(".text\n"
        ".p2align 4\n"
        ".globl switch_stack\n"
        ".hidden switch_stack\n"
        ".type switch_stack, %function\n"
        "switch_stack:\n"
        "    sub sp, sp, #160\n"
        "    stp x19, x20, [sp, #0]\n"
        "    stp x21, x22, [sp, #16]\n"
        "    stp x23, x24, [sp, #32]\n"
        "    stp x25, x26, [sp, #48]\n"
        "    stp x27, x28, [sp, #64]\n"
        "    stp x29, x30, [sp, #80]\n"
        "    stp d8, d9, [sp, #96]\n"
        "    stp d10, d11, [sp, #112]\n"
        "    stp d12, d13, [sp, #128]\n"
        "    stp d14, d15, [sp, #144]\n"
        "    mov x9, sp\n"
        "    str x9, [x0]\n"
        "    mov sp, x1\n"
        "    ldp x19, x20, [sp, #0]\n"
        "    ldp x21, x22, [sp, #16]\n"
        "    ldp x23, x24, [sp, #32]\n"
        "    ldp x25, x26, [sp, #48]\n"
        "    ldp x27, x28, [sp, #64]\n"
        "    ldp x29, x30, [sp, #80]\n"
        "    ldp d8, d9, [sp, #96]\n"
        "    ldp d10, d11, [sp, #112]\n"
        "    ldp d12, d13, [sp, #128]\n"
        "    ldp d14, d15, [sp, #144]\n"
        "    add sp, sp, #160\n"
        "    ret\n"
        ".size switch_stack, . - switch_stack\n");

/* Twenty registers, x30 the twelfth; two words that keep the alignment. */
#define FRAME_WORDS 22u
#define FRAME_ENTRY 11u

#else
#error "no stack switch for this architecture"
#endif

void *switch_prepare(void *top, void (*entry)(void))
{
    uint64_t *frame = (uint64_t *)top - FRAME_WORDS;

    memset(frame, 0, FRAME_WORDS * sizeof(*frame));
    frame[FRAME_ENTRY] = (uint64_t)(uintptr_t)entry;
    return frame;
}
