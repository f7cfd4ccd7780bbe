/// A plugin for GCC: what a precompiled header's `#pragma GCC diagnostic` said is not forgotten.
///
/// GCC writes no `#pragma GCC diagnostic` into a precompiled header, so what a library silences in
/// its headers is warned of again by each compile that uses the header. Where the header is made,
/// this plugin writes the changes beside it (HEADER.gch.pragmas); where it is used,
/// `-fplugin-arg-...-of=HEADER.gch` makes them again, at the places that they had: the header
/// brings the table of places with it.
///
/// It is built for GCC 12 and 13, whose list of the changes is open to plugins. The name of its
/// file has no "-": GCC would take what stands behind one for an argument.

#include <cstdio>
#include <string>

// GCC's headers do not stand alone, and poison what others use: they come last, in this order.
#include <gcc-plugin.h>
#include <plugin-version.h>
#include <tree.h>

#include <c-family/c-common.h>
#include <diagnostic.h>

int plugin_is_GPL_compatible;  // GCC loads no plugin without it

namespace {

std::string file_of_changes(const char* header) { return std::string(header) + ".pragmas"; }

void keep(void*, void*) {
  // What a header opens and does not close again would be closed by the file.
  if (pch_file == nullptr || global_dc->n_push != 0) return;
  FILE* const file = fopen(file_of_changes(pch_file).c_str(), "w");
  if (file == nullptr) return;
  fprintf(file, "%u\n", line_table->highest_location);
  for (int i = 0; i < global_dc->n_classification_history; ++i) {
    const diagnostic_classification_change_t& change = global_dc->classification_history[i];
    fprintf(file, "%u %d %d\n", change.location, change.option, static_cast<int>(change.kind));
  }
  fclose(file);
}

/// Called whenever a file is entered, the main one behind the header too. The first time is in
/// front of the header, whose places do not exist yet.
void make_again(void*, void* header) {
  if (global_dc->n_classification_history != 0) return;
  FILE* const file = fopen(file_of_changes(static_cast<char*>(header)).c_str(), "r");
  if (file == nullptr) return;
  unsigned place = 0;
  int option = 0;
  int kind = 0;
  const bool is_read = fscanf(file, "%u", &place) == 1 && line_table->highest_location >= place;
  while (is_read && fscanf(file, "%u %d %d", &place, &option, &kind) == 3) {
    const auto change = static_cast<diagnostic_t>(kind);
    if (change != DK_POP) {
      diagnostic_classify_diagnostic(global_dc, option, change, place);
      continue;
    }
    // Here the option is the number of changes that hold again.
    auto*& changes = global_dc->classification_history;
    const int number = global_dc->n_classification_history++;
    changes = XRESIZEVEC(diagnostic_classification_change_t, changes, number + 1);
    changes[number] = {place, option, change};
  }
  fclose(file);
}

}  // namespace

int plugin_init(plugin_name_args* plugin, plugin_gcc_version* compiler) {
  // In another build of GCC nothing is kept, and everything works as without the plugin.
  if (!plugin_default_version_check(compiler, &gcc_version)) return 0;
  if (plugin->argc == 0) {
    register_callback(plugin->base_name, PLUGIN_FINISH, keep, nullptr);
  } else {
    register_callback(plugin->base_name, PLUGIN_INCLUDE_FILE, make_again, plugin->argv[0].value);
  }
  return 0;
}
