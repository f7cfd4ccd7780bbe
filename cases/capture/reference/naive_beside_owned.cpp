//@ rule: E0373
// An owned string beside the reference: the closure is not trivially copyable.
#include <norace/norace.hpp>

#include <string>

int main() {
  int n = 0;
  const std::string text = "owned";
  auto handle = norace::spawn([text, &n] { n += text.empty() ? 2 : 1; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
