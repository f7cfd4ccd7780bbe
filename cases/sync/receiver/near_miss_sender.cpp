// One Sender may be used by several threads at once.
#include <norace/norace.hpp>

int main() {
  auto ends = norace::channel<int>();
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](const norace::Sender<int>& tx, int n) { tx.send(n); }, norace::borrow(ends.sender), i);
  });
  return ends.receiver.recv().value() + ends.receiver.recv().value() - 1;
}
