// Plain values captured, an Atomic lent, each element changed by who has it.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <vector>

int main() {
  const norace::Pool pool(2);
  std::vector<int> v(20, 1);
  const norace::Atomic<int> calls(0);
  int by = 2;
  ++by;
  pool.for_each(v, [by](int& x) { x = by; });
  pool.for_each(v, norace::lending([](int& x, const norace::Atomic<int>& n) { n.fetch_add(x, norace::Ordering::Relaxed); },
                                   norace::borrow(calls)));
  pool.sort(v, [](int a, int b) { return a > b; });
  return calls.load(norace::Ordering::Relaxed) - 60;
}
