/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_STRING_H
#define XEN_STRING_H

#include <xen/call-site.h>
#include <xen/types.h>

void *memcpy(void *dest, const void *src, size_t n);
void *memmove(void *dest, const void *src, size_t n);
void *memset(void *s, int c, size_t n);
int memcmp(const void *cs, const void *ct, size_t n);
void *memchr(const void *s, int c, size_t n);

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
int strcmp(const char *cs, const char *ct);
int strncmp(const char *cs, const char *ct, size_t count);
int strcasecmp(const char *cs, const char *ct);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *cs, const char *ct);

/* Copies what fits and ends it; the length it tried to make. */
size_t strlcpy(char *dest, const char *src, size_t size);
size_t strlcat(char *dest, const char *src, size_t size);

/* True if the array holds a terminated string. */
#define safe_strcpy(d, s) (strlcpy(d, s, sizeof(d)) >= sizeof(d))

/*
 * Loads and stores of the mediator are watched where the compiler makes them;
 * what these functions touch is said here.
 */
#if defined(CONFIG_CALL_SITES) && !__STDC_HOSTED__
#define memcpy(dest, src, n)                                                   \
    ({                                                                         \
        void *dest_ = (dest);                                                  \
        const void *src_ = (src);                                              \
        size_t n_ = (n);                                                       \
                                                                               \
        CALL_SITE("memcpy(" #dest "," #src ")");                               \
        call_site_copy(dest_, src_, n_);                                       \
    })
#define memmove(dest, src, n)                                                  \
    ({                                                                         \
        void *dest_ = (dest);                                                  \
        const void *src_ = (src);                                              \
        size_t n_ = (n);                                                       \
                                                                               \
        CALL_SITE("memmove(" #dest "," #src ")");                              \
        call_site_copy(dest_, src_, n_);                                       \
    })
#define memset(s, c, n)                                                        \
    ({                                                                         \
        void *dest_ = (s);                                                     \
        int c_ = (c);                                                          \
        size_t n_ = (n);                                                       \
                                                                               \
        CALL_SITE("memset(" #s ")");                                           \
        call_site_set(dest_, c_, n_);                                          \
    })
#define memcmp(cs, ct, n)                                                      \
    ({                                                                         \
        const void *dest_ = (cs);                                              \
        const void *src_ = (ct);                                               \
        size_t n_ = (n);                                                       \
                                                                               \
        CALL_SITE("memcmp(" #cs "," #ct ")");                                  \
        call_site_compare(dest_, src_, n_);                                    \
    })
#endif

#endif /* XEN_STRING_H */
