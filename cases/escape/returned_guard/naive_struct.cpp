//@ rule: E0515
//@ needs: statics-plugin
//@ witness: memory
// The guard of a local Mutex leaves in a struct.
#include <norace/norace.hpp>

struct Entered {
  norace::MutexGuard<int> guard;
};

Entered enter() {
  const auto m = norace::Arc<norace::Mutex<int>>::make(1);
  return Entered{m->lock()};  // expected-error {{[E0515]}}
}

int main() {
  auto entered = enter();
  *entered.guard = 2;
}
//@ safe: static const norace::Mutex<int> other(1); return Entered{other.lock()};
