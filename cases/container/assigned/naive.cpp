//@ rule: E0506
//@ needs: statics-plugin
//@ witness: memory
// The Arc gets another object, under a reference into its first one.
#include <norace/norace.hpp>

#include <string>

int main() {
  auto text = norace::Arc<std::string>::make("a text that is long enough for the heap");
  const std::string& inside = *text;
  text = norace::Arc<std::string>::make("another one");  // expected-error {{[E0506]}}
  return inside.front() == 'a' ? 0 : 1;
}
//@ safe: ;
