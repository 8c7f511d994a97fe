/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_STDBOOL_H
#define XEN_STDBOOL_H

#ifndef bool
#define bool _Bool
#define true 1
#define false 0
#endif
#define __bool_true_false_are_defined 1

#endif /* XEN_STDBOOL_H */
