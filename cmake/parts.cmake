# SPDX-License-Identifier: GPL-2.0-only
#
# One library per folder. SEES is the dependency rule: include paths are not
# inherited, so an include that is not allowed does not compile.

# sim_part(NAME FILES ... SEES ...): the library of this folder of sim/.
function(sim_part name)
    cmake_parse_arguments(part "" "" "FILES;SEES" ${ARGN})
    add_library(${name} OBJECT ${part_FILES})
    target_compile_options(${name} PRIVATE ${SIM_WARNINGS})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_options(${name} PRIVATE ${SIM_INSTRUMENT})
    target_compile_definitions(${name} PRIVATE
                               $<$<BOOL:${FFASIM_SANITIZE}>:SIM_ASAN=1>)
    sim_sees(${name} ${part_SEES})
    set_property(GLOBAL APPEND PROPERTY SIM_PARTS ${name})
endfunction()

# sim_sees(TARGET FOLDER...): may include the headers of these folders of sim/;
# "." is sim/ itself.
function(sim_sees target)
    foreach(folder ${ARGN})
        target_include_directories(${target} PRIVATE
                                   ${CMAKE_SOURCE_DIR}/sim/${folder})
    endforeach()
endfunction()

# sim_link_whole(TARGET [SUFFIX]): every part, or its twin of that suffix, and
# the mediator.
function(sim_link_whole target)
    get_property(parts GLOBAL PROPERTY SIM_PARTS)
    foreach(part ${parts})
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:${part}${ARGN}>)
    endforeach()
    target_link_libraries(${target} PRIVATE mediator)
endfunction()

# sim_twins(): of every part one more library, "PART-lto", for optimisation over
# all of them at link time. Only programs pay for that, not every test.
function(sim_twins)
    get_property(parts GLOBAL PROPERTY SIM_PARTS)
    foreach(part ${parts})
        if(TARGET ${part}-lto)
            continue()
        endif()
        get_target_property(folder ${part} SOURCE_DIR)
        get_target_property(files ${part} SOURCES)
        list(TRANSFORM files PREPEND ${folder}/)
        add_library(${part}-lto OBJECT ${files})
        foreach(property COMPILE_OPTIONS COMPILE_DEFINITIONS
                INCLUDE_DIRECTORIES)
            get_target_property(value ${part} ${property})
            set_target_properties(${part}-lto PROPERTIES
                                  ${property} "${value}")
        endforeach()
        target_compile_options(${part}-lto PRIVATE -flto)
    endforeach()
endfunction()

# sim_program(NAME FILES ... SEES ... LIBRARIES ...): runs scenarios; stands in
# the root of the build folder.
function(sim_program name)
    cmake_parse_arguments(program "" "" "FILES;SEES;LIBRARIES" ${ARGN})
    add_executable(${name} ${program_FILES})
    target_compile_options(${name} PRIVATE ${SIM_WARNINGS})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    sim_sees(${name} ${program_SEES})
    if(FFASIM_LTO)
        sim_twins()
        sim_link_whole(${name} -lto)
        target_link_options(${name} PRIVATE -flto)
    else()
        sim_link_whole(${name})
    endif()
    target_link_libraries(${name} PRIVATE ${program_LIBRARIES})
    set_target_properties(${name} PROPERTIES
                          RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()

# sim_test(NAME [WHOLE] FILES ... PARTS ...): a cmocka program on the parts it
# tests. WHOLE: PARTS are what it sees; all parts and the mediator are linked.
function(sim_test name)
    cmake_parse_arguments(test "WHOLE" "" "FILES;PARTS" ${ARGN})
    add_executable(test-${name} ${test_FILES})
    target_compile_options(test-${name} PRIVATE ${SIM_WARNINGS})
    target_include_directories(test-${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/lib)
    sim_sees(test-${name} ${test_PARTS})
    if(test_WHOLE)
        sim_link_whole(test-${name})
    else()
        foreach(part ${test_PARTS})
            target_sources(test-${name} PRIVATE $<TARGET_OBJECTS:${part}>)
        endforeach()
    endif()
    target_link_libraries(test-${name} PRIVATE cmocka)
    add_test(NAME ${name} COMMAND test-${name}
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()
