//@ rule: E0507
//@ witness: exit: 1
// A channel has one receiver.
#include <norace/norace.hpp>

int main() {
  auto [tx, rx] = norace::channel<int>();
  tx.send(1);
  const norace::Receiver<int> second = rx;  // expected-error {{[E0507]}}
  return second.recv() == 1 && rx.try_recv() == 1 ? 0 : 1;
}
