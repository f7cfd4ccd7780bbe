// What counts is an Atomic, so the const object may be lent to anybody.
#include <norace/norace.hpp>

#include <iostream>

struct Cache {
  int value = 1;
  norace::Atomic<int> hits;
  int get() const {
    hits.fetch_add(1, norace::Ordering::Relaxed);
    return value;
  }
};

int main() {
  const Cache cache{};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Cache& c) { return c.get(); }, norace::borrow(cache));
    cache.get();
  });
  std::cout << cache.hits.load(norace::Ordering::Relaxed) << '\n';
}
