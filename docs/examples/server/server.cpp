// A key-value server: GET, PUT and DELETE /kv/KEY, GET /digest, GET /statistics.
//
//   server [PORT [LOOPS]]      port 0, the default, is any free one; its number is printed
//
// One thread accepts and hands each connection on; each loop's thread serves those that it was
// given. SIGTERM or SIGINT: nobody new is accepted, who is being served gets the reply, and then
// all threads are joined.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "loop.hpp"

namespace {

class Acceptor {
 public:
  Acceptor(unsigned short port, std::vector<norace::Sender<Connection>> loops)
      : loops_(std::move(loops)), acceptor_(io_, {boost::asio::ip::address_v4::loopback(), port}) {}
  unsigned short port() const { return acceptor_.local_endpoint().port(); }
  // Until a signal comes.
  void run() {
    signals_.async_wait([this](boost::system::error_code, int) { acceptor_.close(); });
    accept();
    io_.run();
  }

 private:
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (!acceptor_.is_open()) return;
      if (!error) loops_[next_++ % loops_.size()].send(Connection(std::move(socket)));
      accept();
    });
  }
  const std::vector<norace::Sender<Connection>> loops_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
  tcp::acceptor acceptor_;
  std::size_t next_ = 0;
};

void serve(norace::Receiver<Connection> connections, Shared shared) {
  Loop(std::move(connections), std::move(shared)).run();
}

void run(unsigned short port, std::size_t loops) {
  const Shared shared{norace::Arc<const Store>::make(), norace::Arc<const Statistics>::make(),
                      norace::Arc<const norace::Pool>::make(), norace::CancelToken()};
  std::vector<norace::JoinHandle<void>> threads;
  std::vector<norace::Sender<Connection>> to_loops;
  for (std::size_t i = 0; i < loops; ++i) {
    auto connections = norace::channel<Connection>();
    to_loops.push_back(std::move(connections.sender));
    threads.push_back(norace::spawn(serve, std::move(connections.receiver), shared));
  }
  {
    Acceptor acceptor(port, std::move(to_loops));
    std::cout << "listening on " << acceptor.port() << std::endl;
    acceptor.run();
  }  // and with it the only senders of connections
  for (auto& thread : threads) thread.join();
  std::cout << shared.statistics->text() << "stopped" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(argc > 1 ? static_cast<unsigned short>(std::stoul(argv[1])) : 0,
        argc > 2 ? std::stoul(argv[2]) : norace::available_parallelism());
  } catch (const std::exception& e) {
    std::cerr << "server: " << e.what() << '\n';
    return 1;
  }
}
