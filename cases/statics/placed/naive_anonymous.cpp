//@ rule: E0133
//@ needs: statics-plugin
// In an anonymous namespace, inside a named one.
#include <norace/norace.hpp>

namespace app {
namespace {
int hits = 0;  // expected-error {{[E0133]}}
}
}  // namespace app

void work() {
  for (int n = 0; n < 1000; ++n) ++app::hits;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local int hits = 0;
