#pragma once

/// The memory in which a traced program and the harness meet: harness/plugins/file_trace.cpp writes
/// it, file_trace.cpp reads it. C++17, and nothing of the harness's own: compilers load one side.

#include <cstddef>
#include <cstdint>

namespace mustfail::trace_log {

/// The variable that names the memory to a program.
constexpr const char* kVariable = "MUSTFAIL_TRACE";

/// A compile of what includes all of the standard library takes 200 kB.
constexpr std::size_t kBytes = std::size_t{4} << 20U;

/// At the front of the memory; the records follow, one behind the other.
struct Head {
  std::uint64_t used;  ///< Bytes of records that were asked for, also where there was no room.
};

/// How a record begins. After it comes the path, absolute, and a zero byte; after that, for `read`,
/// a FileStamp.
enum class Kind : char {
  read = 'r',     ///< Opened to be read.
  missing = 'm',  ///< Asked for in any way, and not there.
  written = 'w',  ///< Opened to be written, or made.
  seen = 's',     ///< Asked whether it is there, and it is.
  listed = 'd',   ///< A folder whose names were asked for.
  unclear = '?',  ///< Something whose name is not known; its path is empty.
};

}  // namespace mustfail::trace_log
