//@ rule: E0597
//@ witness: memory
// One loan with a name: the vector grows before a thread gets what was its first element.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> v(1);
  auto lent = norace::borrow_mut(v[0]);
  v.resize(1000);
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, lent);  // expected-error {{[E0597]}}
  });
}
//@ safe: s.spawn([](int& x) { ++x; }, norace::borrow_mut(v[0]));
