# Run as a test, with mustfail_program and work_folder set: a case folder that was added after
# everything was configured is a CTest test at once, and a malformed one is a red test, not a gap; and
# several ctest that start at once do not get into each other's way.
set(suite "${work_folder}/suite")
file(REMOVE_RECURSE "${work_folder}")
file(WRITE "${suite}/suite.json" [[{"cases": ".", "expected": "expected", "toolchains": ["gcc-12"]}]])
file(WRITE "${suite}/group/first/near_miss.cpp" "int main() {}\n")
file(WRITE "${work_folder}/CTestTestfile.cmake"
     "set(mustfail_program [==[${mustfail_program}]==])
set(mustfail_suite [==[${suite}/suite.json]==])
set(mustfail_name [==[it]==])
include([==[${CMAKE_CURRENT_LIST_DIR}/MustfailTests.cmake]==])
")

function(ctest_must status pattern)
  execute_process(
    COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${work_folder}" ${ARGN}
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output
    RESULT_VARIABLE result)
  if(NOT result EQUAL status OR NOT output MATCHES "${pattern}")
    message(FATAL_ERROR "ctest ${ARGN}: status ${result}, and no '${pattern}' in:\n${output}")
  endif()
endfunction()

ctest_must(0 "it.group/first/near_miss.gcc-12" -N)
file(WRITE "${suite}/group/second/near_miss.cpp" "int main() { return 0; }\n")
ctest_must(0 "it.group/second/near_miss.gcc-12" -N)
ctest_must(0 "tests passed" -R near_miss)
ctest_must(0 "it.group/second/near_miss.gcc-12" -N -L "^gcc-12$")
file(WRITE "${suite}/group/third/near_miss.cpp" "//@ mod: compile-pass\nint main() {}\n")
ctest_must(8 "near_miss.cpp:1: error: 'mod' is not a directive" -R third --output-on-failure)

set(at_once "")
foreach(each RANGE 1 16)
  list(APPEND at_once COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${work_folder}" -N --quiet)
endforeach()
execute_process(${at_once} ERROR_VARIABLE problem RESULTS_VARIABLE results) # a pipeline: they run at once
if(NOT results MATCHES "^0(;0)*$")
  message(FATAL_ERROR "16 ctest at once end with ${results}:\n${problem}")
endif()
