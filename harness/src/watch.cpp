#include "watch.hpp"

#include <fmt/format.h>
#include <sys/inotify.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <functional>
#include <map>
#include <set>

namespace mustfail {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

/// An editor's save is several events; a checkout is many.
constexpr std::chrono::milliseconds kQuiet{100};
constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

bool is_of_an_editor(std::string_view name) {
  // 4913 is how Vim tries whether it may write here.
  return name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~' ||
         name == "4913";
}

}  // namespace

struct Watch::State {
  asio::io_context context;
  asio::posix::stream_descriptor queue{context};
  std::map<int, fs::path> folders;  ///< By inotify's number.
  std::set<fs::path> changed;
  std::array<char, 65536> buffer{};
  int problem = 0;  ///< An errno; 0: none.

  void add(const fs::path& folder) {
    const int number = ::inotify_add_watch(queue.native_handle(), folder.c_str(), kEvents);
    if (number < 0) {
      if (errno != ENOENT && errno != ENOTDIR) problem = errno;
      return;
    }
    folders[number] = folder;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      if (entry.is_directory(ignored) && !entry.is_symlink(ignored) &&
          !is_of_an_editor(entry.path().filename().string())) {
        add(entry.path());
      }
    }
  }

  void take(std::size_t size) {
    for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      at += sizeof event + event.len;
      const auto folder = folders.find(event.wd);
      if (folder == folders.end()) continue;
      if ((event.mask & IN_IGNORED) != 0U) {
        folders.erase(folder);
        continue;
      }
      const std::string file = event.len == 0 ? std::string() : std::string(name);
      if (is_of_an_editor(file)) continue;
      const fs::path path = folder->second / file;
      if ((event.mask & IN_ISDIR) != 0U) {
        // What was put into it before we looked is not announced.
        if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0U) {
          add(path);
          changed.insert(path);
        }
      } else if ((event.mask & IN_CREATE) == 0U) {  // its IN_CLOSE_WRITE follows
        changed.insert(path);
      }
    }
  }
};

Watch::Watch(const std::vector<fs::path>& folders) : state_(std::make_unique<State>()) {
  const int queue = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (queue < 0) {
    state_->problem = errno;
    return;
  }
  state_->queue.assign(queue);
  for (const fs::path& folder : folders) state_->add(folder);
}

Watch::~Watch() = default;

std::size_t Watch::size() const { return state_->folders.size(); }

Result<std::vector<fs::path>> Watch::wait() {
  State& state = *state_;
  if (state.problem != 0) {
    return Failure{{},
                   fmt::format("cannot watch the suite: {}", std::strerror(state.problem)),
                   "the system limits how much is watched: sysctl fs.inotify"};
  }
  asio::signal_set signals(state.context, SIGINT, SIGTERM);
  asio::steady_timer quiet(state.context);
  bool interrupted = false;
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    interrupted = true;
    state.context.stop();
  });
  std::function<void()> read = [&] {
    state.queue.async_read_some(
        asio::buffer(state.buffer), [&](const boost::system::error_code& error, std::size_t size) {
          if (error) {
            if (error != asio::error::operation_aborted) state.problem = error.value();
            return state.context.stop();
          }
          state.take(size);
          if (!state.changed.empty()) {
            quiet.expires_after(kQuiet);
            quiet.async_wait([&](const boost::system::error_code& cancelled) {
              if (!cancelled) state.context.stop();
            });
          }
          read();
        });
  };
  read();
  state.context.restart();
  state.context.run();
  // Let the handlers, which know this frame, come to their end.
  signals.cancel();
  quiet.cancel();
  state.queue.cancel();
  read = [] {};
  state.context.restart();
  state.context.poll();
  if (interrupted) return std::vector<fs::path>();
  std::vector<fs::path> files(state.changed.begin(), state.changed.end());
  state.changed.clear();
  if (files.empty()) return wait();
  return files;
}

}  // namespace mustfail
