//@ rule: E0277
// A unique_ptr owns as long as nobody tells std::default_delete to leave the object alone.
#include <norace/norace.hpp>

#include <memory>

struct Pool {
  int hits = 0;
};
template <>
struct std::default_delete<Pool> {
  void operator()(Pool*) const {}
};

int main() {
  Pool& pool = *new Pool;  // for the whole program
  auto handle = norace::spawn([](std::unique_ptr<Pool> p) { ++p->hits; }, std::unique_ptr<Pool>(&pool));  // expected-error {{[E0277]}}
  ++pool.hits;
  handle.join();
  return pool.hits == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
