# find_package(Norace): norace::norace, norace::strict, norace::plugin; norace::mustfail and
# include(Mustfail) where the harness is installed beside them.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/NoraceTargets.cmake")

# The plugin of the compiler in use: one is installed for each version that it was built for. For
# any other compiler the target adds nothing, and Norace_PLUGIN is empty.
set(Norace_PLUGIN "")
if(CMAKE_CXX_COMPILER_ID MATCHES "^(GNU|Clang)$")
  string(REPLACE GNU gcc _norace_name "${CMAKE_CXX_COMPILER_ID}")
  string(TOLOWER "${_norace_name}" _norace_name)
  string(REGEX MATCH "^[0-9]+" _norace_version "${CMAKE_CXX_COMPILER_VERSION}")
  get_filename_component(_norace_plugin
                         "${CMAKE_CURRENT_LIST_DIR}/../../norace/norace-${_norace_name}-${_norace_version}.so" ABSOLUTE)
  if(EXISTS "${_norace_plugin}")
    set(Norace_PLUGIN "${_norace_plugin}")
  endif()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/NoracePlugin.cmake")
if(NOT TARGET norace::plugin)
  add_library(norace::plugin INTERFACE IMPORTED)
  if(Norace_PLUGIN)
    # The plugin vouches for what closures capture by value: see docs/plugins.md.
    set_target_properties(
      norace::plugin
      PROPERTIES INTERFACE_COMPILE_OPTIONS "$<$<COMPILE_LANGUAGE:CXX>:-fplugin=${Norace_PLUGIN}>;${norace_plugin_options}"
                 INTERFACE_COMPILE_DEFINITIONS "NORACE_PLUGIN_CAPTURES;${norace_plugin_definitions}")
  endif()
endif()

get_filename_component(_norace_mustfail "${CMAKE_CURRENT_LIST_DIR}/../Mustfail" ABSOLUTE)
if(EXISTS "${_norace_mustfail}/Mustfail.cmake")
  list(APPEND CMAKE_MODULE_PATH "${_norace_mustfail}")
  if(NOT TARGET norace::mustfail)
    include("${_norace_mustfail}/MustfailTargets.cmake")
  endif()
endif()
