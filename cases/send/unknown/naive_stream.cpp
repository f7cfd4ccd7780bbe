//@ rule: E0277
// A stringstream is no string, although its name begins like one: its buffer is written through const.
#include <norace/norace.hpp>

#include <sstream>
#include <string>

void put(const std::stringstream& out) {
  for (int n = 0; n < 1000; ++n) out.rdbuf()->sputc('x');
}

int main() {
  auto out = norace::Arc<std::stringstream>::make(std::string(5000, ' '));
  auto handle = norace::spawn([](norace::Arc<std::stringstream> o) { put(*o); }, out);  // expected-error {{[E0277]}}
  put(*out);
  handle.join();
  return out->str()[1999] == 'x' ? 0 : 1;
}
