#include "util/watch.hpp"

#include <fmt/format.h>
#include <sys/inotify.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <map>
#include <set>
#include <utility>

namespace mustfail {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

/// An editor's save is several events; a checkout is many.
constexpr std::chrono::milliseconds kQuiet{100};
constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

/// What editors, and our own write_file(), make beside the file that is meant.
bool is_transient(std::string_view name) {
  // 4913 is how Vim tries whether it may write here.
  return name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~' ||
         name == "4913" || name.find(".tmp-") != std::string_view::npos;
}

}  // namespace

struct Watch::State {
  explicit State(std::set<fs::path> left_out) : ignored(std::move(left_out)) {}

  asio::io_context context;
  asio::posix::stream_descriptor queue{context};
  /// From now on: Ctrl-C between two waits must not be lost, nor kill us.
  asio::signal_set signals{context, SIGINT, SIGTERM, SIGHUP};
  asio::steady_timer quiet{context};
  std::set<fs::path> ignored;
  std::map<int, fs::path> folders;  ///< By inotify's number.
  std::set<fs::path> changed;
  std::array<char, 65536> buffer{};
  int problem = 0;  ///< An errno; 0: none.
  bool interrupted = false;

  void open(const std::vector<fs::path>& watched) {
    const int opened = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (opened < 0) {
      problem = errno;
      return;
    }
    queue.assign(opened);
    for (const fs::path& folder : watched) add(folder);
    signals.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      interrupted = true;
      context.stop();
    });
    read();
  }

  void add(const fs::path& folder) {
    const int number = ::inotify_add_watch(queue.native_handle(), folder.c_str(), kEvents);
    if (number < 0) {
      if (errno != ENOENT && errno != ENOTDIR) problem = errno;
      return;
    }
    folders[number] = folder;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
      if (entry.is_directory(unreadable) && !entry.is_symlink(unreadable) &&
          !is_transient(entry.path().filename().string())) {
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

  void stop_when_quiet() {
    quiet.expires_after(kQuiet);
    quiet.async_wait([this](const boost::system::error_code& postponed) {
      if (!postponed) context.stop();
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
    const auto folder = folders.find(event.wd);
    if (folder == folders.end()) return;
    if ((event.mask & IN_IGNORED) != 0U) {
      folders.erase(folder);
      return;
    }
    if (is_transient(name)) return;
    const fs::path path = folder->second / name;
    if (ignored.contains(path)) return;
    if ((event.mask & IN_ISDIR) == 0U) {
      if ((event.mask & IN_CREATE) == 0U) changed.insert(path);  // its IN_CLOSE_WRITE follows
      return;
    }
    if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0U) add(path);
    // What was put into it before we looked is not announced.
    changed.insert(path);
  }
};

Watch::Watch(const std::vector<fs::path>& folders, std::set<fs::path> ignored)
    : state_(std::make_unique<State>(std::move(ignored))) {
  state_->open(folders);
}

Watch::~Watch() = default;

std::size_t Watch::size() const { return state_->folders.size(); }

Result<std::set<fs::path>> Watch::wait() {
  state_->context.restart();
  if (state_->problem == 0 && !state_->interrupted) state_->context.run();
  if (state_->problem != 0) {
    return Failure{{},
                   fmt::format("cannot watch the suite: {}", std::strerror(state_->problem)),
                   "the system limits how much is watched: sysctl fs.inotify"};
  }
  if (state_->interrupted) return std::set<fs::path>();
  return std::exchange(state_->changed, {});
}

}  // namespace mustfail
