//@ rule: N0001
// The guards of lock_all() that nobody names unlock at once.
#include <norace/lock_all.hpp>
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("the locks beside it keep it") int beside = 0;

using Shared = norace::Arc<norace::Mutex<int>>;

void add(Shared a, Shared b) {
  norace::lock_all(*a, *b);  // expected-error {{[N0001]}}
  ++beside;
}

int main() {
  auto a = Shared::make(0);
  auto b = Shared::make(0);
  auto handle = norace::spawn(add, a, b);
  ++beside;
  handle.join();
  return beside == 2 ? 0 : 1;
}
//@ safe: ;
