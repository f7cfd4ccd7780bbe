//@ rule: E0502
//@ needs: statics-plugin
// A thread reads the vector that the scope's own function lets grow.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> v{1};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const std::vector<int>& all) { return all.size(); }, norace::borrow(v));
    v.push_back(2);  // expected-error {{[E0502]}}
  });
  return v.size() == 2 ? 0 : 1;
}
//@ safe: ;
