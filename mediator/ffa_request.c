/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who has asked whom: requests to SPs that are not answered.
 */
#include <xen/lib.h>
#include <xen/xmalloc.h>

#include "ffa_private.h"

/* A VM that is gone: RUNs at a time, and times, until an SP is given up. */
#define MAX_RUNS  8U
#define MAX_TRIES 8U

/* Protects the list and what is on it. */
static DEFINE_SPINLOCK(requests_lock);
static LIST_HEAD(open_list);

bool ffa_request_alloc(struct ffa_requests *requests, unsigned int nr,
                       uint16_t vm_id)
{
    requests->request = xzalloc_array(struct ffa_request, nr);
    if ( !requests->request )
        return false;

    requests->nr = nr;
    for ( unsigned int i = 0; i < nr; i++ )
        requests->request[i].vm_id = vm_id;
    return true;
}

void ffa_request_free(struct ffa_requests *requests)
{
    requests->nr = 0;
    XFREE(requests->request);
}

static void open(struct ffa_request *request, uint32_t fid, uint32_t target)
{
    request->fid = fid;
    request->target = target;
    request->open = true;
    request->running = true;
    list_add_tail(&request->link, &open_list);
}

static struct ffa_request *open_one(struct ffa_requests *requests, uint32_t fid,
                                    uint32_t target)
{
    for ( unsigned int i = 0; i < requests->nr; i++ )
        if ( !requests->request[i].open )
        {
            open(&requests->request[i], fid, target);
            return &requests->request[i];
        }

    return NULL;
}

/*
 * Somebody is running SP, which was in no request: one that is made now is what
 * would be run, and answered to whom it is not for.
 */
static bool is_run(uint16_t sp)
{
    const struct ffa_request *request;

    list_for_each_entry (request, &open_list, link)
        if ( request->running && !request->fid &&
             FFA_SENDER_OF(request->target) == sp )
            return true;

    return false;
}

/* The hypervisor's own, until ffa_request_end(). False: SP is busy. */
bool ffa_request_own(struct ffa_request *request, uint32_t fid, uint16_t sp)
{
    bool free;

    *request = (struct ffa_request){.vm_id = FFA_ID_HYPERVISOR};

    spin_lock(&requests_lock);
    free = !is_run(sp);
    if ( free )
        open(request, fid, FFA_ENDPOINTS(sp, 0));
    spin_unlock(&requests_lock);

    return free;
}

/* BUSY: SP is, or as many are open as the VM has vCPUs. */
int32_t ffa_request_begin(struct ffa_requests *requests, uint32_t fid,
                          uint16_t sp, struct ffa_request **request)
{
    spin_lock(&requests_lock);
    *request =
        is_run(sp) ? NULL : open_one(requests, fid, FFA_ENDPOINTS(sp, 0));
    spin_unlock(&requests_lock);

    return *request ? FFA_OK : FFA_BUSY;
}

/*
 * The one that TARGET waits with. Without one TARGET may run, unless it is or
 * may be somebody's.
 */
static int32_t find_open(uint32_t target, uint16_t vm_id,
                         struct ffa_request **found)
{
    struct ffa_request *request;
    int32_t status = FFA_OK;

    *found = NULL;
    list_for_each_entry (request, &open_list, link)
    {
        if ( FFA_SENDER_OF(request->target) != FFA_SENDER_OF(target) )
            continue;

        if ( request->running )
            status = FFA_BUSY;
        else if ( request->target != target )
            continue;
        else if ( request->vm_id != vm_id )
            return FFA_DENIED;
        else
            *found = request;
    }

    return *found ? FFA_OK : status;
}

int32_t ffa_request_continue(struct ffa_requests *requests, uint32_t target,
                             struct ffa_request **request)
{
    int32_t status;

    spin_lock(&requests_lock);
    status = find_open(target, requests->request[0].vm_id, request);
    if ( *request )
        (*request)->running = true;
    else if ( !status )
    {
        *request = open_one(requests, 0, target);
        status = *request ? FFA_OK : FFA_BUSY;
    }
    spin_unlock(&requests_lock);

    return status;
}

/* The SP lost the CPU, or gave it up. */
void ffa_request_suspend(struct ffa_request *request, uint32_t target)
{
    spin_lock(&requests_lock);
    request->target = target;
    request->running = false;
    spin_unlock(&requests_lock);
}

void ffa_request_end(struct ffa_request *request)
{
    spin_lock(&requests_lock);
    ASSERT(request->open);
    list_del(&request->link);
    request->open = false;
    spin_unlock(&requests_lock);
}

/* True: the SP is not in this request any more. */
static bool run_to_end(const struct ffa_request *request)
{
    int32_t status = FFA_INTERRUPTED;

    for ( unsigned int i = 0; i < MAX_RUNS && status == FFA_INTERRUPTED; i++ )
        status = ffa_smc_simple(FFA_RUN, request->target, 0, 0, 0);

    /* A response is none that ffa_smc_status() knows: it is not looked at. */
    return !ffa_smc_transient(status) && status != FFA_INVALID_PARAMETERS;
}

bool ffa_request_finish(struct ffa_requests *requests)
{
    unsigned int left = 0;

    for ( unsigned int i = 0; i < requests->nr; i++ )
    {
        struct ffa_request *request = &requests->request[i];

        if ( !request->open )
            continue;

        if ( run_to_end(request) || ++request->tries == MAX_TRIES )
            ffa_request_end(request);
        else
            left++;
    }

    if ( !left )
        ffa_request_free(requests);
    return !left;
}
