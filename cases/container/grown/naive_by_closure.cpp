//@ rule: E0499
//@ needs: statics-plugin
//@ witness: memory
// A closure lets the vector grow, under a reference to an element.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(2U);
  shared.with([](std::vector<int>& v) {
    int& first = v[0];
    const auto more = [&v] { v.push_back(3); };
    more();  // expected-error {{[E0499]}}
    first = 4;
  });
}
//@ safe: ;
