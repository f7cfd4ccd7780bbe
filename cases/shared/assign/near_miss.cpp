// Reading a shared number is as natural as an int; a named copy is one's own.
#include <norace/norace.hpp>

#include <algorithm>
#include <iostream>
#include <string>

int main() {
  auto n = norace::Arc<int>::make(7);
  const auto text = norace::Arc<std::string>::make("abc");
  auto copy = *n;
  copy += 1;
  ++copy;
  int plain = *n;
  plain = *n + 2 * *n;
  if (*n == 7 && *n < copy && (*text)[0] == 'a' && text->size() == 3) std::cout << *n << copy << '\n';
  switch (*n) {
    case 7:
      plain = std::max<int>(*n, plain);
      break;
    default:
      return 1;
  }
  return plain + copy == 30 ? 0 : 1;
}
