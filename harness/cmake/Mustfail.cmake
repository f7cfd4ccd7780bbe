# mustfail_add_tests(NAME <name> SUITE <suite.json>)
#
# Makes every case of a suite a CTest test, one for each variant and toolchain, named
# <name>.<case>/<variant>.<toolchain> and labelled with the rules, the group, the variant and the
# toolchain. The cases are found when ctest starts: a file dropped into the suite is a test at once.
function(mustfail_add_tests)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;SUITE" "")
  if(NOT arg_NAME OR NOT arg_SUITE OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "usage: mustfail_add_tests(NAME <name> SUITE <suite.json>)")
  endif()
  get_filename_component(suite "${arg_SUITE}" ABSOLUTE)
  # ctest reads this script when it starts; it asks mustfail for the tests and includes the answer.
  set(script "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}_tests.cmake")
  file(
    GENERATE
    OUTPUT "${script}"
    CONTENT
      "set(mustfail_program [==[$<TARGET_FILE:mustfail>]==])
set(mustfail_suite [==[${suite}]==])
set(mustfail_name [==[${arg_NAME}]==])
set(mustfail_list [==[${script}.list]==])
include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/MustfailTests.cmake]==])
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${script}")
endfunction()
