// Puts load on a server of this folder, and checks each of its replies.
//
//   load PORT [CONNECTIONS [SECONDS [THREADS]]]      0 seconds: until the server hangs up
//
// Each thread has its share of the connections, sends one request on each, then reads the replies:
// nine of ten are GETs, one is a PUT, one of 10,000 a GET /digest. The value of a key begins with
// the key, so a reply with another one's value is seen. Prints what was done, and in what time a
// round of all of a thread's connections was answered. Status 1: a reply was wrong, or broke off,
// or the server hung up without being asked to.
#include <norace/norace.hpp>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using tcp = boost::asio::ip::tcp;
using Clock = std::chrono::steady_clock;
constexpr std::size_t keys = 10'000;

std::string value_of(std::size_t key, std::uint64_t salt) {
  return "value-of-" + std::to_string(key) + '-' + std::string(80 + salt % 41, 'x');
}

struct Done {
  std::vector<std::int64_t> rounds;  // in microseconds
  std::size_t requests = 0;
  std::size_t found = 0;
};

class Client {
 public:
  Client(boost::asio::io_context& io, unsigned short port) : socket_(io) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    socket_.set_option(tcp::no_delay(true));
  }
  void ask(std::uint64_t random) {
    key_ = random % keys;
    const std::uint64_t kind = random / keys % 10'000;
    is_put_ = kind < 1'000;
    is_digest_ = kind == 1'000;
    const std::string path = is_digest_ ? "/digest" : "/kv/" + std::to_string(key_);
    request_ = (is_put_ ? "PUT " : "GET ") + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (is_put_) {
      const std::string value = value_of(key_, random);
      request_ += "Content-Length: " + std::to_string(value.size()) + "\r\n\r\n" + value;
    } else {
      request_ += "\r\n";
    }
    boost::system::error_code error;
    boost::asio::write(socket_, boost::asio::buffer(request_), error);
    if (error) is_open_ = false;
  }
  bool is_open() const { return is_open_; }
  // Whether there was a value.
  bool read_reply() {
    boost::system::error_code error;
    const std::size_t head =
        boost::asio::read_until(socket_, boost::asio::dynamic_buffer(received_), "\r\n\r\n", error);
    if (error && received_.empty()) {
      is_open_ = false;
      return false;
    }
    if (error) throw boost::system::system_error(error, "in the middle of a reply");
    const std::size_t status = std::stoul(received_.substr(received_.find(' ')));
    const std::size_t field = received_.find("Content-Length: ");
    const std::size_t length = field < head ? std::stoul(received_.substr(field + 16)) : 0;
    if (received_.size() < head + length)
      boost::asio::read(socket_, boost::asio::dynamic_buffer(received_),
                        boost::asio::transfer_exactly(head + length - received_.size()));
    const std::string body = received_.substr(head, length);
    received_.erase(0, head + length);
    const std::string wanted = "value-of-" + std::to_string(key_) + '-';
    const bool is_right = is_put_      ? status == 201 || status == 204
                          : is_digest_ ? status == 200 && !body.empty()
                                       : (status == 200 && body.starts_with(wanted)) ||
                                             (status == 404 && body.empty());
    if (!is_right)
      throw std::runtime_error("to '" + request_ + "' came " + std::to_string(status) + " '" +
                               body + "'");
    return status == 200 && !is_digest_;
  }

 private:
  tcp::socket socket_;
  std::string request_;
  std::string received_;
  std::size_t key_ = 0;
  bool is_put_ = false;
  bool is_digest_ = false;
  bool is_open_ = true;
};

Done put_load(unsigned short port, std::size_t connections, std::uint64_t random,
              std::optional<Clock::time_point> until) {
  boost::asio::io_context io(1);
  std::vector<Client> clients;
  for (std::size_t i = 0; i < connections; ++i) clients.emplace_back(io, port);
  Done done;
  for (auto begun = Clock::now(); until ? begun < *until : !clients.empty();) {
    for (Client& client : clients) {
      random ^= random << 13;
      random ^= random >> 7;
      random ^= random << 17;
      client.ask(random);
    }
    for (Client& client : clients) done.found += client.read_reply() ? 1 : 0;
    const auto closed = std::erase_if(clients, [](const Client& c) { return !c.is_open(); });
    if (until && closed != 0) throw std::runtime_error("the server hung up");
    done.requests += clients.size();
    const auto now = Clock::now();
    done.rounds.push_back(
        std::chrono::duration_cast<std::chrono::microseconds>(now - begun).count());
    begun = now;
  }
  return done;
}

void run(unsigned short port, std::size_t connections, double seconds, std::size_t threads) {
  const auto begun = Clock::now();
  std::optional<Clock::time_point> until;
  if (seconds != 0)
    until =
        begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  std::vector<norace::JoinHandle<Done>> running;
  for (std::size_t i = 0; i < threads; ++i)
    running.push_back(norace::spawn(put_load, port, std::max<std::size_t>(1, connections / threads),
                                    88172645463325252U + i, until));
  Done all;
  for (auto& each : running) {
    Done done = each.join();
    all.requests += done.requests;
    all.found += done.found;
    all.rounds.insert(all.rounds.end(), done.rounds.begin(), done.rounds.end());
  }
  const double took = std::chrono::duration<double>(Clock::now() - begun).count();
  std::sort(all.rounds.begin(), all.rounds.end());
  const auto at = [&](std::size_t percent) {
    return all.rounds[(all.rounds.size() - 1) * percent / 100];
  };
  std::printf(
      "%zu requests, %zu with a value, in %.2f s: %.0f a second; a round %lld us, of 100 the "
      "slowest %lld us\n",
      all.requests, all.found, took, static_cast<double>(all.requests) / took,
      static_cast<long long>(at(50)), static_cast<long long>(at(99)));
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, const char* otherwise) {
    return argc > at ? argv[at] : otherwise;
  };
  try {
    if (argc < 2) throw std::invalid_argument("load PORT [CONNECTIONS [SECONDS [THREADS]]]");
    run(static_cast<unsigned short>(std::stoul(argv[1])), std::stoul(number(2, "32")),
        std::stod(number(3, "2")), std::stoul(number(4, "1")));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "load: %s\n", e.what());
    return 1;
  }
}
