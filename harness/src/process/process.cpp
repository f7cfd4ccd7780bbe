#include "process/process.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect_pipe.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>

#include "process/file_watch.hpp"
#include "process/fork_server.hpp"
#include "process/launch.hpp"
#include "process/orphans.hpp"

namespace mustfail {

namespace asio = boost::asio;

namespace {

using Clock = std::chrono::steady_clock;

/// How often the memory of the running programs is looked at.
constexpr std::chrono::milliseconds kWatchInterval{50};
/// How long a pipe may stay open after its program has ended (a grandchild holds it).
constexpr std::chrono::milliseconds kDrainTime{500};

/// Resident bytes of a process and everything that it started, from /proc.
std::uint64_t resident_bytes(int pid) {
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::uint64_t total = 0;
  std::uint64_t resident_pages = 0;
  const std::string folder = fmt::format("/proc/{}", pid);
  if (std::ifstream statm(folder + "/statm"); statm >> total >> resident_pages) {
    total = resident_pages * page;
  }
  std::ifstream children(fmt::format("{}/task/{}/children", folder, pid));
  for (int child = 0; children >> child;) total += resident_bytes(child);
  return total;
}

}  // namespace

/// One running program. It keeps itself alive through its handlers until `finish`.
class Child : public std::enable_shared_from_this<Child> {
 public:
  Child(asio::io_context& context, ForkServers& servers, Command command,
        std::function<void(ProcessResult)> done)
      : context_(context),
        servers_(servers),
        command_(std::move(command)),
        done_(std::move(done)),
        output_{asio::readable_pipe(context), {}, {}, false},
        errors_{asio::readable_pipe(context), {}, {}, false},
        deadline_(context),
        watch_(context),
        drain_(context),
        program_(context) {}

  void start() {
    started_ = Clock::now();
    boost::system::error_code problem;
    if (::access(command_.argv.front().c_str(), X_OK) != 0) {
      problem.assign(errno, boost::system::system_category());
    } else {
      running_.emplace();
      launch(problem);
    }
    if (problem) {
      running_.reset();
      result_.ending = {Ending::How::not_started, problem.value()};
      output_.closed = errors_.closed = exited_ = true;
      asio::post(context_, [self = shared_from_this()] { self->finish(); });
      return;
    }
    read(output_);
    read(errors_);
    wait();
    deadline_.expires_after(command_.time_limit);
    deadline_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
      if (!cancelled) self->kill(Ending::How::timed_out);
    });
    if (command_.memory_limit != 0) watch_memory();
  }

  void kill(Ending::How why) {
    if (killed_for_ == Ending::How::not_run) killed_for_ = why;
    if (!exited_) kill_group();
  }

 private:
  struct Stream {
    asio::readable_pipe pipe;
    std::array<char, 16384> buffer;
    std::string text;
    bool closed;
  };

  void launch(boost::system::error_code& problem) {
    asio::writable_pipe output(context_);
    asio::writable_pipe errors(context_);
    static_cast<void>(asio::connect_pipe(output_.pipe, output, problem));
    if (!problem) static_cast<void>(asio::connect_pipe(errors_.pipe, errors, problem));
    if (problem) return;
    const Streams streams{.output = output.native_handle(), .errors = errors.native_handle()};
    if (!launch_forked(streams)) {
      Listener listener;
      group_ = mustfail::launch(command_.argv, command_.environment, command_.folder, streams,
                                problem, command_.is_watched ? &listener : nullptr);
      if (listener.file >= 0) {
        files_ = std::make_shared<FileWatch>(context_, listener.file);
        files_->begin();
      }
    }
    if (problem) return;
    const auto file = static_cast<int>(::syscall(SYS_pidfd_open, group_, 0));
    if (file >= 0) return static_cast<void>(program_.assign(file, problem));
    problem.assign(errno, boost::system::system_category());
    kill_group();
    ::waitpid(group_, nullptr, 0);
  }

  /// Not Boost.Process's async_wait: that believes that a process has ended once its descriptor was
  /// said to be readable, and blocks until it has. Asio may say so of an earlier descriptor.
  void wait() {
    program_.async_wait(asio::posix::descriptor_base::wait_read,
                        [self = shared_from_this()](boost::system::error_code) {
                          int status = 0;
                          const int ended = ::waitpid(self->group_, &status, WNOHANG);
                          if (ended == 0) return self->wait();
                          // Somebody else has reaped it: nobody knows how it ended.
                          if (ended < 0) self->killed_for_ = Ending::How::interrupted;
                          self->on_exit(status);
                        });
  }

  /// False: it has to be started in the usual way.
  bool launch_forked(const Streams& streams) {
    if (!command_.serving) return false;
    ForkServer* const server = servers_.find(*command_.serving);
    if (server == nullptr) return false;
    const auto started = server->start(command_, streams);
    if (!started) return false;
    group_ = *started;
    result_.served = true;
    ::setpgid(group_, group_);  // the child does it too; whoever comes first
    return true;
  }

  void read(Stream& stream) {
    stream.pipe.async_read_some(
        asio::buffer(stream.buffer),
        [self = shared_from_this(), &stream](boost::system::error_code ended, std::size_t count) {
          const std::size_t limit = self->command_.output_limit;
          const std::size_t room = limit == 0 ? count : limit - std::min(limit, stream.text.size());
          stream.text.append(stream.buffer.data(), std::min(room, count));
          if (count > room) self->kill(Ending::How::flooded);
          if (ended) {
            stream.closed = true;
            self->finish();
          } else {
            self->read(stream);
          }
        });
  }

  void watch_memory() {
    watch_.expires_after(kWatchInterval);
    watch_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
      if (cancelled || self->exited_) return;
      if (resident_bytes(self->group_) > self->command_.memory_limit) {
        self->kill(Ending::How::over_memory);
      }
      self->watch_memory();
    });
  }

  void on_exit(int status) {
    exited_ = true;
    kill_group();  // whatever the program left behind
    reap_remains(group_);
    running_.reset();
    deadline_.cancel();
    watch_.cancel();
    if (killed_for_ != Ending::How::not_run) {
      result_.ending = {killed_for_, 0};
    } else if (WIFSIGNALED(status)) {
      result_.ending = {Ending::How::signalled, WTERMSIG(status)};
    } else {
      result_.ending = {Ending::How::exited, WEXITSTATUS(status)};
    }
    drain_.expires_after(kDrainTime);
    drain_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
      if (cancelled) return;
      boost::system::error_code ignored;
      static_cast<void>(self->output_.pipe.close(ignored));
      static_cast<void>(self->errors_.pipe.close(ignored));
    });
    finish();
  }

  void kill_group() const {
    if (group_ > 0) ::kill(-group_, SIGKILL);
  }

  void finish() {
    if (!exited_ || !output_.closed || !errors_.closed || !done_) return;
    drain_.cancel();
    if (files_) {
      files_->end();
      result_.asked = files_->asked();
    }
    // A program that wrote too much and then ended before it was killed has flooded all the same.
    if (killed_for_ == Ending::How::flooded) result_.ending = {Ending::How::flooded, 0};
    result_.output = std::move(output_.text);
    result_.errors = std::move(errors_.text);
    result_.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    std::exchange(done_, nullptr)(std::move(result_));
  }

  asio::io_context& context_;
  ForkServers& servers_;
  Command command_;
  std::function<void(ProcessResult)> done_;
  Stream output_;
  Stream errors_;
  asio::steady_timer deadline_;
  asio::steady_timer watch_;
  asio::steady_timer drain_;
  std::optional<RunningProgram> running_;
  std::shared_ptr<FileWatch> files_;
  asio::posix::stream_descriptor program_;  ///< Readable once the program has ended.
  int group_ = 0;
  bool exited_ = false;
  Ending::How killed_for_ = Ending::How::not_run;
  Clock::time_point started_;
  ProcessResult result_;
};

