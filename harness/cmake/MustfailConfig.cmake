# find_package(Mustfail): the harness alone, for a library that does not use Norace.
if(NOT TARGET norace::mustfail)
  include("${CMAKE_CURRENT_LIST_DIR}/MustfailTargets.cmake")
endif()
include("${CMAKE_CURRENT_LIST_DIR}/Mustfail.cmake")
