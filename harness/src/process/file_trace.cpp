#include "process/file_trace.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "process/loadable.hpp"

namespace mustfail {

using trace_log::Head;
using trace_log::Kind;

std::optional<FileTrace> FileTrace::make() {
  const int memory = ::memfd_create("mustfail-trace", MFD_CLOEXEC);
  if (memory < 0) return std::nullopt;
  FileTrace trace(memory);
  if (::ftruncate(memory, trace_log::kBytes) != 0) return std::nullopt;
  return trace;
}

FileTrace::FileTrace(FileTrace&& other) noexcept : memory_(std::exchange(other.memory_, -1)) {}

FileTrace::~FileTrace() {
  if (memory_ >= 0) ::close(memory_);
}

std::string FileTrace::variable() const {
  return fmt::format("{}=/proc/{}/fd/{}", trace_log::kVariable, ::getpid(), memory_);
}

void FileTrace::clear() {
  const Head head{};
  // It is memory: it can be written.
  static_cast<void>(::pwrite(memory_, &head, sizeof head, 0));
}

std::optional<std::vector<TracedName>> FileTrace::names() const {
  Head head{};
  if (::pread(memory_, &head, sizeof head, 0) != static_cast<ssize_t>(sizeof head)) {
    return std::nullopt;
  }
  if (head.used > trace_log::kBytes - sizeof head) return std::nullopt;
  std::string bytes(head.used, '\0');
  if (::pread(memory_, bytes.data(), bytes.size(), sizeof head) !=
      static_cast<ssize_t>(bytes.size())) {
    return std::nullopt;
  }
  return read_trace(bytes);
}

std::optional<std::vector<TracedName>> read_trace(std::string_view records) {
  std::vector<TracedName> names;
  for (std::string_view rest = records; !rest.empty();) {
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    TracedName name{static_cast<Kind>(rest.front()), std::string(rest.substr(1, end - 1)), {}};
    rest.remove_prefix(end + 1);
    if (name.kind == Kind::unclear) return std::nullopt;
    if (name.kind == Kind::read) {
      if (rest.size() < sizeof name.stamp) return std::nullopt;
      std::memcpy(&name.stamp, rest.data(), sizeof name.stamp);
      rest.remove_prefix(sizeof name.stamp);
    }
    names.push_back(std::move(name));
  }
  return names;
}

const std::string& file_trace_object() {
  static const std::string object = preloadable(find_loadable("file_trace.so"));
  return object;
}

void add_trace(const FileTrace& trace, std::vector<std::string>& environment) {
  constexpr std::string_view kPreload = "LD_PRELOAD=";
  environment.push_back(trace.variable());
  const auto preload = std::ranges::find_if(
      environment, [&](const std::string& each) { return each.starts_with(kPreload); });
  if (preload == environment.end()) {
    environment.push_back(std::string(kPreload) + file_trace_object());
  } else {
    *preload += ":" + file_trace_object();
  }
}

FileTrace* FileTraces::begin(std::size_t task) {
  release(task);
  if (file_trace_object().empty()) return nullptr;
  if (free_.empty()) {
    auto made = FileTrace::make();
    if (!made) return nullptr;
    free_.push_back(*std::move(made));
  }
  FileTrace& trace = taken_.emplace(task, std::move(free_.back())).first->second;
  free_.pop_back();
  trace.clear();
  return &trace;
}

const FileTrace* FileTraces::of(std::size_t task) const {
  const auto found = taken_.find(task);
  return found == taken_.end() ? nullptr : &found->second;
}

void FileTraces::release(std::size_t task) {
  const auto found = taken_.find(task);
  if (found == taken_.end()) return;
  free_.push_back(std::move(found->second));
  taken_.erase(found);
}

}  // namespace mustfail
