//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
// The only Sender was moved into the thread.
#include <norace/norace.hpp>

int main() {
  auto ends = norace::channel<int>();
  norace::Sender<int> tx = std::move(ends.sender);
  auto handle = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(tx));
  tx.send(2);  // expected-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
