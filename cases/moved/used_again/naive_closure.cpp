//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull
// The Receiver moved into a closure, and is used beside it.
#include <norace/norace.hpp>

int main() {
  auto ends = norace::channel<int>();
  norace::Receiver<int> rx = std::move(ends.receiver);
  auto take = [mine = std::move(rx)] { return mine.try_recv().value_or(0); };
  const auto missed = rx.try_recv();  // expected-error {{[E0382]}}
  return take() + missed.value_or(0);
}
