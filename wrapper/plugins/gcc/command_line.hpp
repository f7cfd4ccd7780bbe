// What a command line and a file's pragmas ask of the plugin: GCC's side of shared/settings.hpp.
#pragma once

#include "answered_lines.hpp"
#include "headers.hpp"
#include "settings.hpp"

namespace norace::plugin {

class GccCommandLine {
 public:
  std::optional<std::string> macro(const char* name) const;
  void mistake(const std::string& file, unsigned line, const std::string& text) const;
  void depends_on(const std::string& file) const;
};

bool is_defined(const char* macro);

// NORACE_UNSAFE_SHARED and `#pragma norace unsafe_shared`; once, before a file is read.
void register_pragmas();
bool is_answered_for_at(location_t place);

}  // namespace norace::plugin
