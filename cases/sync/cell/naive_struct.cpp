//@ rule: E0277
// A struct with a Cell inside.
#include <norace/norace.hpp>

#include <string>

struct Stats {
  std::string name;
  norace::Cell<int> hits;
};

int main() {
  auto x = norace::Arc<Stats>::make();
  auto handle = norace::spawn([](norace::Arc<Stats> shared) { shared->hits.set(2); }, x);  // expected-error {{[E0277]}}
  x->hits.set(1);
  handle.join();
}
//@ safe: auto handle = norace::spawn([] {});
