//@ rule: E0521
// A C string: nobody can say who owns it.
#include <norace/norace.hpp>

#include <string>

int main() {
  std::string text = "hello";
  auto handle = norace::spawn([](const char* s) { return s[0]; }, text.c_str());  // expected-error {{[E0521]}}
  text[0] = 'j';
  return handle.join() == 'x' ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([](std::string s) { return s[0]; }, std::string(text));
