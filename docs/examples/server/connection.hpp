// A connection on its way from the thread that accepted it to the one that serves it: the bare
// handle, owned. A socket of Asio's belongs to its io_context, and so to one thread.
#pragma once

#include <norace/norace.hpp>

#include <unistd.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <utility>

class Connection {
 public:
  explicit Connection(boost::asio::ip::tcp::socket socket) : handle_(socket.release()) {}
  Connection(Connection&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  Connection& operator=(Connection&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Connection() {
    if (handle_ >= 0) ::close(handle_);
  }
  // In the loop of this thread from now on.
  boost::asio::ip::tcp::socket into(boost::asio::io_context& io) && {
    return {io, boost::asio::ip::tcp::v4(), std::exchange(handle_, -1)};
  }

 private:
  int handle_;
  NORACE_MEMBERS(handle_)
};