struct ProcessGroup::State {
  explicit State(asio::io_context& context) : io(context) {}

  asio::io_context& io;
  ForkServers servers;
  std::set<std::shared_ptr<Child>> running;
};

ProcessGroup::ProcessGroup(asio::io_context& context) : state_(std::make_shared<State>(context)) {}

ProcessGroup::~ProcessGroup() { stop_all(); }

void ProcessGroup::start(Command command, std::function<void(ProcessResult)> done) {
  // `done` may outlive this object when the io_context is dropped early: hence the weak state.
  auto slot = std::make_shared<std::weak_ptr<Child>>();
  auto child = std::make_shared<Child>(
      state_->io, state_->servers, std::move(command),
      [slot, state = std::weak_ptr(state_), done = std::move(done)](ProcessResult result) {
        if (const auto alive = state.lock()) alive->running.erase(slot->lock());
        done(std::move(result));
      });
  *slot = child;
  state_->running.insert(child);
  child->start();
}

void ProcessGroup::stop_all() {
  for (const auto& child : state_->running) child->kill(Ending::How::interrupted);
}

ProcessResult run_to_end(Command command, const std::stop_token& stop) {
  asio::io_context context;
  ProcessGroup group(context);
  const std::stop_callback on_stop(stop,
                                   [&] { asio::post(context, [&group] { group.stop_all(); }); });
  ProcessResult result;
  group.start(std::move(command), [&](ProcessResult ended) { result = std::move(ended); });
  context.run();
  return result;
}

std::string to_string(const Ending& ending) {
  switch (ending.how) {
    case Ending::How::not_run:
      return "was not run";
    case Ending::How::exited:
      return fmt::format("exited with status {}", ending.code);
    case Ending::How::signalled:
      return fmt::format("was killed by signal {} ({})", ending.code, ::strsignal(ending.code));
    case Ending::How::timed_out:
      return "did not end within its time limit and was killed";
    case Ending::How::over_memory:
      return "went over its memory limit and was killed";
    case Ending::How::flooded:
      return "wrote more than its output limit and was killed";
    case Ending::How::not_started:
      return fmt::format("could not be started: {}", std::strerror(ending.code));
    case Ending::How::interrupted:
      return "was interrupted";
  }
  return "?";
}

}  // namespace mustfail
