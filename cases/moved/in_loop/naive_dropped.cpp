//@ rule: E0382
//@ revisions: analysis plugin
//@[analysis] needs: consumed
//@[plugin] only: gcc
//@[plugin] needs: statics-plugin
//@[analysis] witness: memory
//@[plugin] witness: signal: SIGSEGV
// The Sender hangs up in the first turn.
#include <norace/norace.hpp>

int main() {
  auto ends = norace::channel<int>();
  norace::Sender<int> tx = std::move(ends.sender);
  int sent = 0;
  while (sent < 3) {  // analysis-error {{must match at the entry and exit of loop}}
    sent += tx.send(sent) ? 1 : 0;  // plugin-error {{[E0382]}}
    tx.drop();
  }
}
