//@ rule: E0277
// A private member may be mutable, and nobody can see: refused.
#include <norace/norace.hpp>

class Cache {
 public:
  int get() const { return ++hits_; }

 private:
  mutable int hits_ = 0;
};

int main() {
  auto cache = norace::Arc<Cache>::make();
  auto handle = norace::spawn([](norace::Arc<Cache> c) { c->get(); }, cache);  // expected-error {{[E0277]}}
  cache->get();
  handle.join();
  return cache->get() == 3 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
