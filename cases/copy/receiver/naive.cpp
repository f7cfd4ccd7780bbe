//@ rule: E0507
//@ witness: none: both would take from one queue that has its own lock; values go to whoever asks first
// A channel has one receiver.
#include <norace/norace.hpp>

int main() {
  auto [tx, rx] = norace::channel<int>();
  tx.send(1);
  const norace::Receiver<int> second = rx;  // expected-error {{[E0507]}}
  return second.recv() == 1 ? 0 : 1;
}
