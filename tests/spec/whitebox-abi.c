/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mediator's numbers against those of the simulator: both were typed from
 * the specification, so a slip of the one shows here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ffa.h"
#include "partition-info.h"
#include "spec.h"
#include "whitebox-abi.h"

#define HEADER "mediator/ffa_abi.h"

/* As the simulator has them. What it has no name for is written out. */
static const struct number numbers[] = {
    {"FFA_ERROR", FFA_FID32(ERROR)},
    {"FFA_SUCCESS_32", FFA_FID32(SUCCESS)},
    {"FFA_SUCCESS_64", FFA_FID64(SUCCESS)},
    {"FFA_INTERRUPT", FFA_FID32(INTERRUPT)},
    {"FFA_VERSION", FFA_FID32(VERSION)},
    {"FFA_FEATURES", FFA_FID32(FEATURES)},
    {"FFA_RX_RELEASE", FFA_FID32(RX_RELEASE)},
    {"FFA_RXTX_MAP_64", FFA_FID64(RXTX_MAP)},
    {"FFA_RXTX_UNMAP", FFA_FID32(RXTX_UNMAP)},
    {"FFA_PARTITION_INFO_GET", FFA_FID32(PARTITION_INFO_GET)},
    {"FFA_ID_GET", FFA_FID32(ID_GET)},
    {"FFA_YIELD", FFA_FID32(YIELD)},
    {"FFA_RUN", FFA_FID32(RUN)},
    {"FFA_MSG_SEND_DIRECT_REQ_32", FFA_FID32(MSG_SEND_DIRECT_REQ)},
    {"FFA_MSG_SEND_DIRECT_RESP_32", FFA_FID32(MSG_SEND_DIRECT_RESP)},
    {"FFA_NOTIFICATION_BITMAP_CREATE", FFA_FID32(NOTIFICATION_BITMAP_CREATE)},
    {"FFA_NOTIFICATION_BITMAP_DESTROY", FFA_FID32(NOTIFICATION_BITMAP_DESTROY)},
    {"FFA_NOTIFICATION_BIND", FFA_FID32(NOTIFICATION_BIND)},
    {"FFA_NOTIFICATION_UNBIND", FFA_FID32(NOTIFICATION_UNBIND)},
    {"FFA_NOTIFICATION_SET", FFA_FID32(NOTIFICATION_SET)},
    {"FFA_NOTIFICATION_GET", FFA_FID32(NOTIFICATION_GET)},
    {"FFA_NOTIFICATION_INFO_GET_32", FFA_FID32(NOTIFICATION_INFO_GET)},
    {"FFA_NOTIFICATION_INFO_GET_64", FFA_FID64(NOTIFICATION_INFO_GET)},
    {"FFA_RXTX_MAP_32", FFA_FID32(RXTX_MAP)},
    {"FFA_MSG_WAIT", FFA_FID32(MSG_WAIT)},
    {"FFA_MSG_SEND_DIRECT_REQ_64", FFA_FID64(MSG_SEND_DIRECT_REQ)},
    {"FFA_MSG_SEND_DIRECT_RESP_64", FFA_FID64(MSG_SEND_DIRECT_RESP)},
    {"FFA_MEM_SHARE_32", FFA_FID32(MEM_SHARE)},
    {"FFA_MEM_SHARE_64", FFA_FID64(MEM_SHARE)},
    {"FFA_MEM_RECLAIM", FFA_FID32(MEM_RECLAIM)},
    {"FFA_MEM_FRAG_RX", FFA_FID32(MEM_FRAG_RX)},
    {"FFA_MEM_FRAG_TX", FFA_FID32(MEM_FRAG_TX)},
    {"FFA_RX_ACQUIRE", FFA_FID32(RX_ACQUIRE)},
    {"FFA_MSG_SEND2", FFA_FID32(MSG_SEND2)},
    {"FFA_CONSOLE_LOG_32", FFA_FID32(CONSOLE_LOG)},
    {"FFA_CONSOLE_LOG_64", FFA_FID64(CONSOLE_LOG)},
    {"FFA_PARTITION_INFO_GET_REGS", FFA_FID64(PARTITION_INFO_GET_REGS)},
    {"FFA_MSG_SEND_DIRECT_REQ2", FFA_FID64(MSG_SEND_DIRECT_REQ2)},
    {"FFA_MSG_SEND_DIRECT_RESP2", FFA_FID64(MSG_SEND_DIRECT_RESP2)},
    {"FFA_OK", FFA_OK},
    {"FFA_NOT_SUPPORTED", FFA_NOT_SUPPORTED},
    {"FFA_INVALID_PARAMETERS", FFA_INVALID_PARAMETERS},
    {"FFA_NO_MEMORY", FFA_NO_MEMORY},
    {"FFA_BUSY", FFA_BUSY},
    {"FFA_INTERRUPTED", FFA_INTERRUPTED},
    {"FFA_DENIED", FFA_DENIED},
    {"FFA_RETRY", FFA_RETRY},
    {"FFA_ABORTED", FFA_ABORTED},
    {"FFA_NO_DATA", FFA_NO_DATA},
    {"FFA_VERSION_1_0", FFA_VERSION_OF(1, 0)},
    {"FFA_VERSION_1_1", FFA_VERSION_OF(1, 1)},
    {"FFA_VERSION_1_2", FFA_VERSION_OF(1, 2)},
    {"FFA_VERSION_MAJOR", 1},
    {"FFA_ID_HYPERVISOR", FFA_ID_HYPERVISOR},
    {"FFA_ID_SECURE", FFA_ID_SECURE},
    {"FFA_FEATURE_NPI", FFA_FEATURE_NPI},
    {"FFA_FEATURE_SRI", FFA_FEATURE_SRI},
    {"FFA_FEATURE_IS_FUNCTION", FFA_FEATURE_FUNCTION},
    {"FFA_PAGE_SIZE", 4096},
    {"FFA_RXTX_SIZE_CODE", FFA_RXTX_SIZE_CODE_MASK},
    {"FFA_GET_FROM_SPS", FFA_GET_FROM_SPS},
    {"FFA_GET_FROM_VMS", FFA_GET_FROM_VMS},
    {"FFA_GET_FROM_SPM", FFA_GET_FROM_SPM},
    {"FFA_GET_FROM_HYPERVISOR", FFA_GET_FROM_HYP},
    {"FFA_GET_FLAGS",
     FFA_GET_FROM_SPS | FFA_GET_FROM_VMS | FFA_GET_FROM_SPM | FFA_GET_FROM_HYP},
    {"FFA_INFO_MORE", FFA_INFO_MORE},
    {"FFA_INFO_LISTS_SHIFT", FFA_INFO_COUNT_SHIFT},
    {"FFA_INFO_LISTS_MASK", FFA_INFO_COUNT_MASK},
    {"FFA_INFO_SIZES_SHIFT", FFA_INFO_SIZE_SHIFT},
    {"FFA_INFO_SIZE_BITS", 2},
    {"FFA_INFO_SIZE_MASK", FFA_INFO_SIZE_MASK},
    {"FFA_MSG_VM_CREATED", FFA_FRAMEWORK_MESSAGE | FFA_MSG_VM_CREATED},
    {"FFA_MSG_VM_DESTROYED", FFA_FRAMEWORK_MESSAGE | FFA_MSG_VM_DESTROYED},
    {"FFA_PART_ID_TYPE", 3 << 4},
    {"FFA_PART_VM_CREATED", FFA_PROP_VM_CREATED},
    {"FFA_PART_VM_DESTROYED", FFA_PROP_VM_DESTROYED},
    {"FFA_RXTX_MAX_PAGES_SHIFT", 16},
    {"FFA_NOTIF_PER_VCPU", FFA_NOTIF_PER_VCPU},
    {"FFA_NOTIF_VCPU_SHIFT", FFA_SET_VCPU_SHIFT},
    {"FFA_FRAMEWORK_RX_FULL", FFA_FRAMEWORK_RX_FULL_SPM},
    {"FFA_PART_DIRECT_RECV", FFA_PROP_DIRECT_RECV},
    {"FFA_PART_DIRECT_SEND", FFA_PROP_DIRECT_SEND},
    {"FFA_PART_INDIRECT", FFA_PROP_INDIRECT},
    {"FFA_PART_NOTIFICATIONS", FFA_PROP_NOTIFICATIONS},
    {"FFA_PART_AARCH64", FFA_PROP_AARCH64},
    {"FFA_PART_DIRECT2_RECV", FFA_PROP_DIRECT2_RECV},
    {"FFA_PART_DIRECT2_SEND", FFA_PROP_DIRECT2_SEND},
};

