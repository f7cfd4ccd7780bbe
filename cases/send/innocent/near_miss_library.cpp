// What reads as it does with std: a list for a Mutex, a closure for a SendFn, a handle that comes later, the value of an Arc.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

struct Server {
  norace::JoinHandle<void> worker;
  void start() { worker = norace::spawn([] {}); }
};
int half(const norace::Arc<int>& of) { return *of / 2; }

int main() {
  const norace::Mutex<std::vector<int>> list({1, 2, 3});
  auto [tx, rx] = norace::channel<norace::SendFn<int()>>();
  tx.send([] { return 1; });
  std::vector<norace::SendFn<int()>> tasks;
  tasks.push_back([] { return 2; });
  Server server;
  server.start();
  auto limit = norace::Arc<int>::make(3);
  auto a = norace::spawn([](int n) { return n + 1; }, *limit);
  auto n = *limit;
  auto b = norace::spawn([n] { return n + 2; });
  const int sum = (*rx.recv())() + tasks[0]() + a.join() + b.join() + half(limit);
  return sum + list.with([](const std::vector<int>& v) { return v.back(); }) == 16 ? 0 : 1;
}
