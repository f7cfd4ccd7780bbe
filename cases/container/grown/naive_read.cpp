//@ rule: E0502
//@ needs: statics-plugin
//@ witness: memory
// What a thread sent grows here, and a reference that only reads stays where the elements were.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> v = norace::spawn([] { return std::vector<int>(2); }).join();
  const int& first = v[0];
  v.push_back(1);  // expected-error {{[E0502]}}
  return first;
}
//@ safe: ;
