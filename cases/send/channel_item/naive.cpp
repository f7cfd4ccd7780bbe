//@ rule: E0277
// A shared_ptr would travel through a channel.
#include <norace/norace.hpp>

#include <memory>
#include <utility>

void take_one(norace::Receiver<std::shared_ptr<int>> in) {
  if (auto p = in.recv()) ++**p;
}

int main() {
  auto [tx, rx] = norace::channel<std::shared_ptr<int>>();
  auto n = std::make_shared<int>(0);
  tx.send(n);
  auto handle = norace::spawn(take_one, std::move(rx));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
