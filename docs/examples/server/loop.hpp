// The event loop of one thread: it serves the connections that it is sent, until nobody can send
// one any more and all are closed. Long work goes to the pool, as a task that owns what it needs,
// and comes back as a message with the number of the session that waits for it.
#pragma once

#include <norace/norace.hpp>
#include <norace/pool.hpp>
#include <norace/with_asio.hpp>

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "connection.hpp"
#include "session.hpp"
#include "store.hpp"

// What the loops have in common.
struct Shared {
  norace::Arc<const Store> store;
  norace::Arc<const Statistics> statistics;
  norace::Arc<const norace::Pool> pool;
  norace::CancelToken stop;
};

struct Answer {
  std::uint64_t session;
  Reply reply;
};

// A checksum (FNV) over all values, whatever their order: the work that is too long for a loop.
inline std::uint64_t digest(const Store& store, const norace::CancelToken& stop) {
  std::uint64_t all = 0;
  for (std::size_t part = 0; part < Store::parts; ++part) {
    stop.check();
    for (const auto& value : store.values(part)) {
      std::uint64_t hash = 14695981039346656037U;
      for (const char c : *value) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
      all += hash;
    }
  }
  return all;
}

class Loop final : public Site {
 public:
  Loop(norace::Receiver<Connection> connections, Shared shared)
      : Loop(std::move(connections), std::move(shared), norace::channel<Answer>()) {}
  void run() {
    wait_for_connection();
    wait_for_answer();
    io_.run();
  }

 private:
  Loop(norace::Receiver<Connection> connections, Shared shared, norace::Channel<Answer> answers)
      : shared_(std::move(shared)),
        connections_(io_, std::move(connections)),
        finished_(std::move(answers.sender)),
        answers_(io_, std::move(answers.receiver)) {}

  void wait_for_connection() {
    connections_.async_recv([this](std::optional<Connection> connection) {
      if (!connection) return close();
      Statistics::count(shared_.statistics->connections);
      const auto session =
          std::make_shared<Session>(std::move(*connection).into(io_), ++last_number_, *this);
      sessions_.emplace(last_number_, session);
      session->read();
      wait_for_connection();
    });
  }
  void wait_for_answer() {
    answers_.async_recv([this](std::optional<Answer> answer) {
      if (!answer) return;
      const auto at = sessions_.find(answer->session);
      if (at != sessions_.end()) at->second->reply(std::move(answer->reply));
      wait_for_answer();
    });
  }

  // No connection can come any more. Who is being served gets the reply, for so long.
  void close() {
    is_closing_ = true;
    for (const auto& [number, session] : sessions_) session->end_when_idle();
    patience_.expires_after(std::chrono::seconds(5));
    patience_.async_wait([this](boost::system::error_code error) {
      if (error) return;
      shared_.stop.cancel();
      for (const auto& [number, session] : sessions_) session->end_now();
    });
    end_if_done();
  }
  void end_if_done() {
    if (!is_closing_ || !sessions_.empty()) return;
    patience_.cancel();
    finished_.reset();  // the tasks' own copies are the last ones
  }
  bool is_closing() const override { return is_closing_; }
  void ended(std::uint64_t session) override {
    sessions_.erase(session);
    end_if_done();
  }

  std::optional<Reply> answer(std::uint64_t session,
                              http::request<http::string_body> request) override {
    const std::string target(request.target());
    if (target.starts_with("/kv/")) return value(target.substr(4), std::move(request));
    if (target == "/statistics") return Reply{http::status::ok, shared_.statistics->text()};
    if (target != "/digest") return Reply{http::status::not_found, {}};
    Statistics::count(shared_.statistics->digests);
    shared_.pool
        ->spawn(
            [](norace::Arc<const Store> store, norace::CancelToken stop, std::uint64_t asker,
               norace::Sender<Answer> out) {
              out.send({asker, {http::status::ok, std::to_string(digest(*store, stop)) + '\n'}});
            },
            shared_.store, shared_.stop, session, *finished_)
        .detach();
    return std::nullopt;
  }
  Reply value(std::string key, http::request<http::string_body> request) {
    switch (request.method()) {
      case http::verb::get:
        if (const auto found = shared_.store->get(key)) {
          Statistics::count(shared_.statistics->found);
          return {http::status::ok, **found};
        }
        Statistics::count(shared_.statistics->missed);
        return {http::status::not_found, {}};
      case http::verb::put: {
        Statistics::count(shared_.statistics->written);
        const bool is_new = shared_.store->put(
            std::move(key), norace::Arc<const std::string>::make(std::move(request.body())));
        return {is_new ? http::status::created : http::status::no_content, {}};
      }
      case http::verb::delete_:
        return {shared_.store->erase(key) ? http::status::no_content : http::status::not_found, {}};
      default:
        return {http::status::method_not_allowed, {}};
    }
  }

  const Shared shared_;
  boost::asio::io_context io_{1};
  norace::AsioReceiver<Connection> connections_;
  std::optional<norace::Sender<Answer>> finished_;
  norace::AsioReceiver<Answer> answers_;
  boost::asio::steady_timer patience_{io_};
  std::map<std::uint64_t, std::shared_ptr<Session>> sessions_;
  std::uint64_t last_number_ = 0;
  bool is_closing_ = false;
};
