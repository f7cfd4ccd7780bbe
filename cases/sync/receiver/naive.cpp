//@ rule: E0277
//@ witness: none: the queue has its own lock; what breaks is the promise that one thread sees all values in order
// A Receiver that two threads of a scope would share.
#include <norace/norace.hpp>

int main() {
  auto [tx, rx] = norace::channel<int>();
  tx.send(1);
  norace::Receiver<int>& in = rx;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::Receiver<int>& r) { return r.try_recv().value_or(0); }, norace::borrow(in));  // expected-error {{[E0277]}}
    in.try_recv();
  });
  return 0;
}
//@ safe: s.spawn([] {});
