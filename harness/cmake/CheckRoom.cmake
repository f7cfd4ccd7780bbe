# Fails when a file of harness/src/ROOM includes a header of a room that it does not stand on: see
# mustfail_room() in harness/CMakeLists.txt. Takes room, below (a list), folder (of the rooms) and
# checked (the file to touch).
cmake_minimum_required(VERSION 3.25)

file(GLOB files ${folder}/${room}/*.cpp ${folder}/${room}/*.hpp)
set(known ${room} ${below})
set(wrong "")
foreach(file IN LISTS files)
  file(STRINGS ${file} includes REGEX "^#include \"")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^#include \"([^\"]*)\".*" "\\1" header "${include}")
    string(REGEX MATCH "^[^/]*" of "${header}")
    if(of IN_LIST known AND header MATCHES "/")
      continue()
    endif()
    file(STRINGS ${file} lines)
    list(FIND lines "${include}" line)
    math(EXPR line "${line} + 1")
    string(APPEND wrong "${file}:${line}: error: '${room}' may not include \"${header}\"\n")
  endforeach()
endforeach()
if(wrong)
  list(JOIN below ", " rooms)
  message("${wrong}  '${room}' stands on: ${rooms}. What both need belongs into a room below both, written\n"
          "  \"ROOM/HEADER.hpp\"; docs/architecture.md has the picture.")
  message(FATAL_ERROR "an include that points upwards")
endif()
file(TOUCH ${checked})
