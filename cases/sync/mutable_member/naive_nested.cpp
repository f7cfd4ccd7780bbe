//@ rule: E0277
// The mutable member is inside an array inside a vector's element.
#include <norace/norace.hpp>

#include <vector>

struct Cache {
  int get() const { return ++hits; }
  mutable int hits = 0;
};
struct Shard {
  int id;
  Cache caches[2];
};

int main() {
  auto all = norace::Arc<std::vector<Shard>>::make(1U);
  auto handle = norace::spawn([](norace::Arc<std::vector<Shard>> a) { (*a)[0].caches[1].get(); }, all);  // expected-error {{[E0277]}}
  (*all)[0].caches[1].get();
  handle.join();
  return (*all)[0].caches[1].get() == 3 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
