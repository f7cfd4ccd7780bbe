// The same server with std's and Asio's own types, to measure beside it. What keeps its threads
// apart is what whoever wrote it had in mind; no compiler says so.
//
//   std_server [PORT [LOOPS]]
#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "session.hpp"

namespace {

class Store {
 public:
  using Value = std::shared_ptr<const std::string>;
  static constexpr std::size_t parts = 16;

  Value get(const std::string& key) {
    Part& part = part_of(key);
    const std::shared_lock lock(part.mutex);
    const auto at = part.values.find(key);
    return at == part.values.end() ? nullptr : at->second;
  }
  bool put(std::string key, Value value) {
    Part& part = part_of(key);
    const std::unique_lock lock(part.mutex);
    return part.values.insert_or_assign(std::move(key), std::move(value)).second;
  }
  bool erase(const std::string& key) {
    Part& part = part_of(key);
    const std::unique_lock lock(part.mutex);
    return part.values.erase(key) > 0;
  }
  std::vector<Value> values(std::size_t number) {
    Part& part = parts_[number];
    const std::shared_lock lock(part.mutex);
    std::vector<Value> all;
    all.reserve(part.values.size());
    for (const auto& [key, value] : part.values) all.push_back(value);
    return all;
  }

 private:
  struct Part {
    std::shared_mutex mutex;
    std::unordered_map<std::string, Value> values;
  };
  Part& part_of(const std::string& key) { return parts_[std::hash<std::string>()(key) % parts]; }
  std::array<Part, parts> parts_;
};

struct Statistics {
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::uint64_t> found{0};
  std::atomic<std::uint64_t> missed{0};
  std::atomic<std::uint64_t> written{0};
  std::atomic<std::uint64_t> digests{0};

  static void count(std::atomic<std::uint64_t>& what) {
    what.fetch_add(1, std::memory_order_relaxed);
  }
  std::string text() const {
    const auto line = [](const char* name, const std::atomic<std::uint64_t>& n) {
      return name + (' ' + std::to_string(n.load(std::memory_order_relaxed))) + '\n';
    };
    return line("connections", connections) + line("found", found) + line("missed", missed) +
           line("written", written) + line("digests", digests);
  }
};

struct Shared {
  Store store;
  Statistics statistics;
  std::atomic<bool> is_cancelled{false};
  boost::asio::thread_pool pool;
};

std::uint64_t digest(Shared& shared) {
  std::uint64_t all = 0;
  for (std::size_t part = 0; part < Store::parts && !shared.is_cancelled; ++part) {
    for (const auto& value : shared.store.values(part)) {
      std::uint64_t hash = 14695981039346656037U;
      for (const char c : *value) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
      all += hash;
    }
  }
  return all;
}

class Loop final : public Site {
 public:
  explicit Loop(Shared& shared) : shared_(shared) {}
  void run() { io_.run(); }

  // Of any thread.
  void take(tcp::socket::native_handle_type handle) {
    boost::asio::post(io_, [this, handle] {
      Statistics::count(shared_.statistics.connections);
      const auto session =
          std::make_shared<Session>(tcp::socket(io_, tcp::v4(), handle), ++last_number_, *this);
      sessions_.emplace(last_number_, session);
      session->read();
    });
  }
  void close() {
    boost::asio::post(io_, [this] {
      is_closing_ = true;
      for (const auto& [number, session] : sessions_) session->end_when_idle();
      patience_.expires_after(std::chrono::seconds(5));
      patience_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        shared_.is_cancelled = true;
        for (const auto& [number, session] : sessions_) session->end_now();
      });
      end_if_done();
    });
  }

 private:
  void end_if_done() {
    if (!is_closing_ || !sessions_.empty()) return;
    patience_.cancel();
    work_.reset();
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
    if (target == "/statistics") return Reply{http::status::ok, shared_.statistics.text()};
    if (target != "/digest") return Reply{http::status::not_found, {}};
    Statistics::count(shared_.statistics.digests);
    boost::asio::post(shared_.pool, [this, session] {
      Reply reply{http::status::ok, std::to_string(digest(shared_)) + '\n'};
      boost::asio::post(io_, [this, session, reply = std::move(reply)]() mutable {
        const auto at = sessions_.find(session);
        if (at != sessions_.end()) at->second->reply(std::move(reply));
      });
    });
    return std::nullopt;
  }
  Reply value(std::string key, http::request<http::string_body> request) {
    switch (request.method()) {
      case http::verb::get:
        if (const auto found = shared_.store.get(key)) {
          Statistics::count(shared_.statistics.found);
          return {http::status::ok, *found};
        }
        Statistics::count(shared_.statistics.missed);
        return {http::status::not_found, {}};
      case http::verb::put: {
        Statistics::count(shared_.statistics.written);
        const bool is_new = shared_.store.put(
            std::move(key), std::make_shared<const std::string>(std::move(request.body())));
        return {is_new ? http::status::created : http::status::no_content, {}};
      }
      case http::verb::delete_:
        return {shared_.store.erase(key) ? http::status::no_content : http::status::not_found, {}};
      default:
        return {http::status::method_not_allowed, {}};
    }
  }

  Shared& shared_;
  boost::asio::io_context io_{1};
  std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_{
      boost::asio::make_work_guard(io_)};
  boost::asio::steady_timer patience_{io_};
  std::map<std::uint64_t, std::shared_ptr<Session>> sessions_;
  std::uint64_t last_number_ = 0;
  bool is_closing_ = false;
};

void run(unsigned short port, std::size_t count) {
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    loops.push_back(std::make_unique<Loop>(shared));
    threads.emplace_back([loop = loops.back().get()] { loop->run(); });
  }
  boost::asio::io_context io(1);
  tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), port});
  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { acceptor.close(); });
  std::size_t next = 0;
  const std::function<void()> accept = [&] {
    acceptor.async_accept([&](boost::system::error_code error, tcp::socket socket) {
      if (!acceptor.is_open()) return;
      if (!error) loops[next++ % count]->take(socket.release());
      accept();
    });
  };
  accept();
  std::cout << "listening on " << acceptor.local_endpoint().port() << std::endl;
  io.run();
  for (const auto& loop : loops) loop->close();
  for (auto& thread : threads) thread.join();
  shared.pool.join();
  std::cout << shared.statistics.text() << "stopped" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(argc > 1 ? static_cast<unsigned short>(std::stoul(argv[1])) : 0,
        argc > 2 ? std::stoul(argv[2]) : std::max(1U, std::thread::hardware_concurrency()));
  } catch (const std::exception& e) {
    std::cerr << "std_server: " << e.what() << '\n';
    return 1;
  }
}
