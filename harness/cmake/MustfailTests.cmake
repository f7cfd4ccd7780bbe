# Read by ctest when it starts, with mustfail_program, mustfail_suite, mustfail_name set, and maybe
# mustfail_toolchains, mustfail_labels, mustfail_timeout, mustfail_evidence.
if(EXISTS "${mustfail_program}")
  set(mustfail_words "")
  foreach(mustfail_word IN LISTS mustfail_toolchains)
    list(APPEND mustfail_words --toolchain "${mustfail_word}")
  endforeach()
  foreach(mustfail_word IN LISTS mustfail_labels)
    list(APPEND mustfail_words --ctest-label "${mustfail_word}")
  endforeach()
  if(mustfail_timeout)
    list(APPEND mustfail_words --ctest-timeout "${mustfail_timeout}")
  endif()
  if(mustfail_evidence STREQUAL "in-turn")
    list(APPEND mustfail_words --ctest-in-turn)
  endif()
  execute_process(
    COMMAND "${mustfail_program}" list --ctest --ctest-prefix "${mustfail_name}." --suite
            "${mustfail_suite}" ${mustfail_words}
    OUTPUT_VARIABLE mustfail_list # and no file: several ctest may start in one folder at once
    ERROR_VARIABLE mustfail_problem
    RESULT_VARIABLE mustfail_status)
  if(mustfail_status EQUAL 0)
    cmake_language(EVAL CODE "${mustfail_list}")
  else()
    # A suite that cannot be read is a red test that says so, not an empty list that passes.
    message("${mustfail_problem}")
    add_test("${mustfail_name}.suite" "${mustfail_program}" list --ctest --suite "${mustfail_suite}")
  endif()
else()
  add_test("${mustfail_name}.NOT_BUILT" "${mustfail_program}")
endif()
