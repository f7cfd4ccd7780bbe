//@ rule: E0499
//@ needs: statics-plugin
// A vector is lent to one thread, one of its elements to another.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> v(2);
  norace::scope([&](norace::Scope& s) {
    s.spawn([](std::vector<int>& all) { for (int i = 0; i < 10000; ++i) ++all[0]; }, norace::borrow_mut(v));
    s.spawn([](int& one) { ++one; }, norace::borrow_mut(v[0]));  // expected-error {{[E0499]}}
  });
  return v[0] == 10001 ? 0 : 1;
}
