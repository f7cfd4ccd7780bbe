//@ rule: E0505
//@ needs: statics-plugin
//@ witness: memory
// The vector moves to another name, and under that to a thread.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

int main() {
  std::vector<int> v(10);
  int& first = v.front();
  std::vector<int> other = std::move(v);  // expected-error {{[E0505]}}
  norace::spawn([](std::vector<int>) {}, std::move(other)).join();
  first = 1;
}
//@ safe: std::vector<int> other;
