/// A plugin for GCC: the compiler, started once with a precompiled header, forks for each file.
///
/// Of the 40 ms that GCC takes for a small file with a 79 MB precompiled header, 25 go by before it
/// reads the file's first token: `g++` and `cc1plus` start, the header is mapped, and the part of
/// it that is written to is copied. All of that is the same each time. The server is an ordinary
/// `g++ ... -include HEADER waiting.cpp`, whose input is a socket and whose file says
///
///     #pragma mustfail wait
///
/// There the header is read and nothing else. What comes through the socket is a file to compile;
/// the child enters it as if it had been the main one.
///
/// Says hello with "mustfail wait".

#include "fork_protocol.hpp"

// GCC's headers do not stand alone, and poison what others use: they come last, in this order.
#include <gcc-plugin.h>
#include <plugin-version.h>
#include <tree.h>

#include <c-family/c-common.h>
#include <c-family/c-pragma.h>
#include <cpplib.h>

int plugin_is_GPL_compatible;  // GCC loads no plugin without it

namespace {

/// What `__FILE__`, warnings about the main file and every diagnostic take for the main file.
void enter_main_file(cpp_reader* reader, const char* file) {
  main_input_filename = file;
  if (!cpp_push_include(reader, file)) return;  // GCC has said why
  // Nothing included it, so no diagnostic says from where.
  line_map_ordinary* const newest =
      &line_table->info_ordinary.maps[line_table->info_ordinary.used - 1];
  newest->included_from = 0;
}

void wait(cpp_reader* reader) {
  while (cpp_get_token(reader)->type != CPP_EOF) {
  }
  const char* const hello[] = {"mustfail wait"};
  if (!fork_protocol::is_server() || !fork_protocol::say_hello(1, hello)) return;
  const fork_protocol::Parts parts = fork_protocol::serve();
  fork_protocol::begin_trace(parts);
  enter_main_file(reader, parts.argv[0]);
}

void register_pragma(void*, void*) {
  cpp_register_pragma(parse_in, "mustfail", "wait", wait, false);
}

}  // namespace

int plugin_init(plugin_name_args* plugin, plugin_gcc_version* compiler) {
  if (!plugin_default_version_check(compiler, &gcc_version)) return 1;
  register_callback(plugin->base_name, PLUGIN_PRAGMAS, register_pragma, nullptr);
  return 0;
}
