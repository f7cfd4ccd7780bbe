# Compile-fail tests with CTest, for any C++ library. It comes with find_package(Mustfail), or with
# include(Mustfail) behind find_package(Norace), FetchContent or add_subdirectory.
#
# mustfail_add_suite(NAME <name> CASES <folder> EXPECTED <folder> TARGET <target>
#                    [SUITE <suite.json>] [PRECOMPILED <header>] [TOOLCHAINS <name>...]
#                    [LABELS <label>...] [TIMEOUT <seconds>] [EVIDENCE <everywhere|in-turn>])
#
# Makes every case below CASES a CTest test. The cases are compiled as a file is that links TARGET:
# with the include folders (SYSTEM ones as such), definitions, options and language standard that
# the target and all that it links ask of their users. Where they have to run they are linked with what
# CMake links such a program with: mustfail_link_<name>, a part of the build, writes that down. So build
# first; what has only headers needs no build. TOOLCHAINS are names such as gcc-12 or clang-19, found on
# PATH; without them the compiler of this build is the only one. Options are those that the target has
# for the compiler of this build. SUITE holds everything else (rules, limits, flags by toolchain): see
# docs/suite.md; a CASES/suite.json is taken by itself.
#
# The suite is written when CMake generates; `mustfail run --suite` and `mustfail bless --suite`
# take it too: <binary folder>/mustfail/<name>/suite.json, or below .../<name>/<config>/ with a
# multi-config generator.
#
# mustfail_add_tests(NAME <name> SUITE <suite.json> [TOOLCHAINS <name>...] [LABELS <label>...]
#                    [TIMEOUT <seconds>] [EVIDENCE <everywhere|in-turn>])
#
# The same for a suite.json that needs nothing from a target.
#
# Either way there is one test for each variant and toolchain, named
# <name>.<case>/<variant>.<toolchain> and labelled with the rules, the group, the variant, the
# toolchain and LABELS. The cases are found when ctest starts: a file dropped into the suite is a
# test at once. A fixture makes the precompiled header first. Each test brings its file's evidence;
# with EVIDENCE in-turn that of one toolchain does, as `mustfail run` has it by default, and what the
# others only compile is one test for each group and toolchain, <name>.<group>.<toolchain>: with four
# toolchains that takes a fraction of the time.

include_guard(DIRECTORY)

include("${CMAKE_CURRENT_LIST_DIR}/MustfailLinks.cmake")

function(_mustfail_find)
  if(TARGET norace::mustfail)
    return()
  endif()
  if(EXISTS "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/MustfailTargets.cmake")
    include("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/MustfailTargets.cmake")
    return()
  endif()
  find_program(MUSTFAIL_PROGRAM mustfail)
  if(NOT MUSTFAIL_PROGRAM)
    message(FATAL_ERROR "Mustfail: there is no mustfail program here; install it, set"
                        " MUSTFAIL_PROGRAM to its path, or build it: -DNORACE_BUILD_HARNESS=ON")
  endif()
  add_executable(norace::mustfail IMPORTED)
  set_target_properties(norace::mustfail PROPERTIES IMPORTED_LOCATION "${MUSTFAIL_PROGRAM}")
endfunction()

