// Who owns the mutex alone may take its data out.
#include <norace/norace.hpp>

#include <utility>

int main() {
  norace::Mutex<int> m(0);
  m.with([](int& n) { n = 7; });
  return std::move(m).into_inner() - 7;
}
