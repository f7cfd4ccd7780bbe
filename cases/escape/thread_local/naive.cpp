//@ rule: E0712
// The address of a thread-local is handed to another thread.
#include <norace/norace.hpp>

struct DepthTag {};
constexpr norace::LocalKey<DepthTag, int> depth;
int* address;

int main() {
  int* mine = depth.with([](int& d) { return &d; });  // expected-error {{[E0712]}}
  address = mine;
  auto handle = norace::spawn([] { ++*address; });
  ++*mine;
  handle.join();
  return *mine == 2 ? 0 : 1;
}
