//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
// The Sender hangs up in the first turn.
#include <norace/norace.hpp>

int main() {
  auto ends = norace::channel<int>();
  norace::Sender<int> tx = std::move(ends.sender);
  int sent = 0;
  while (sent < 3) {
    sent += tx.send(sent) ? 1 : 0;  // expected-error {{[E0382]}}
    tx.drop();
  }
}
