# cmake -Dsuite=cases/suite.json -Dall=FLAGS -Dclang=FLAGS -P this
#
# The suite compiles with the flags that norace::strict gives beside a plugin: what a user gets is
# what is tested.
cmake_minimum_required(VERSION 3.25)
file(READ "${suite}" text)
string(REGEX REPLACE "\n *//[^\n]*" "" text "${text}")
foreach(group all clang)
  string(JSON count LENGTH "${text}" flags ${group})
  set(flags)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON flag GET "${text}" flags ${group} ${i})
    string(APPEND flags " ${flag}")
  endforeach()
  string(STRIP "${flags}" flags)
  if(group STREQUAL "all")
    # These every project chooses for itself, so norace::strict leaves them alone.
    string(REPLACE "-Wall -Wextra -Wpedantic -Wconversion " "" flags "${flags}")
  endif()
  if(NOT flags STREQUAL "${${group}}")
    message(SEND_ERROR "${group}: suite.json has '${flags}', norace::strict has '${${group}}'")
  endif()
endforeach()
