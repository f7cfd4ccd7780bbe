#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "process/file_trace_log.hpp"
#include "util/file_stamp.hpp"

namespace mustfail {

/// One thing that a program, or one that it started, asked the file system for.
struct TracedName {
  trace_log::Kind kind = trace_log::Kind::missing;
  std::string path;  ///< Absolute; not made normal.
  FileStamp stamp;   ///< Of what was read: the file that stood there at that moment.
};

/// Reads the records behind a trace_log::Head; nothing where one has no name, or is cut.
std::optional<std::vector<TracedName>> read_trace(std::string_view records);

/// Notes what a program and all that it starts ask the file system for, found or not: a memory that
/// they share with us, into which harness/plugins/file_trace.cpp writes.
///
/// A program that is linked statically, or that empties the environment of those that it starts, is
/// not seen. Whoever relies on a trace looks in it for something that must be there.
class FileTrace {
 public:
  /// Nothing when the system has no memory or no descriptor for it.
  static std::optional<FileTrace> make();

  FileTrace(FileTrace&& other) noexcept;
  FileTrace& operator=(FileTrace&&) = delete;
  ~FileTrace();

  /// What a traced program's environment has to hold; our own object to preload is not among it.
  std::string variable() const;
  /// Forgets what was noted.
  void clear();
  /// Nothing when there was more than the memory holds, or something without a name.
  std::optional<std::vector<TracedName>> names() const;

 private:
  explicit FileTrace(int memory) : memory_(memory) {}

  int memory_;
};

/// The object to preload; empty: it is not there, and nothing can be traced.
const std::string& file_trace_object();

/// Adds to a program's variables what makes it note what it asks for.
void add_trace(const FileTrace& trace, std::vector<std::string>& environment);

/// The traces of what runs at the moment, used again and again.
class FileTraces {
 public:
  /// An empty one, which is the task's until it is released; nothing when there can be none.
  FileTrace* begin(std::size_t task);
  /// The task's; nothing when it has none.
  const FileTrace* of(std::size_t task) const;
  void release(std::size_t task);

 private:
  std::map<std::size_t, FileTrace> taken_;
  std::vector<FileTrace> free_;
};

}  // namespace mustfail
