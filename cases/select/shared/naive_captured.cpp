//@ rule: E0373
// The functions of a select() may capture what they like, but its thread may not.
#include <norace/norace.hpp>
#include <norace/select.hpp>

#include <optional>
#include <utility>

int main() {
  auto [tx, rx] = norace::channel<int>();
  const auto& in = rx;
  int sum = 0;
  auto handle = norace::spawn([&] { norace::select(norace::on(in, [&](std::optional<int> n) { sum += *n; })); });  // expected-error {{[E0373]}}
  tx.send(1);
  sum += 1;
  handle.join();
  return sum == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([](norace::Receiver<int> mine) { mine.recv(); }, std::move(rx));
