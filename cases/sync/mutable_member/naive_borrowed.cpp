//@ rule: E0277
// Lent to a scoped thread, while this one uses it too.
#include <norace/norace.hpp>

#include <memory>

struct Cache {
  int get() const { return ++hits; }
  mutable int hits = 0;
};

int main() {
  const auto cache = std::make_unique<const Cache>();
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Cache& c) { c.get(); }, norace::borrow(*cache));  // expected-error {{[E0277]}}
    cache->get();
  });
  return cache->get() == 3 ? 0 : 1;
}
//@ safe: s.spawn([] {});
