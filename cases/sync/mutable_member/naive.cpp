//@ rule: E0277
// A const method that writes a mutable member.
#include <norace/norace.hpp>

struct Cache {
  int get() const { return ++hits; }
  mutable int hits = 0;
};

int main() {
  auto cache = norace::Arc<Cache>::make();
  auto handle = norace::spawn([](norace::Arc<Cache> c) { c->get(); }, cache);  // expected-error {{[E0277]}}
  cache->get();
  handle.join();
  return cache->get() == 3 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
