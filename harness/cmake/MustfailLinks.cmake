# What a program that uses a CMake target has to be linked with, and whose headers are a system's.
#
# CMake is asked what to link, and not imitated: a program that links the target is part of the build, and
# MustfailLinkLine.cmake stands in for its linker and writes down what it is given.

# Makes the program whose link line goes to ${folder}/link.txt. Its only source is nothing to compile.
function(_mustfail_ask_for_links name target folder)
  string(MAKE_C_IDENTIFIER "mustfail_link_${name}" asker)
  while(TARGET "${asker}") # a suite of this name in another folder
    string(APPEND asker _)
  endwhile()
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/MustfailLinkLine.cmake")
  add_executable("${asker}" "${script}")
  # The cases' programs are elsewhere: $ORIGIN would be another folder. And they are PIE, so the sources that
  # the target hands to its users, which are compiled here for all of them, are too.
  set_target_properties(
    "${asker}"
    PROPERTIES LINKER_LANGUAGE CXX
               RULE_LAUNCH_LINK "\"${CMAKE_COMMAND}\" -P \"${script}\" --"
               SKIP_BUILD_RPATH OFF
               BUILD_WITH_INSTALL_RPATH OFF
               BUILD_RPATH_USE_ORIGIN OFF
               POSITION_INDEPENDENT_CODE ON
               INTERPROCEDURAL_OPTIMIZATION OFF
               DISABLE_PRECOMPILE_HEADERS ON
               LINK_WHAT_YOU_USE OFF
               EXCLUDE_FROM_ALL OFF
               RUNTIME_OUTPUT_DIRECTORY "${folder}")
  foreach(config IN LISTS CMAKE_CONFIGURATION_TYPES CMAKE_BUILD_TYPE)
    string(TOUPPER "${config}" upper) # what CMAKE_..._<CONFIG> says would win
    set_target_properties("${asker}" PROPERTIES RUNTIME_OUTPUT_DIRECTORY_${upper} "${folder}"
                                                INTERPROCEDURAL_OPTIMIZATION_${upper} OFF)
  endforeach()
  # Until it is built nothing is linked: what has only headers needs no build.
  set(configs ${CMAKE_CONFIGURATION_TYPES})
  if(NOT configs)
    set(configs the_only_one)
  endif()
  foreach(config IN LISTS configs)
    string(REPLACE "$<CONFIG>" "${config}" here "${folder}")
    file(APPEND "${here}/link.txt" "")
  endforeach()
  # What stands in front of this word is the project's own, CMAKE_EXE_LINKER_FLAGS say; what follows is the target's.
  target_link_options("${asker}" PRIVATE "--mustfail-link-file=${folder}/link.txt")
  get_target_property(type "${target}" TYPE)
  if(type MATCHES "^(EXECUTABLE|MODULE_LIBRARY)$") # cannot be linked; what it asks of its users can be asked for
    target_link_libraries("${asker}" PRIVATE "$<TARGET_PROPERTY:${target},INTERFACE_LINK_LIBRARIES>")
    target_link_options("${asker}" PRIVATE "$<TARGET_PROPERTY:${target},INTERFACE_LINK_OPTIONS>")
  else()
    target_link_libraries("${asker}" PRIVATE "${target}")
  endif()
endfunction()

# Generator expressions, each the include folders that come from an imported target which `target` links, itself
# among them: CMake takes those for SYSTEM. What is only named in a condition is not linked, so they count
# where they are among `folders`.
function(_mustfail_imported_folders target folders out)
  set(found "")
  set(seen "")
  set(ahead "${target}")
  while(NOT ahead STREQUAL "")
    list(POP_FRONT ahead each)
    if(NOT TARGET "${each}" OR each IN_LIST seen)
      continue()
    endif()
    list(APPEND seen "${each}")
    get_target_property(is_imported "${each}" IMPORTED)
    get_target_property(no_system "${each}" IMPORTED_NO_SYSTEM)
    get_target_property(own "${each}" INTERFACE_INCLUDE_DIRECTORIES)
    if(NOT is_imported OR no_system OR NOT own)
      set(own "")
    elseif(own MATCHES "\\$<") # may hold lists: not to be taken apart
      list(APPEND found "$<TARGET_PROPERTY:${each},INTERFACE_INCLUDE_DIRECTORIES>")
      set(own "")
    endif()
    foreach(folder IN LISTS own)
      list(APPEND found "$<$<IN_LIST:${folder},${folders}>:${folder}>")
    endforeach()
    get_target_property(words "${each}" INTERFACE_LINK_LIBRARIES)
    string(REGEX MATCHALL "[A-Za-z0-9_.+-]+(::[A-Za-z0-9_.+-]+)*" words "${words}")
    set(ahead ${words} ${ahead})
  endwhile()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()
