// A const object that may be shared, and one that is not const.
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
  const int limit = 3;
  Cache cache;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](Cache& c, const int& n) { return c.get() + n; }, norace::borrow_mut(cache), norace::borrow_mut(limit));
  });
  return cache.hits == 1 ? 0 : 1;
}
