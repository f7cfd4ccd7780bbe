//@ rule: E0382
//@ needs: statics-plugin
//@ witness: exit: 1
// The loop's condition gives the vector away, each time that it is asked.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

std::size_t size_of(std::vector<int> v) { return v.size(); }

int main() {
  std::vector<int> v{1, 2};
  int turns = 0;
  while (norace::spawn(size_of, std::move(v)).join() > 0) {  // expected-error {{[E0382]}}
    turns += 1;
    if (turns == 3) return 0;
  }
  return 1;
}
//@ safe: while (norace::spawn(size_of, v).join() > 0) {
