//@ rule: E0277
// A Mutex whose lock, a policy for programs of one thread, does nothing.
#include <norace/norace.hpp>

struct SingleThreaded {
  void lock() {}
  bool try_lock() { return true; }
  void unlock() {}
};
using Counter = norace::Mutex<int, SingleThreaded>;

int main() {
  auto counter = norace::Arc<Counter>::make(0);
  auto handle = norace::spawn([](norace::Arc<Counter> c) { c->with([](int& n) { ++n; }); }, counter);  // expected-error {{[E0277]}}
  counter->with([](int& n) { ++n; });
  handle.join();
}
