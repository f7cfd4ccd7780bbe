# Stands in for the linker of the program that mustfail_add_suite() makes:
#
#   cmake -P MustfailLinkLine.cmake -- <the whole link command>
#
# Writes the words behind --mustfail-link-file=FILE to FILE, one a line, and links nothing.
cmake_minimum_required(VERSION 3.25)

# The build runs in a folder of its own and mustfail in another: files that are named as seen from here
# (libmine.a; -Wl,--some-option,sub/libmine.a) become absolute.
function(absolute word out)
  string(REPLACE "," ";" parts "${word}")
  set(whole "")
  foreach(part IN LISTS parts)
    if(part MATCHES "[./]" AND NOT part MATCHES "^[-/]" AND EXISTS "${CMAKE_BINARY_DIR}/${part}")
      set(part "${CMAKE_BINARY_DIR}/${part}")
    endif()
    list(APPEND whole "${part}")
  endforeach()
  list(JOIN whole "," whole)
  set(${out} "${whole}" PARENT_SCOPE)
endfunction()

# A long line is a file: @words.rsp.
set(words "")
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(at RANGE ${last})
  set(word "${CMAKE_ARGV${at}}")
  if(word MATCHES "^@(.*)$" AND EXISTS "${CMAKE_BINARY_DIR}/${CMAKE_MATCH_1}")
    file(READ "${CMAKE_BINARY_DIR}/${CMAKE_MATCH_1}" text)
    separate_arguments(word UNIX_COMMAND "${text}")
    list(APPEND words ${word})
  else()
    list(APPEND words "${word}")
  endif()
endforeach()

set(lines "")
set(before "")
foreach(word IN LISTS words)
  if(word MATCHES "^--mustfail-link-file=(.*)$")
    set(link_file "${CMAKE_MATCH_1}")
    set(lines "")
  elseif(before STREQUAL "-o")
    set(program "${word}")
  elseif(NOT word STREQUAL "-o")
    absolute("${word}" word)
    string(APPEND lines "${word}\n")
  endif()
  set(before "${word}")
endforeach()
file(WRITE "${link_file}" "${lines}")
file(TOUCH "${program}") # else the build would link again each time
