//@ rule: E0716
//@ needs: statics-plugin
//@ witness: memory
// A closure's captures are in the closure, and not in the coroutine that its call makes.
#include <norace/norace.hpp>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto shared = Shared::make(0);
  Job job = [shared]() -> Job {  // expected-error {{[E0716]}}
    co_await std::suspend_always();
    *shared->lock() += 1;
  }();
  job.wake();
}
