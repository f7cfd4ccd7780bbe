#include "process/jobserver.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <re2/re2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "util/text.hpp"

namespace mustfail {

namespace {

bool is_pipe(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

/// The pipe behind the descriptor, opened anew: to wait for it without blocking must not change how
/// make and its other children read it.
int open_again(int descriptor, int mode) {
  if (descriptor < 0 || !is_pipe(descriptor)) return -1;
  return ::open(fmt::format("/proc/self/fd/{}", descriptor).c_str(), mode | O_CLOEXEC);
}

}  // namespace

std::optional<JobserverAddress> jobserver_of(std::string_view makeflags) {
  static const RE2 named(R"(--jobserver-auth=fifo:(.+))");
  static const RE2 pair(R"(--jobserver-(?:auth|fds)=(-?\d+),(-?\d+))");
  std::optional<JobserverAddress> address;
  for (const auto& word : split_list(makeflags, ' ')) {
    if (word == "--") break;  // what follows are variables
    JobserverAddress found;
    if (RE2::FullMatch(word, named, &found.fifo) ||
        RE2::FullMatch(word, pair, &found.read, &found.write)) {
      address = found;
    }
  }
  return address;
}

std::unique_ptr<Jobserver> Jobserver::connect(boost::asio::io_context& context,
                                              const JobserverAddress& address) {
  int read = -1;
  int write = -1;
  if (address.fifo.empty()) {
    read = open_again(address.read, O_RDONLY | O_NONBLOCK);
    write = open_again(address.write, O_WRONLY);
  } else {
    read = ::open(address.fifo.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (read >= 0 && is_pipe(read)) write = ::open(address.fifo.c_str(), O_WRONLY | O_CLOEXEC);
  }
  if (read >= 0 && write >= 0) {
    return std::unique_ptr<Jobserver>(new Jobserver(context, read, write));
  }
  if (read >= 0) ::close(read);
  if (write >= 0) ::close(write);
  return nullptr;
}

Jobserver::Jobserver(boost::asio::io_context& context, int read, int write)
    : read_(context, read), write_(write) {}

Jobserver::~Jobserver() {
  keep(0);
  ::close(write_);
}

bool Jobserver::take() {
  char token = 0;
  ssize_t count = 0;
  do {
    count = ::read(read_.native_handle(), &token, 1);
  } while (count < 0 && errno == EINTR);
  if (count != 1) return false;
  tokens_ += token;
  return true;
}

void Jobserver::wait(std::function<void()> ready) {
  if (waiting_) return;
  waiting_ = true;
  read_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                   [this, ready = std::move(ready)](boost::system::error_code cancelled) {
                     if (cancelled == boost::asio::error::operation_aborted) return;
                     waiting_ = false;
                     ready();
                   });
}

void Jobserver::stop_waiting() {
  waiting_ = false;
  boost::system::error_code ignored;
  static_cast<void>(read_.cancel(ignored));
}

void Jobserver::keep(std::size_t count) {
  while (tokens_.size() > count) {
    const ssize_t written = ::write(write_, &tokens_.back(), 1);
    if (written < 0 && errno == EINTR) continue;
    tokens_.pop_back();
  }
}

}  // namespace mustfail
