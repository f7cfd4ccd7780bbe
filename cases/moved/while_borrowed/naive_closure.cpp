//@ rule: E0505
//@ needs: statics-plugin
//@ witness: memory
// A closure refers to the vector, and is called when the vector has moved.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

int main() {
  std::vector<int> v(10);
  const auto bump = [&first = v[0]] { first += 1; };
  auto size = norace::spawn([](std::vector<int> all) { return all.size(); }, std::move(v));  // expected-error {{[E0505]}}
  size.join();
  bump();
}
//@ safe: auto size = norace::spawn([] {});