# The folder below which a test's generated files are, for each configuration.
function(_mustfail_folder name out)
  get_property(multi GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/mustfail/${name}")
  if(multi)
    string(APPEND folder "/$<CONFIG>")
  endif()
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

# Has ctest ask mustfail, when it starts, which tests there are.
function(_mustfail_register name suite toolchains labels timeout evidence)
  if(NOT evidence MATCHES "^(everywhere|in-turn|)$")
    message(FATAL_ERROR "Mustfail: the suite ${name} has EVIDENCE ${evidence}; it is everywhere or in-turn")
  endif()
  _mustfail_find()
  _mustfail_folder("${name}" folder)
  file(
    GENERATE
    OUTPUT "${folder}/tests.cmake"
    CONTENT
      "set(mustfail_program [==[$<TARGET_FILE:norace::mustfail>]==])
set(mustfail_suite [==[${suite}]==])
set(mustfail_name [==[${name}]==])
set(mustfail_toolchains [==[${toolchains}]==])
set(mustfail_labels [==[${labels}]==])
set(mustfail_timeout [==[${timeout}]==])
set(mustfail_evidence [==[${evidence}]==])
include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/MustfailTests.cmake]==])
")
  # A multi-config build has a list for each configuration, which `ctest -C` chooses.
  string(REPLACE "$<CONFIG>" "\${CTEST_CONFIGURATION_TYPE}" chosen "${folder}")
  set(script "${CMAKE_CURRENT_BINARY_DIR}/${name}_tests.cmake")
  file(
    WRITE "${script}"
    "if(EXISTS \"${chosen}/tests.cmake\")
  include(\"${chosen}/tests.cmake\")
else()
  add_test([==[${name}.NOT_AVAILABLE]==] NOT_AVAILABLE) # ctest -C CONFIG is missing
endif()
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${script}")
endfunction()

function(mustfail_add_tests)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;SUITE;TIMEOUT;EVIDENCE" "TOOLCHAINS;LABELS")
  if(NOT arg_NAME OR NOT arg_SUITE OR arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "usage: mustfail_add_tests(NAME <name> SUITE <suite.json>"
                        " [TOOLCHAINS <name>...] [LABELS <label>...] [TIMEOUT <seconds>]"
                        " [EVIDENCE <everywhere|in-turn>])")
  endif()
  get_filename_component(suite "${arg_SUITE}" ABSOLUTE)
  _mustfail_register("${arg_NAME}" "${suite}" "${arg_TOOLCHAINS}" "${arg_LABELS}" "${arg_TIMEOUT}" "${arg_EVIDENCE}")
endfunction()

function(mustfail_add_suite)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;CASES;EXPECTED;TARGET;SUITE;PRECOMPILED;TIMEOUT;EVIDENCE"
                        "TOOLCHAINS;LABELS")
  if(NOT arg_NAME OR NOT arg_CASES OR NOT arg_EXPECTED OR NOT arg_TARGET OR arg_UNPARSED_ARGUMENTS
     OR arg_KEYWORDS_MISSING_VALUES)
    message(
      FATAL_ERROR
        "usage: mustfail_add_suite(NAME <name> CASES <folder> EXPECTED <folder> TARGET <target>"
        " [SUITE <suite.json>] [PRECOMPILED <header>] [TOOLCHAINS <name>...] [LABELS <label>...]"
        " [TIMEOUT <seconds>] [EVIDENCE <everywhere|in-turn>])")
  endif()
  get_filename_component(cases "${arg_CASES}" ABSOLUTE)
  get_filename_component(expected "${arg_EXPECTED}" ABSOLUTE)
  if(NOT IS_DIRECTORY "${cases}")
    message(FATAL_ERROR "mustfail_add_suite: the folder of cases, ${cases}, is not there")
  endif()
  set(base "${arg_SUITE}")
  if(NOT base AND EXISTS "${cases}/suite.json")
    set(base "${cases}/suite.json")
  endif()
  _mustfail_folder("${arg_NAME}" folder)

  set(lines "  \"name\": \"${arg_NAME}\",\n")
  if(base)
    get_filename_component(base "${base}" ABSOLUTE)
    string(APPEND lines "  \"extends\": \"${base}\",\n")
  endif()
  if(arg_PRECOMPILED)
    string(APPEND lines "  \"precompiled\": \"${arg_PRECOMPILED}\",\n")
  endif()
  if(arg_TOOLCHAINS)
    list(JOIN arg_TOOLCHAINS "\", \"" toolchains)
    set(toolchains "\"${toolchains}\"")
  else()
    string(REPLACE GNU gcc own "${CMAKE_CXX_COMPILER_ID}")
    string(TOLOWER "${own}" own)
    string(REGEX MATCH "^[0-9]+" version "${CMAKE_CXX_COMPILER_VERSION}")
    set(toolchains "{\"name\": \"${own}-${version}\", \"compiler\": \"${CMAKE_CXX_COMPILER}\"}")
  endif()
  file(
    GENERATE
    OUTPUT "${folder}/suite.json"
    CONTENT
      "{
  // written by mustfail_add_suite() in ${CMAKE_CURRENT_LIST_FILE}
${lines}  \"cases\": \"${cases}\",
  \"expected\": \"${expected}\",
  \"flags-file\": \"flags.txt\",
  \"link-file\": \"link.txt\",
  \"toolchains\": [${toolchains}]
}
")
  # Later commands may still link more to the target.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _mustfail_write_flags
    [==[${arg_NAME}]==] [==[${arg_TARGET}]==] [==[${folder}]==])")
  _mustfail_register("${arg_NAME}" "${folder}/suite.json" "" "${arg_LABELS}" "${arg_TIMEOUT}" "${arg_EVIDENCE}")
