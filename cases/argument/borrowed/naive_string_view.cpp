//@ rule: E0521
// A view of a local string, which changes meanwhile.
#include <norace/norace.hpp>

#include <cstddef>
#include <string>
#include <string_view>

int main() {
  std::string text = "hello";
  auto handle = norace::spawn([](std::string_view s) { return s[0]; }, std::string_view(text));  // expected-error {{[E0521]}}
  text[0] = 'j';
  return handle.join() == 'x' ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([](std::string s) { return s[0]; }, std::string(text));
