//@ rule: E0506
//@ needs: statics-plugin
//@ witness: memory
// What is received goes into one string, and a view of the longest one is kept meanwhile.
#include <norace/norace.hpp>

#include <string>
#include <string_view>
#include <utility>

int main() {
  const auto [tx, rx] = norace::channel<std::string>();
  for (std::size_t n : {60U, 50U, 40U}) tx.send(std::string(n, 'a'));
  std::string line;
  std::string_view longest;
  while (auto next = rx.try_recv()) {
    line = std::move(*next);  // expected-error {{[E0506]}}
    if (longest.size() < line.size()) longest = line;
  }
  return longest.front() == 'a' ? 0 : 1;
}
//@ safe: longest = {}; line = std::move(*next);
