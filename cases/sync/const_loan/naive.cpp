//@ rule: E0277
// A const object is lent for changing: the thread gets a const reference, as others may have.
#include <norace/norace.hpp>

struct Cache {
  int value = 1;
  mutable int hits = 0;
  int get() const {
    ++hits;
    return value;
  }
};

int main() {
  const Cache cache;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Cache& c) { return c.get(); }, norace::borrow_mut(cache));  // expected-error {{[E0277]}}
    cache.get();
  });
}
//@ safe: s.spawn([](int n) { return n; }, 1);
