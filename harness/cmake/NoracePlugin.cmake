# norace_plugin_definitions, norace_plugin_options: what the target norace::plugin gives to who links it, in a build of
# Norace's own and in an installed one. The plugin reads these macros (docs/plugins.md).
#
# Properties of the target that is compiled:
#
#   NORACE_STD_THREADS   how std's own threads are judged: races (the default), strict or off;
#                       strict needs norace::norace
#   NORACE_THREAD_SINKS  a JSON file of functions that start threads, from the target's folder
#   NORACE_BASELINE      a file of reports that are known, from the target's folder
set(norace_plugin_definitions "")
set(_norace_level "$<TARGET_PROPERTY:NORACE_STD_THREADS>")
list(APPEND norace_plugin_definitions
     "$<$<NOT:$<STREQUAL:${_norace_level},>>:NORACE_STD_THREADS=$<LOWER_CASE:${_norace_level}>>")
set(norace_plugin_options "$<$<STREQUAL:$<LOWER_CASE:${_norace_level}>,strict>:SHELL:-include norace/traits.hpp>")
foreach(_norace_name THREAD_SINKS BASELINE)
  set(_norace_file "$<TARGET_PROPERTY:NORACE_${_norace_name}>")
  set(_norace_folder "$<TARGET_PROPERTY:SOURCE_DIR>")
  list(APPEND norace_plugin_definitions
       "$<$<BOOL:${_norace_file}>:NORACE_${_norace_name}=\"$<PATH:ABSOLUTE_PATH,${_norace_file},${_norace_folder}>\">")
endforeach()
