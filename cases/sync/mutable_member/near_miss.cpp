// A mutable member is fine in a value that moves, and inside a Mutex.
#include <norace/norace.hpp>

struct Cache {
  int get() const { return ++hits; }
  mutable int hits = 0;
};

int main() {
  auto moved = norace::spawn([](Cache c) { return c.get(); }, Cache());
  auto locked = norace::Arc<norace::Mutex<Cache>>::make();
  auto shared = norace::spawn(
      [](norace::Arc<norace::Mutex<Cache>> m) { return m->with([](Cache& c) { return c.get(); }); }, locked);
  return moved.join() - shared.join();
}
