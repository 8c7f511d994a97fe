# SPDX-License-Identifier: GPL-2.0-only
#
# The code under test: the ffa*.c of MEDIATOR_DIR, compiled as a hypervisor
# compiles them, against the headers of sim/xen/include and nothing else. Target
# `mediator` is what a program links.

set(MEDIATOR_DIR mediator CACHE STRING "Folder with the mediator's ffa*.c")
option(FFA_VM_TO_VM "CONFIG_FFA_VM_TO_VM for the mediator" ON)

get_filename_component(mediator_dir "${MEDIATOR_DIR}" ABSOLUTE
                       BASE_DIR ${CMAKE_SOURCE_DIR})
if(NOT IS_DIRECTORY "${mediator_dir}")
    message(FATAL_ERROR "MEDIATOR_DIR: there is no folder ${mediator_dir}")
endif()
file(GLOB mediator_files CONFIGURE_DEPENDS "${mediator_dir}/ffa*.c")
if(NOT mediator_files)
    message(FATAL_ERROR "MEDIATOR_DIR: no ffa*.c in ${mediator_dir}")
endif()

# Xen's dialect and warnings. A warning is an error in our own mediator; in
# others only what would change the meaning of the code.
set(MEDIATOR_WARNINGS -Wall -Wstrict-prototypes -Wredundant-decls
    -Wwrite-strings -Wdeclaration-after-statement -Wvla -Winit-self
    -Wnested-externs -Werror=implicit-function-declaration
    -Werror=int-conversion -Werror=incompatible-pointer-types)
if(mediator_dir STREQUAL "${CMAKE_SOURCE_DIR}/mediator")
    list(APPEND MEDIATOR_WARNINGS -Werror)
endif()

# mediator_objects(NAME [THREADS] FILES ...): objects of a mediator's files.
# THREADS: for real ones, without call sites, and so without hooks.
function(mediator_objects name)
    cmake_parse_arguments(objects "THREADS" "" "FILES" ${ARGN})
    add_library(${name} OBJECT ${objects_FILES})
    set_target_properties(${name} PROPERTIES C_STANDARD 99)
    target_compile_options(${name} PRIVATE -nostdinc -ffreestanding
        -fno-builtin -fno-common -fno-strict-aliasing
        "SHELL:-include xen/config.h" ${MEDIATOR_WARNINGS}
        -ffile-prefix-map=${mediator_dir}/=mediator/)
    target_include_directories(${name} PRIVATE
                               ${CMAKE_SOURCE_DIR}/sim/xen/include)
    target_compile_definitions(${name} PRIVATE
        $<$<BOOL:${FFA_VM_TO_VM}>:CONFIG_FFA_VM_TO_VM=1>)
    if(FFASIM_EL2)
        target_compile_options(${name} PRIVATE -mgeneral-regs-only
                               -mno-outline-atomics)
    elseif(NOT objects_THREADS)
        target_compile_definitions(${name} PRIVATE CONFIG_CALL_SITES=1)
        target_compile_options(${name} PRIVATE ${MEDIATOR_INSTRUMENT})
    endif()
    if(FFASIM_SANITIZE)
        # EL2 runs with alignment checks off: a misaligned access is no fault.
        # NULL is for the load/store hooks and ASan, which can say where.
        target_compile_options(${name} PRIVATE
                               -fno-sanitize=alignment,null)
    endif()
endfunction()

# sim_mediator(NAME FILES ...): a mediator as the simulator links it: one
# object, its statics together so that they can be put back between runs.
function(sim_mediator name)
    mediator_objects(${name}-objects ${ARGN})
    set(script ${CMAKE_SOURCE_DIR}/sim/xen/mediator.ld)
    set(object ${CMAKE_CURRENT_BINARY_DIR}/${name}.o)
    set(rename)
    if(MEDIATOR_RENAME)
        list(TRANSFORM MEDIATOR_RENAME PREPEND --redefine-sym=
             OUTPUT_VARIABLE rename)
        set(rename COMMAND ${CMAKE_OBJCOPY} ${rename} ${object})
    endif()
    add_custom_command(OUTPUT ${object}
        COMMAND ${CMAKE_LINKER} -r -T ${script} -o ${object}
                $<TARGET_OBJECTS:${name}-objects>
        ${rename}
        COMMAND ${CMAKE_SOURCE_DIR}/cmake/check-calls ${CMAKE_NM} ${object}
                ${MEDIATOR_MUST_CALL}
        DEPENDS $<TARGET_OBJECTS:${name}-objects> ${script}
                ${CMAKE_SOURCE_DIR}/cmake/check-calls
        COMMENT "Linking the mediator into one object"
        VERBATIM COMMAND_EXPAND_LISTS)
    add_custom_target(${name}-object DEPENDS ${object})
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${object})
    add_dependencies(${name} ${name}-object)
endfunction()

if(FFASIM_EL2)
    mediator_objects(mediator-objects FILES ${mediator_files})
    add_library(ffa_mediator STATIC $<TARGET_OBJECTS:mediator-objects>)
    add_test(NAME el2-imports-only-the-interface
        COMMAND ${CMAKE_SOURCE_DIR}/tools/check-el2 ${CMAKE_NM}
                $<TARGET_FILE:ffa_mediator>
                ${CMAKE_SOURCE_DIR}/sim/xen/interface.txt ${CMAKE_BINARY_DIR})
else()
    sim_mediator(mediator FILES ${mediator_files})
endif()
