//@ rule: E0521
//@ known-hole: the type of a function does not say what it throws
// A thread throws the address of what its guard protects; join() brings it here.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto m = Shared::make(0);
  auto thrower = norace::spawn([](Shared s) {
    auto guard = s->lock();
    int* inside = &*guard;
    guard.unlock();
    throw inside;
  }, m);
  auto writer = norace::spawn([](Shared s) { s->with([](int& n) { n = 1; }); }, m);
  try {
    thrower.join();
  } catch (int* inside) {
    *inside = 2;
  }
  writer.join();
}
