/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Guests' memory: what they write into it, and what is where.
 */
#include "address-space.h"
#include "buffers.h"
#include "ffa.h"
#include "hypervisor.h"
#include "machine.h"
#include "perform.h"

#define MOST_BYTES 8u

/* Little-endian, as everything in a guest's memory. */
bool perform_WRITE(const struct op *op)
{
    uint64_t value = op->arg[2];
    size_t size = op->arg[3] < MOST_BYTES ? op->arg[3] : MOST_BYTES;

    return hypervisor_vcpu_run(op->domain, op->vcpu) &&
           buffers_write(op->domain, op->arg[0] + op->arg[1], &value, size);
}

/* The guest's hypercalls. */
#define PERFORM_HYPERCALL(id, call)                                            \
    bool perform_##id(const struct op *op)                                     \
    {                                                                          \
        bool done;                                                             \
                                                                               \
        if ( !hypervisor_vcpu_run(op->domain, op->vcpu) )                      \
            return false;                                                      \
        machine_push_context(CONTEXT_DOMCTL);                                  \
        done = call;                                                           \
        machine_pop_context();                                                 \
        return done;                                                           \
    }

PERFORM_HYPERCALL(BALLOON_OUT, address_space_remove(op->domain, op->arg[0]))
PERFORM_HYPERCALL(BALLOON_IN, address_space_populate(op->domain, op->arg[0]))
PERFORM_HYPERCALL(UNMAP, address_space_unmap(op->domain, op->arg[0]))

/* The domain behind an endpoint; one that is none for an SP. */
static unsigned int domain_of(const struct op *op)
{
    return perform_endpoint(op, op->arg[1]) - FFA_ID_OF_DOMAIN(0);
}

PERFORM_HYPERCALL(MAP_FOREIGN,
                  address_space_map(op->domain, op->arg[0], MAPPING_FOREIGN,
                                    domain_of(op), op->arg[2], op->arg[3]))
PERFORM_HYPERCALL(MAP_GRANT,
                  address_space_map(op->domain, op->arg[0], MAPPING_GRANT,
                                    domain_of(op), op->arg[2], op->arg[3]))
