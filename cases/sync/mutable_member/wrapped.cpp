// The member that const methods change is an Atomic.
#include <norace/norace.hpp>

#include <iostream>

struct Cache {
  int get() const { return hits.fetch_add(1, norace::Ordering::Relaxed) + 1; }
  norace::Atomic<int> hits;
};

int main() {
  auto cache = norace::Arc<Cache>::make();
  auto handle = norace::spawn([](norace::Arc<Cache> c) { c->get(); }, cache);
  cache->get();
  handle.join();
  std::cout << cache->get() << '\n';
}
