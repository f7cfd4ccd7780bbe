//@ rule: E0712
// A closure leaves that owns a name, and beside it refers to the thread-local.
#include <norace/norace.hpp>

#include <functional>
#include <string>

struct DepthTag {};
constexpr norace::LocalKey<DepthTag, int> depth;
std::function<void()> deepen;

int main() {
  deepen = depth.with([](int& d) { return [&d, name = std::string("main")] { d += name.empty() ? 0 : 1; }; });  // expected-error {{[E0712]}}
  auto handle = norace::spawn([] { deepen(); });
  deepen();
  handle.join();
}
