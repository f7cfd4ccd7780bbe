//@ rule: E0521
// A pointer is sent to a local of the sender, which ends or changes while the receiver reads.
#include <norace/norace.hpp>

#include <utility>

using Numbers = norace::Receiver<const int*>;

int main() {
  auto [tx, rx] = norace::channel<const int*>();
  auto handle = norace::spawn([](Numbers in) { return *in.recv().value(); }, std::move(rx));  // expected-error {{[E0521]}}
  {
    int here = 2;
    tx.send(&here);
    here = 3;
    handle.join();
  }
}
