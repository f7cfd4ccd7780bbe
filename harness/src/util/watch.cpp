#include "util/watch.hpp"

#include <fmt/format.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "util/ending_signals.hpp"
#include "util/file_stamp.hpp"

namespace mustfail {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

/// An editor's save is several events; a checkout is many.
constexpr std::chrono::milliseconds kQuiet{100};
constexpr std::chrono::seconds kLook{1};
constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

/// What editors, and our own write_file(), make beside the file that is meant.
bool is_transient(std::string_view name) {
  // 4913 is how Vim tries whether it may write here.
  return name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~' ||
         name == "4913" || name.find(".tmp-") != std::string_view::npos;
}

/// What a name leads to; no file number: nothing is there. Of a folder not what is in it: inotify
/// tells that.
FileStamp stamp_behind(const fs::path& name) {
  struct ::stat seen {};
  if (::stat(name.c_str(), &seen) != 0) return {};
  FileStamp stamp = stamp_of(seen);
  if (S_ISDIR(seen.st_mode)) stamp.size = stamp.modified = stamp.changed = 0;
  return stamp;
}

/// The file that stands under this name, however its folder is reached.
fs::path placed(const fs::path& name) {
  std::error_code problem;
  const fs::path folder = fs::weakly_canonical(name.parent_path(), problem);
  return problem ? name : folder / name.filename();
}

/// Where a link may lead, and nobody edits: a link to all of it would be watched for minutes.
bool is_the_systems(const fs::path& folder) {
  std::error_code problem;
  const fs::path real = fs::canonical(folder, problem);
  const std::string top = real.has_relative_path() ? real.relative_path().begin()->string() : "";
  return top.empty() || top == "usr" || top == "dev" || top == "proc" || top == "sys";
}

}  // namespace

struct Watch::State {
  explicit State(const Paths& left_out) {
    for (const fs::path& each : left_out) ignored.insert(placed(each));
    add_ending_signals(signals);
  }

  asio::io_context context;
  asio::posix::stream_descriptor queue{context};
  /// From now on: Ctrl-C between two waits must not be lost, nor kill us.
  asio::signal_set signals{context};
  asio::steady_timer quiet{context};
  asio::steady_timer next_look{context};
  Paths ignored;
  std::map<int, fs::path> folders;         ///< By inotify's number.
  std::map<fs::path, FileStamp> standing;  ///< Of what is looked at.
  Paths changed;
  std::array<char, 65536> buffer{};
  int problem = 0;  ///< An errno; 0: none.
  bool interrupted = false;

  void open() {
    const int opened = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (opened < 0) {
      problem = errno;
      return;
    }
    queue.assign(opened);
    signals.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      interrupted = true;
      context.stop();
    });
    read();
    look_later();
  }

  /// The queue stays: what is in it was not told yet. A folder that is watched already keeps its
  /// number.
  void renew(const Paths& named) {
    const auto before = std::exchange(folders, {});
    standing.clear();
    for (const fs::path& each : named) {
      look_at(each);
      add(each);
    }
    for (const auto& each : before) {
      if (!folders.contains(each.first)) ::inotify_rm_watch(queue.native_handle(), each.first);
    }
  }

  /// Before the folder is watched: one that takes its place in between is then another than this.
  void look_at(const fs::path& name) {
    if (!ignored.contains(placed(name))) standing.emplace(name, stamp_behind(name));
  }

  void add(const fs::path& folder) {
    const int number = ::inotify_add_watch(queue.native_handle(), folder.c_str(), kEvents);
    if (number < 0) {
      // The rest (it is no folder, not there, not readable) may change, and is looked at.
      if (errno == ENOSPC || errno == ENOMEM) problem = errno;
      return;
    }
    // What is reached by two names, or by a link to a folder above, is watched once.
    if (!folders.emplace(number, folder).second) return;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
      if (is_transient(entry.path().filename().string())) continue;
      const bool is_link = entry.is_symlink(unreadable);
      if (is_link) look_at(entry.path());
      if (entry.is_directory(unreadable) && !(is_link && is_the_systems(entry.path()))) {
        add(entry.path());
      }
    }
  }

  void read() {
    queue.async_read_some(asio::buffer(buffer),
                          [this](const boost::system::error_code& error, std::size_t size) {
                            if (error) {
                              problem = error.value();
                              return context.stop();
                            }
                            take(size);
                            if (!changed.empty()) stop_when_quiet();
                            read();
                          });
  }

  void look_later() {
    next_look.expires_after(kLook);
    next_look.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      if (look()) stop_when_quiet();
      look_later();
    });
  }

  /// Whether anything stands otherwise than when it was last looked at.
  bool look() {
    bool differs = false;
    for (auto& [name, known] : standing) {
      const FileStamp now = stamp_behind(name);
      if (now == known) continue;
      known = now;
      changed.insert(name);
      differs = true;
    }
    return differs;
  }

  void stop_when_quiet() {
    quiet.expires_after(kQuiet);
    quiet.async_wait([this](const boost::system::error_code& postponed) {
      // One that was too late to be postponed may come when all was told.
      if (!postponed && !changed.empty()) context.stop();
    });
  }

  void take(std::size_t size) {
    for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      take(event, event.len == 0 ? std::string() : std::string(name));
      at += sizeof event + event.len;
    }
  }

  void take(const inotify_event& event, const std::string& name) {
    if ((event.mask & IN_Q_OVERFLOW) != 0U) {
      // More has happened than the system keeps, and nobody knows where.
      for (const auto& each : folders) changed.insert(each.second);
      return;
    }
    const auto folder = folders.find(event.wd);
    if (folder == folders.end()) return;
    if ((event.mask & IN_IGNORED) != 0U) {
      // It was deleted. One that was made in its place may look the same, and is not watched.
      changed.insert(folder->second);
      folders.erase(folder);
      return;
    }
    if (is_transient(name)) return;
    const fs::path path = folder->second / name;
    if (ignored.contains(placed(path))) return;
    if ((event.mask & IN_ISDIR) == 0U) {
      if ((event.mask & IN_CREATE) == 0U || is_whole(path)) changed.insert(path);
      return;
    }
    if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0U) add(path);
    // What was put into it before we looked is not announced.
    changed.insert(path);
  }

  /// Of a file that has just been made: a link is, of either kind. Else its IN_CLOSE_WRITE follows.
  static bool is_whole(const fs::path& path) {
    struct ::stat seen {};
    return ::lstat(path.c_str(), &seen) == 0 && (S_ISLNK(seen.st_mode) || seen.st_nlink > 1);
  }
};

Watch::Watch(const Paths& ignored) : state_(std::make_unique<State>(ignored)) { state_->open(); }

Watch::~Watch() = default;

void Watch::renew(const Paths& named) {
  if (state_->problem == 0) state_->renew(named);
}

std::size_t Watch::size() const { return state_->folders.size(); }

Result<Watch::Paths> Watch::wait() {
  state_->context.restart();
  if (state_->problem == 0 && !state_->interrupted) state_->context.run();
  if (state_->problem != 0) {
    return Failure{{},
                   fmt::format("cannot watch the suite: {}", std::strerror(state_->problem)),
                   "the system limits how much is watched: sysctl fs.inotify"};
  }
  if (state_->interrupted) return Paths();
  return std::exchange(state_->changed, {});
}

}  // namespace mustfail