static const struct number *find(const struct number *table, unsigned int nr,
                                 const char *name)
{
    for ( unsigned int i = 0; i < nr; i++ )
        if ( !strcmp(table[i].name, name) )
            return &table[i];
    return NULL;
}

SPEC(both_have_the_same_numbers)
{
    for ( unsigned int i = 0; i < nr_mediator_numbers; i++ )
    {
        const struct number *theirs = &mediator_numbers[i];
        const struct number *ours =
            find(numbers, sizeof(numbers) / sizeof(numbers[0]), theirs->name);

        if ( !ours )
            fail_msg("%s is compared with nothing", theirs->name);
        else if ( ours->value != theirs->value )
            fail_msg("%s is 0x%llx, and should be 0x%llx", theirs->name,
                     (unsigned long long)theirs->value,
                     (unsigned long long)ours->value);
    }
}

/* "#define FFA_X ..." and "    FFA_X = ..." */
static void check_line(const char *line)
{
    char name[64];
    int end = 0;

    if ( sscanf(line, "#define %63[A-Z0-9_]%n", name, &end) != 1 &&
         sscanf(line, " %63[A-Z0-9_] = %n", name, &end) != 1 )
        return;
    if ( !end || line[end] == '(' || !strcmp(name, "FFA_ABI_H") )
        return;
    if ( !find(mediator_numbers, nr_mediator_numbers, name) )
        fail_msg("%s of " HEADER " is not compared", name);
}

SPEC(no_number_is_forgotten)
{
    FILE *file = fopen(HEADER, "r");
    char line[200];

    if ( !file )
        fail_msg(HEADER " cannot be opened");
    while ( fgets(line, sizeof(line), file) )
        check_line(line);
    fclose(file);
}

/* The fields of the reply to INFO_GET, and of the room there is. */
SPEC(a_reply_has_room_for_as_many_ids)
{
    assert_int_equal(FFA_INFO_IDS_32, 5 * 2);
    assert_int_equal(FFA_INFO_IDS_64, 5 * 4);
}

static const struct spec specs[] = {
    SPEC_IS(both_have_the_same_numbers),
    SPEC_IS(no_number_is_forgotten),
    SPEC_IS(a_reply_has_room_for_as_many_ids),
};
SPEC_TOPIC(whitebox_abi, "numbers", specs);

int main(void)
{
    return spec_run(&spec_whitebox_abi);
}
