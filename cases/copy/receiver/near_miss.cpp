// Senders are cloned; the receiver moves.
#include <norace/norace.hpp>

#include <utility>

int main() {
  auto [tx, rx] = norace::channel<int>();
  auto tx2 = tx.clone();
  tx2.send(1);
  auto moved = std::move(rx);
  return moved.recv() == 1 ? 0 : 1;
}
