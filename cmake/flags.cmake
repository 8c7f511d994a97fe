# SPDX-License-Identifier: GPL-2.0-only
#
# What a preset may switch on. Sanitizers are for everything, or, where speed is
# all, for the mediator only; hooks, coverage feedback and coverage measurement
# are for the mediator only, so that they speak of the code under test and cost
# nothing elsewhere.

option(FFASIM_SANITIZE "AddressSanitizer and UBSan" OFF)
option(FFASIM_SANITIZE_SIMULATOR
       "With FFASIM_SANITIZE: in the simulator's own code, too" ON)
option(FFASIM_LTO "Optimise the simulator of a program as a whole (clang)" OFF)
option(FFASIM_HOOKS "Loads and stores of the mediator are decision points" OFF)
option(FFASIM_COVERAGE "Measure the coverage of the mediator (clang)" OFF)
option(FFASIM_EL2 "Only the mediator, freestanding, for EL2" OFF)
set(FFASIM_FUZZER "" CACHE STRING "Fuzz targets for: libfuzzer, afl, or none")
set_property(CACHE FFASIM_FUZZER PROPERTY STRINGS "" libfuzzer afl)
set(FFASIM_FUZZING_ENGINE "-fsanitize=fuzzer" CACHE STRING
    "What a libFuzzer target is linked with")

if(NOT FFASIM_FUZZER MATCHES "^(libfuzzer|afl)?$")
    message(FATAL_ERROR "FFASIM_FUZZER is libfuzzer, afl or empty,"
                        " not '${FFASIM_FUZZER}'")
endif()
set(clang_only FFASIM_COVERAGE FFASIM_FUZZER)
if(FFASIM_SANITIZE)
    list(APPEND clang_only FFASIM_HOOKS)
endif()
foreach(option ${clang_only})
    if(${option} AND NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "${option} needs clang here,"
                            " not ${CMAKE_C_COMPILER_ID}")
    endif()
endforeach()
if(NOT CMAKE_C_FLAGS AND NOT CMAKE_BUILD_TYPE)
    set(CMAKE_C_FLAGS "-O1 -g")
endif()

# Every file, the mediator too. Paths of this machine stay out of the objects:
# everything is seen from the top of the tree.
add_compile_options(-fno-omit-frame-pointer
                    -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
                    -ffile-prefix-map=${CMAKE_BINARY_DIR}=.)
if(CMAKE_C_COMPILER_ID STREQUAL "Clang")
    add_compile_options(-fdebug-compilation-dir=.)
endif()
if(FFASIM_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all)
    add_link_options(-fsanitize=address,undefined)
endif()
if(FFASIM_COVERAGE)
    add_link_options(-fprofile-instr-generate)
endif()

if(FFASIM_FUZZER STREQUAL "afl")
    set(CMAKE_POSITION_INDEPENDENT_CODE ON) # The mutator is a shared object.
endif()

# For everything but the mediator, which brings its own.
set(SIM_WARNINGS -Wall -Wextra -Werror -Wstrict-prototypes
    -Wmissing-prototypes -Wwrite-strings -Wshadow)

# For the simulator's parts. What the mediator does to simulated memory is seen
# in any case: sim/base/poison.h tells the sanitizer of it.
set(SIM_INSTRUMENT)
if(FFASIM_SANITIZE AND NOT FFASIM_SANITIZE_SIMULATOR)
    list(APPEND SIM_INSTRUMENT -fno-sanitize=all)
endif()

# For the mediator. sim/xen/hooks.c has what is called.
set(MEDIATOR_INSTRUMENT)
set(MEDIATOR_MUST_CALL)
set(MEDIATOR_RENAME) # SYMBOL=SYMBOL, for objcopy
if(FFASIM_HOOKS AND FFASIM_SANITIZE)
    # trace-loads alone emits nothing: clang wants one of func, bb or edge
    # beside it, and that goes for a fuzzer's feedback, too.
    list(APPEND MEDIATOR_INSTRUMENT
         -fsanitize-coverage=$<IF:$<STREQUAL:${FFASIM_FUZZER},>,func,edge>,trace-loads,trace-stores
         -Wno-deprecated)
    # Ordinals in bytes count accesses, which are the optimiser's affair: what one
    # such build finds another must find there, too.
    list(APPEND MEDIATOR_INSTRUMENT -O1)
    list(APPEND MEDIATOR_MUST_CALL __sanitizer_cov_load __sanitizer_cov_store)
elseif(FFASIM_HOOKS)
    # Of ThreadSanitizer the instrumentation only, not the library.
    list(APPEND MEDIATOR_INSTRUMENT -fsanitize=thread)
    list(APPEND MEDIATOR_MUST_CALL __tsan_read __tsan_write
         __tsan_volatile_read)
    if(CMAKE_C_COMPILER_ID STREQUAL "Clang")
        # Without the second, the load of x++ is left out.
        list(APPEND MEDIATOR_INSTRUMENT
             "SHELL:-mllvm -tsan-distinguish-volatile=1"
             "SHELL:-mllvm -tsan-instrument-read-before-write=1"
             "SHELL:-mllvm -tsan-instrument-func-entry-exit=0")
    else()
        list(APPEND MEDIATOR_INSTRUMENT
             "SHELL:--param tsan-distinguish-volatile=1"
             "SHELL:--param tsan-instrument-func-entry-exit=0")
    endif()
endif()
if(FFASIM_HOOKS)
    # Assignments of structures are copies that nobody instruments.
    foreach(function memcpy memmove memset)
        list(APPEND MEDIATOR_RENAME ${function}=mediator_${function}
             __asan_${function}=mediator___asan_${function})
    endforeach()
endif()
if(FFASIM_COVERAGE)
    list(APPEND MEDIATOR_INSTRUMENT -fprofile-instr-generate -fcoverage-mapping)
    list(APPEND MEDIATOR_MUST_CALL __profc_)
endif()
if(FFASIM_FUZZER STREQUAL "libfuzzer")
    # Without trace-cmp: it hands pointers to the engine, so that campaigns of
    # one seed differ, and the words worth knowing are in the dictionary.
    list(APPEND MEDIATOR_INSTRUMENT
         -fsanitize-coverage=inline-8bit-counters,pc-table)
    list(APPEND MEDIATOR_MUST_CALL __sanitizer_cov_8bit_counters_init)
elseif(FFASIM_FUZZER STREQUAL "afl")
    list(APPEND MEDIATOR_INSTRUMENT -fsanitize-coverage=trace-pc-guard)
    list(APPEND MEDIATOR_MUST_CALL __sanitizer_cov_trace_pc_guard)
endif()
