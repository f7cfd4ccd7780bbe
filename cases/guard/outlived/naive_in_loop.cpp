//@ rule: E0597
//@ needs: statics-plugin
// Each turn takes a lock, and a pointer into what it guards is kept for later.
#include <norace/norace.hpp>

#include <vector>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  const std::vector<Shared> all{Shared::make(1), Shared::make(2)};
  std::vector<int*> kept;
  for (const Shared& each : all) {
    auto guard = each->lock();
    kept.push_back(&*guard);  // expected-error {{[E0597]}}
  }
  auto handle = norace::spawn([](Shared shared) { shared->with([](int& n) { n += 1; }); }, all[0]);
  for (int* n : kept) *n = 1;
  handle.join();
}
//@ safe: static_cast<void>(kept);
