// A Receiver moves into the thread that reads it.
#include <norace/norace.hpp>

#include <utility>

int main() {
  auto [tx, rx] = norace::channel<int>();
  tx.send(0);
  tx.drop();
  auto handle = norace::spawn([](norace::Receiver<int> in) { return in.recv().value_or(1); }, std::move(rx));
  return handle.join();
}
