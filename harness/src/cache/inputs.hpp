#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "process/file_trace.hpp"
#include "util/digest.hpp"
#include "util/file_stamp.hpp"

namespace mustfail {

/// What a result depends on beyond its key. A name stands for
///
///     PATH     the file's bytes, or that no file is there
///     ?PATH    what is there, as far as it can be learned without opening it
///     *PATH    the names in this folder
///
/// where a PATH is absolute.
struct Inputs {
  std::vector<std::string> names;                       ///< In order, each once.
  std::vector<std::pair<std::string, FileStamp>> read;  ///< The files that were opened.
};

/// What to leave out of a trace, and what to look for in it.
struct TraceScope {
  std::filesystem::path source;             ///< What is compiled: who has not read it was not seen.
  std::filesystem::path folder;             ///< Whose names are part of the key: the case's.
  std::vector<std::filesystem::path> ours;  ///< Folders of which nothing is an input.
};

/// What the traced compile depends on; nothing when the trace does not tell.
std::optional<Inputs> traced_inputs(const std::vector<TracedName>& trace, const TraceScope& scope);

/// Both, the names of both each once.
void add_inputs(Inputs& inputs, const std::vector<std::string>& names);

/// The states of inputs, each looked at once in this object's life.
class InputStates {
 public:
  /// A digest that changes with any of them.
  std::string of_all(const std::vector<std::string>& names);
  std::string of(const std::string& name);
  /// Whether the bytes whose states were told are those that were read: not so when a file was
  /// put in the place of another one meanwhile.
  bool are_what_was_read(const Inputs& inputs);

  FileDigests& files() { return files_; }

 private:
  std::string state_of_seen(const std::filesystem::path& path);

  FileDigests files_;
  std::map<std::string, std::string, std::less<>> others_;  ///< Of `?PATH` and `*PATH`.
};

/// Whether the list can be written down: a name may be any bytes, and JSON holds UTF-8 only.
bool can_be_written(const std::vector<std::string>& names);

/// Whether an input is `?PATH`.
bool is_presence(const std::string& name);

/// The path in an input's name.
std::string path_of_input(const std::string& name);

}  // namespace mustfail
