//@ rule: E0505
//@ needs: statics-plugin
//@ witness: memory
// In one case the vector goes to a thread; its first element is used behind all of them.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

int main(int argc, char**) {
  std::vector<int> v(10);
  int& first = v[0];
  switch (argc) {
    case 1:
      norace::spawn([](std::vector<int>) {}, std::move(v)).join();  // expected-error {{[E0505]}}
      break;
    case 2:
      first = 1;
      break;
    default:
      return 0;
  }
  first += 1;
}
//@ safe: ;
