//@ rule: E0597
//@ needs: statics-plugin
//@ witness: memory
// A Mutex in a Mutex: the outer guard ends with its block, the inner one is kept.
#include <norace/norace.hpp>

#include <memory>
#include <optional>

using Inner = std::unique_ptr<norace::Mutex<int>>;

int main() {
  const norace::Mutex<Inner> both(std::make_unique<norace::Mutex<int>>(0));
  std::optional<norace::MutexGuard<int>> kept;
  {
    auto outer = both.lock();
    kept.emplace((*outer)->lock());  // expected-error {{[E0597]}}
  }
  both.with([](Inner& mine) { mine = nullptr; });
  **kept = 1;
}
//@ safe: static const norace::Mutex<int> other(0); kept.emplace(other.lock());
