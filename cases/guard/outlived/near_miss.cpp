// The pointer ends before its guard, or refers to what the guard does not protect.
#include <norace/norace.hpp>

int main() {
  const norace::Mutex<int> m(1);
  int own = 1;
  int* p = &own;
  {
    auto guard = m.lock();
    int* inside = &*guard;
    *inside += *p;
  }
  *p -= 1;
  return own;
}
