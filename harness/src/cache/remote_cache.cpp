#include "cache/remote_cache.hpp"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <utility>

namespace mustfail {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

/// One kept connection; works off the cache's requests, one after the other.
class RemoteCache::Connection : public std::enable_shared_from_this<Connection> {
 public:
  explicit Connection(RemoteCache& cache) : cache_(&cache), stream_(cache.context_) {}

  bool is_idle() const { return !request_; }

  void work() {
    if (cache_ == nullptr || request_ || cache_->waiting_.empty()) return;
    request_ = std::move(cache_->waiting_.front());
    cache_->waiting_.pop_front();
    is_connected_ ? send() : connect();
  }

  /// The cache is gone or off: what was asked is answered with nothing.
  void drop() {
    cache_ = nullptr;
    stream_.cancel();
    error_code ignored;
    static_cast<void>(stream_.socket().close(ignored));
    if (!request_) return;
    Request request = std::move(*request_);
    request_.reset();
    if (request.done) request.done(std::nullopt);
  }

 private:
  void connect() {
    is_reused_ = false;
    stream_.expires_after(cache_->limits_.connect);
    stream_.async_connect(cache_->endpoints_,
                          [self = shared_from_this()](error_code refused, const auto&) {
                            if (self->cache_ == nullptr) return;
                            if (refused == beast::error::timeout) {
                              return self->fail("connecting took too long");
                            }
                            if (refused) return self->fail(refused.message());
                            self->is_connected_ = true;
                            self->send();
                          });
  }

  void send() {
    const RemoteAddress& address = cache_->address_;
    message_ = {};
    message_.version(11);
    message_.method(request_->is_put ? http::verb::put : http::verb::get);
    message_.target(address.path + "/ac/" + request_->name);
    message_.set(http::field::host,
                 address.port == "80" ? address.host : address.host + ":" + address.port);
    message_.set(http::field::user_agent, "mustfail");
    if (!address.authorization.empty()) {
      message_.set(http::field::authorization, address.authorization);
    }
    if (request_->is_put) {
      message_.set(http::field::content_type, "application/octet-stream");
      message_.body() = request_->bytes;
    }
    message_.prepare_payload();
    stream_.expires_after(cache_->limits_.request);
    http::async_write(stream_, message_, [self = shared_from_this()](error_code problem, auto) {
      if (self->cache_ == nullptr) return;
      problem ? self->retry_or_fail(problem) : self->receive();
    });
  }

  void receive() {
    answer_.emplace();
    answer_->body_limit(cache_->limits_.bytes);
    http::async_read(stream_, buffer_, *answer_,
                     [self = shared_from_this()](error_code problem, auto) {
                       if (self->cache_ == nullptr) return;
                       problem ? self->retry_or_fail(problem) : self->finish();
                     });
  }

  void finish() {
    auto message = answer_->release();
    if (!message.keep_alive()) disconnect();
    is_reused_ = is_connected_;
    Request request = std::move(*request_);
    request_.reset();
    const auto self = shared_from_this();  // the answer may turn everything off
    cache_->answer(request, message.result_int(), std::move(message.body()));
    work();
  }

  void disconnect() {
    error_code ignored;
    static_cast<void>(stream_.socket().close(ignored));
    is_connected_ = false;
    buffer_.clear();
  }

  /// A server may close a connection that was kept at any moment: that is no failure.
  void retry_or_fail(error_code problem) {
    if (problem == beast::error::timeout) return fail("the answer took too long");
    disconnect();
    if (std::exchange(is_reused_, false)) return connect();
    fail(problem == http::error::body_limit ? "an answer is too large" : problem.message());
  }

  void fail(const std::string& why) {
    if (cache_ != nullptr) cache_->turn_off(why);
  }

  RemoteCache* cache_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> message_;
  std::optional<http::response_parser<http::string_body>> answer_;
  std::optional<Request> request_;
  bool is_connected_ = false;
  bool is_reused_ = false;
};

RemoteCache::RemoteCache(asio::io_context& context, RemoteAddress address, bool read_only,
                         std::function<void(std::string)> warn, RemoteLimits limits)
    : context_(context),
      address_(std::move(address)),
      read_only_(read_only),
      warn_(std::move(warn)),
      limits_(limits) {}

RemoteCache::~RemoteCache() { stop(); }

void RemoteCache::get(const std::string& name,
                      std::function<void(std::optional<std::string>)> done) {
  enqueue({name, false, {}, std::move(done)});
}

void RemoteCache::put(const std::string& name, std::string bytes) {
  if (!read_only_ && !off_) enqueue({name, true, std::move(bytes), {}});
}

/// On a context of its own: starting a program stops the resolver of the one that it is started
/// from, and a question under way is then never answered (Asio 1.81, notify_fork).
void RemoteCache::resolve() {
  asio::io_context context;
  asio::ip::tcp::resolver resolver(context);
  std::optional<error_code> problem;
  resolver.async_resolve(address_.host, address_.port, [&](error_code failed, const auto& found) {
    problem = failed;
    endpoints_ = found;
  });
  context.run_for(limits_.connect);
  if (!problem) return turn_off("its name took too long to resolve");
  if (*problem) turn_off(problem->message());
}

void RemoteCache::enqueue(Request request) {
  if (!off_ && endpoints_.empty()) resolve();
  if (off_) {
    if (request.done)
      asio::post(context_, [done = std::move(request.done)] { done(std::nullopt); });
    return;
  }
  // Somebody waits for a get, nobody for a put.
  request.is_put ? waiting_.push_back(std::move(request)) : waiting_.push_front(std::move(request));
  std::size_t idle = 0;
  for (const auto& each : connections_) idle += each->is_idle() ? 1U : 0U;
  if (idle < waiting_.size() && connections_.size() < limits_.connections) {
    connections_.push_back(std::make_shared<Connection>(*this));
  }
  for (const auto& each : connections_) {
    if (each->is_idle()) asio::post(context_, [each] { each->work(); });
  }
}

void RemoteCache::answer(Request& request, unsigned status, std::string body) {
  constexpr unsigned kFirstError = 400;
  constexpr unsigned kFirstServerError = 500;
  if (request.is_put) {
    if (status >= kFirstServerError) return turn_off(fmt::format("it answered {}", status));
    if (status < kFirstError) {
      ++stored_;
    } else if (!std::exchange(read_only_, true)) {
      warn_(fmt::format("the remote cache {} refuses to be written to ({}); it is only read",
                        address_.shown, status));
      std::erase_if(waiting_, [](const Request& each) { return each.is_put; });
    }
  } else if (status == 200 || status == 404) {
    request.done(status == 200 ? std::optional(std::move(body)) : std::nullopt);
  } else {
    turn_off(fmt::format("it answered {}", status));
    request.done(std::nullopt);
  }
}

void RemoteCache::turn_off(const std::string& why) {
  if (off_) return;
  warn_(fmt::format("the remote cache {} is off for this run: {}", address_.shown, why));
  stop();
}

void RemoteCache::stop() {
  off_ = true;
  for (const auto& each : std::exchange(connections_, {})) each->drop();
  for (Request& each : std::exchange(waiting_, {})) {
    if (each.done) each.done(std::nullopt);
  }
}

}  // namespace mustfail