endfunction()

# `before` with each element of the list, one a line; nothing for an empty list.
function(_mustfail_lines before list out)
  set(${out} "$<$<BOOL:${list}>:${before}$<JOIN:${list},\n${before}>\n>" PARENT_SCOPE)
endfunction()

function(_mustfail_write_flags name target folder)
  if(NOT TARGET "${target}")
    message(FATAL_ERROR "mustfail_add_suite(NAME ${name}): there is no target ${target}")
  endif()
  _mustfail_ask_for_links("${name}" "${target}" "${folder}")

  # The compiler's own folders are left alone: named again they would change their order.
  set(not_own "")
  foreach(own IN LISTS CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
    string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" own "${own}")
    list(APPEND not_own "${own}")
  endforeach()
  list(JOIN not_own "|" not_own)
  set(not_own "^(${not_own})$")
  set(folders "$<REMOVE_DUPLICATES:$<FILTER:$<TARGET_PROPERTY:${target},INTERFACE_INCLUDE_DIRECTORIES>,EXCLUDE,${not_own}>>")
  _mustfail_lines("-I" "${folders}" includes)
  # A folder that is both -I and -isystem is a system folder to GCC and Clang.
  _mustfail_imported_folders("${target}" "${folders}" imported)
  set(system "$<TARGET_PROPERTY:${target},INTERFACE_SYSTEM_INCLUDE_DIRECTORIES>;${imported}")
  _mustfail_lines("-isystem" "$<REMOVE_DUPLICATES:$<FILTER:${system},EXCLUDE,${not_own}>>" systems)
  _mustfail_lines("-D" "$<TARGET_PROPERTY:${target},INTERFACE_COMPILE_DEFINITIONS>" definitions)
  _mustfail_lines("" "$<TARGET_PROPERTY:${target},INTERFACE_COMPILE_OPTIONS>" options)

  # The newest standard that the target is built with or asks of its users.
  set(features "$<TARGET_PROPERTY:${target},INTERFACE_COMPILE_FEATURES>")
  set(extensions "$<TARGET_PROPERTY:${target},CXX_EXTENSIONS>")
  if(DEFINED CMAKE_CXX_EXTENSIONS)
    set(extensions "$<IF:$<STREQUAL:${extensions},>,$<BOOL:${CMAKE_CXX_EXTENSIONS}>,${extensions}>")
  else()
    set(extensions "$<IF:$<STREQUAL:${extensions},>,1,${extensions}>")
  endif()
  set(standard "")
  foreach(year 98 11 14 17 20 23 26)
    set(asks "$<OR:$<IN_LIST:cxx_std_${year},${features}>,$<STREQUAL:$<TARGET_PROPERTY:${target},CXX_STANDARD>,${year}>>")
    set(standard "$<IF:${asks},-std=$<IF:$<BOOL:${extensions}>,gnu,c>++${year}\n,${standard}>")
  endforeach()

  file(
    GENERATE
    OUTPUT "${folder}/flags.txt"
    CONTENT "${standard}${includes}${systems}${definitions}${options}"
    CONDITION "$<COMPILE_LANGUAGE:CXX>")
endfunction()
