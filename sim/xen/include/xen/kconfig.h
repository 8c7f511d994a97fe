/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The configuration of the hypervisor the mediator is built for. An option is
 * 1 or not defined; a build that says -DCONFIG_X=0 means not defined.
 */
#ifndef XEN_KCONFIG_H
#define XEN_KCONFIG_H

#define CONFIG_ARM                1
#define CONFIG_ARM_64             1
#define CONFIG_64BIT              1
#define CONFIG_UNSUPPORTED        1
#define CONFIG_TEE                1
#define CONFIG_MMU                1
#define CONFIG_ARM_L1_CACHE_SHIFT 7
#define CONFIG_NR_CPUS            8

#ifndef CONFIG_FFA
#define CONFIG_FFA 1
#endif

#if defined(CONFIG_FFA_VM_TO_VM) && !CONFIG_FFA_VM_TO_VM
#undef CONFIG_FFA_VM_TO_VM
#endif

/* A debug hypervisor unless the build says otherwise. */
#ifndef CONFIG_DEBUG
#define CONFIG_DEBUG 1
#endif
#if CONFIG_DEBUG
#undef NDEBUG
#else
#undef CONFIG_DEBUG
#define NDEBUG 1
#endif

/*
 * 1 if the option is defined to 1, else 0: an option that is 1 stands for
 * a comma, which moves the 1 to the second place.
 */
#define KCONFIG_COMMA_1                     0,
#define KCONFIG_SECOND(ignored, value, ...) value
#define KCONFIG_CHOOSE(comma_or_junk)       KCONFIG_SECOND(comma_or_junk 1, 0)
#define KCONFIG_PASTE(value)                KCONFIG_CHOOSE(KCONFIG_COMMA_##value)
#define KCONFIG_VALUE(option)               KCONFIG_PASTE(option)
#define IS_ENABLED(option)                  KCONFIG_VALUE(option)

#endif /* XEN_KCONFIG_H */
