//@ rule: E0277
//@ needs: statics-plugin
//@ witness: signal: SIGABRT
// Between two values the guard is held by nobody who runs: whoever locks next waits for ever.
#include <norace/norace.hpp>

#include <csignal>
#include <unistd.h>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<int>>;

Job values(Shared shared) {
  auto guard = shared->lock();
  while (*guard < 3) {
    *guard += 1;
    co_yield *guard;  // expected-error {{[E0277]}}
  }
}

int main() {
  std::signal(SIGALRM, [](int) { std::abort(); });
  auto shared = Shared::make(0);
  Job job = values(shared);
  alarm(1);
  shared->with([](int& n) { n = 3; });
  job.wake();
}
