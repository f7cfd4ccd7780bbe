//@ rule: E0597
//@ needs: statics-plugin
// What is older than the guard ends after it, and its destructor looks at what was guarded.
#include <norace/norace.hpp>

#include <chrono>
#include <cstdio>

using Shared = norace::Arc<norace::Mutex<int>>;

struct Report {
  ~Report() {
    norace::sleep(std::chrono::milliseconds(20));  // until the other thread has counted
    if (of != nullptr) std::printf("%d\n", *of);
  }
  const int* of = nullptr;
};

void count(const Shared& shared) {
  Report report;
  auto guard = shared->lock();
  *guard += 1;
  report.of = &*guard;  // expected-error {{[E0597]}}
}

int main() {
  auto m = Shared::make(0);
  auto handle = norace::spawn(count, m);
  count(m);
  handle.join();
}
//@ safe: ;
