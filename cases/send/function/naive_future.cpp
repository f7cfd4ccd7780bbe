//@ rule: E0277
// A deferred future is a function in disguise: it runs where somebody waits for it.
#include <norace/norace.hpp>

#include <future>
#include <utility>

int main() {
  int n = 0;
  auto later = std::async(std::launch::deferred, [&n] { ++n; });
  auto handle = norace::spawn([](std::future<void> f) { f.get(); }, std::move(later));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
