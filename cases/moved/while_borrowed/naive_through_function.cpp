//@ rule: E0505
//@ needs: statics-plugin
//@ witness: memory
// A function returns one of its two parameters, and either of them may be the one that goes to a thread.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

int& larger(int& a, int& b) { return a < b ? b : a; }

int main() {
  std::vector<int> one{1};
  std::vector<int> other{2};
  int& which = larger(one[0], other[0]);
  norace::spawn([](std::vector<int>) {}, std::move(other)).join();  // expected-error {{[E0505]}}
  which += 1;
}
//@ safe: ;
