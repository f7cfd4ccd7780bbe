//@ rule: E0505
//@ needs: statics-plugin
// A thread throws the address of what its guard protects; join() brings it here.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto m = Shared::make(0);
  auto thrower = norace::spawn([](Shared s) {
    auto guard = s->lock();
    int* inside = &*guard;
    guard.unlock();  // expected-error {{[E0505]}}
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
