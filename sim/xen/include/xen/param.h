/* SPDX-License-Identifier: GPL-2.0-only */
/* The words of the hypervisor's command line. */
#ifndef XEN_PARAM_H
#define XEN_PARAM_H

#include <xen/hypfs.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/types.h>

struct kernel_param
{
    const char *name;
    enum
    {
        OPT_STR,
        OPT_UINT,
        OPT_BOOL,
        OPT_SIZE,
        OPT_CUSTOM,
    } type;
    unsigned int len;
    union
    {
        void *var;
        int (*func)(const char *s);
    } par;
};

#define PARAM_IN(ident, ...)                                                   \
    static const struct kernel_param                                           \
        __attribute__((__used__, __section__("kernel_params")))                \
        __param_##ident = {__VA_ARGS__}

#define string_param(_name, _var)                                              \
    PARAM_IN(_var, .name = _name, .type = OPT_STR, .len = sizeof(_var),        \
             .par.var = &_var)
#define integer_param(_name, _var)                                             \
    PARAM_IN(_var, .name = _name, .type = OPT_UINT, .len = sizeof(_var),       \
             .par.var = &_var)
#define boolean_param(_name, _var)                                             \
    PARAM_IN(_var, .name = _name, .type = OPT_BOOL, .len = sizeof(_var),       \
             .par.var = &_var)
#define custom_param(_name, _fn)                                               \
    PARAM_IN(_fn, .name = _name, .type = OPT_CUSTOM, .par.func = (_fn))

#endif /* XEN_PARAM_H */
