#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mustfail {

/// Where GNU make's jobserver is: a named pipe, or a pipe that make left open for us.
struct JobserverAddress {
  std::string fifo;  ///< Empty: `read` and `write` are the pipe's ends.
  int read = -1;
  int write = -1;

  friend bool operator==(const JobserverAddress&, const JobserverAddress&) = default;
};

/// What MAKEFLAGS says: the last `--jobserver-auth=fifo:PATH` or `=R,W` (`--jobserver-fds` before
/// make 4.2); nothing when make runs one job at a time.
std::optional<JobserverAddress> jobserver_of(std::string_view makeflags);

/// A client of make's jobserver. Whoever is started by make may run one program; each further one
/// needs a token, which is a byte in the pipe that has to be put back. All are put back when this
/// goes out of scope.
class Jobserver {
 public:
  /// Nothing when the pipe is not open, as when the recipe is not marked with a `+`.
  static std::unique_ptr<Jobserver> connect(boost::asio::io_context& context,
                                            const JobserverAddress& address);
  ~Jobserver();
  Jobserver(const Jobserver&) = delete;
  Jobserver& operator=(const Jobserver&) = delete;

  /// Takes a token if one is there now.
  bool take();
  /// Calls back once, when there may be a token to take; not after stop_waiting.
  void wait(std::function<void()> ready);
  void stop_waiting();
  /// Puts tokens back until this many are left.
  void keep(std::size_t count);
  std::size_t held() const { return tokens_.size(); }

 private:
  Jobserver(boost::asio::io_context& context, int read, int write);

  boost::asio::posix::stream_descriptor read_;
  int write_;
  bool waiting_ = false;
  std::string tokens_;  ///< The very bytes: make may tell them apart.
};

}  // namespace mustfail
