//@ rule: N0001
//@ witness: none: the dropped handle waits on the spot, so nothing runs beside it
// A task whose handle nobody keeps.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

int main() {
  const norace::Pool pool(2);
  pool.spawn([] { return 1; });  // expected-error {{[N0001]}}
}
//@ safe: auto handle = pool.spawn([] { return 1; });
