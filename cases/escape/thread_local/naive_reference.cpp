//@ rule: E0712
// A reference to it leaves with().
#include <norace/norace.hpp>

struct DepthTag {};
constexpr norace::LocalKey<DepthTag, int> depth;
int* address;

int main() {
  int& mine = depth.with([](int& d) -> int& { return d; });  // expected-error {{[E0712]}}
  address = &mine;
  auto handle = norace::spawn([] { ++*address; });
  ++mine;
  handle.join();
  return mine == 2 ? 0 : 1;
}
