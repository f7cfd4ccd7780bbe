//@ rule: E0594
// Who reads the limits corrects one of them on the way.
#include <norace/norace.hpp>

using Limit = norace::RwLock<int>;

void serve(norace::Arc<Limit> limit) {
  auto connections = limit->read();
  if (*connections > 100) *connections = 100;  // expected-error {{[E0594]}}
}

int main() {
  auto limit = norace::Arc<Limit>::make(1000);
  auto first = norace::spawn(serve, limit);
  auto second = norace::spawn(serve, limit);
}
//@ safe: ;
