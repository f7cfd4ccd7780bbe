// One client's connection, in the event loop of the thread that it was handed to: requests are read
// one after the other, and each gets its reply. Nothing here knows of other threads; what a Session
// asks for answers, its Site, lives in the same one. Both servers use it as it is.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace http = boost::beast::http;
using tcp = boost::asio::ip::tcp;

struct Reply {
  http::status status = http::status::ok;
  std::string body;
};

class Site {
 public:
  virtual ~Site() = default;
  // Empty where the answer comes later, by Session::reply() of the session with this number.
  virtual std::optional<Reply> answer(std::uint64_t session,
                                      http::request<http::string_body> request) = 0;
  virtual bool is_closing() const = 0;
  virtual void ended(std::uint64_t session) = 0;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, std::uint64_t number, Site& site)
      : socket_(std::move(socket)), number_(number), site_(site) {
    socket_.set_option(tcp::no_delay(true), ignored_);
  }

  void read() {
    is_idle_ = true;
    request_ = {};
    http::async_read(socket_, buffer_, request_,
                     [self = shared_from_this()](boost::beast::error_code error, std::size_t) {
                       self->has_read(error);
                     });
  }
  void reply(Reply reply) {
    response_ = {};
    response_.version(version_);
    response_.result(reply.status);
    response_.keep_alive(keeps_alive_ && !site_.is_closing());
    response_.body() = std::move(reply.body);
    response_.prepare_payload();
    http::async_write(socket_, response_,
                      [self = shared_from_this()](boost::beast::error_code error, std::size_t) {
                        self->has_written(error);
                      });
  }
  // No further request is waited for; one that has begun gets its reply.
  void end_when_idle() {
    if (is_idle_) socket_.shutdown(tcp::socket::shutdown_receive, ignored_);
  }
  void end_now() { socket_.close(ignored_); }

 private:
  void has_read(boost::beast::error_code error) {
    is_idle_ = false;
    if (error) return end();
    keeps_alive_ = request_.keep_alive();
    version_ = request_.version();
    if (auto now = site_.answer(number_, std::move(request_))) reply(*std::move(now));
  }
  void has_written(boost::beast::error_code error) {
    if (error || !response_.keep_alive()) return end();
    read();
  }
  void end() {
    socket_.shutdown(tcp::socket::shutdown_both, ignored_);
    socket_.close(ignored_);
    site_.ended(number_);
  }

  tcp::socket socket_;
  const std::uint64_t number_;
  Site& site_;
  boost::beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
  unsigned version_ = 11;
  bool keeps_alive_ = false;
  bool is_idle_ = false;
  boost::beast::error_code ignored_;
};
