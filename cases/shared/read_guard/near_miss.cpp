// Two readers at once; a copy of what was read is one's own.
#include <norace/norace.hpp>

int main() {
  const norace::RwLock<int> n(3);
  auto one = n.read();
  auto two = n.read();
  int sum = *one + *two;
  sum -= 6;
  return sum;
}
