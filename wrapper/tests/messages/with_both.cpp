#include <norace/norace.hpp>

int main() {
  const norace::Mutex<int> a(1);
  const norace::Mutex<int> b(2);
  int* kept = norace::with_both(a, b, [](int& x, int&) { return &x; });  // [E0515]
  return *kept;
}
