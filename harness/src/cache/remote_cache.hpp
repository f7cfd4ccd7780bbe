#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cache/remote_address.hpp"

namespace mustfail {

/// How patient we are with a remote cache, and how much we take from it.
struct RemoteLimits {
  std::chrono::milliseconds connect{2000};
  std::chrono::milliseconds request{5000};  ///< From the request to the end of the answer.
  std::size_t bytes = std::size_t{16} << 20U;
  std::size_t connections = 8;
};

/// Bytes by name in a store that speaks HTTP: `GET` and `PUT` of `URL/ac/NAME`, where a name is 64
/// hexadecimal digits, as bazel-remote and a WebDAV folder of nginx take them.
///
/// Several requests are under way at once, on connections that are kept. At the first failure it
/// is off for good: what waits is answered with nothing, and one warning is given. A store that
/// only refuses to be written to is read from further.
class RemoteCache {
 public:
  /// `warn` is called with a sentence, at most once for reading and once for writing.
  RemoteCache(boost::asio::io_context& context, RemoteAddress address, bool read_only,
              std::function<void(std::string)> warn, RemoteLimits limits = {});
  ~RemoteCache();
  RemoteCache(const RemoteCache&) = delete;
  RemoteCache& operator=(const RemoteCache&) = delete;

  /// `done` gets the bytes, or nothing when they are not there; it is called once, later.
  void get(const std::string& name, std::function<void(std::optional<std::string>)> done);
  void put(const std::string& name, std::string bytes);
  /// Gives up all that is under way.
  void stop();

  std::size_t stored() const { return stored_; }

 private:
  class Connection;
  friend class Connection;

  struct Request {
    std::string name;
    bool is_put = false;
    std::string bytes;
    std::function<void(std::optional<std::string>)> done;
  };

  void resolve();
  void enqueue(Request request);
  void answer(Request& request, unsigned status, std::string body);
  void turn_off(const std::string& why);

  boost::asio::io_context& context_;
  RemoteAddress address_;
  bool read_only_;
  std::function<void(std::string)> warn_;
  RemoteLimits limits_;
  boost::asio::ip::tcp::resolver::results_type endpoints_;  ///< Empty before the first request.
  bool off_ = false;
  std::size_t stored_ = 0;
  std::deque<Request> waiting_;
  std::vector<std::shared_ptr<Connection>> connections_;
};

}  // namespace mustfail
