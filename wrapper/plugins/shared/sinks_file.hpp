// A project's own functions that start threads, from a JSON file
// (docs/schema/thread-sinks.schema.json).
//
//   {"sinks": [{"function": "app::Pool::submit", "argument": 1, "joins": false, "runs": "serial"}]}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "thread_sinks.hpp"

namespace norace::plugin {

struct FileMistake {
  unsigned line = 1;
  std::string text;
};

// Adds what stands in the file's text; nothing is wrong where nothing is returned.
std::optional<FileMistake> read_sinks(std::string_view text, ThreadSinks& sinks);

// The content of a file; nothing: it cannot be read.
std::optional<std::string> read_text(const std::string& path);

}  // namespace norace::plugin
