//@ rule: E0382
//@ needs: statics-plugin
//@ witness: exit: 3
// The vector goes to a thread, and its elements are walked through here.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

int main() {
  std::vector<int> v{1, 2};
  auto size = norace::spawn([](std::vector<int> all) { return all.size(); }, std::move(v));
  int sum = 0;
  for (int x : v) sum += x;  // expected-error {{[E0382]}}
  size.join();
  return 3 - sum;
}
//@ safe: ;
