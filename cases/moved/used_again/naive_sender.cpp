//@ rule: E0382
//@ revisions: analysis plugin
//@[analysis] needs: consumed
//@[plugin] only: gcc
//@[plugin] needs: statics-plugin
//@[analysis] witness: memory
//@[plugin] witness: signal: SIGSEGV
// The only Sender was moved into the thread.
#include <norace/norace.hpp>

int main() {
  auto ends = norace::channel<int>();
  norace::Sender<int> tx = std::move(ends.sender);
  auto handle = norace::spawn([](norace::Sender<int> out) { out.send(1); }, std::move(tx));
  tx.send(2);  // analysis-error {{'consumed' state}} plugin-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
