//@ rule: E0373
// A handler's task captures the server, which counts on.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>

class Server {
 public:
  norace::TaskHandle<void> handle() {
    auto task = pool_.spawn([this] { count(); });  // expected-error {{[E0373]}}
    count();
    return task;
  }

 private:
  void count() {
    for (int i = 0; i < 4; ++i) {
      ++served_;
      norace::sleep(std::chrono::milliseconds(5));
    }
  }
  int served_ = 0;
  norace::Pool pool_{2};
};

int main() {
  Server server;
  auto first = server.handle();
  auto second = server.handle();
  first.join();
  second.join();
}
//@ safe: auto task = pool_.spawn([] {});
