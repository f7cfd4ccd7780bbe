// What both use is an Atomic; the toolchains without the analysis find the mistake at run time.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Atomic<int> n(0);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](const norace::Atomic<int>& x) { x.fetch_add(1, norace::Ordering::Relaxed); },
              norace::borrow(n));
  });
  std::cout << n.load(norace::Ordering::Relaxed) << '\n';
  int plain = 0;
  const auto lend_shared = [&plain](norace::Scope& s) {
    s.spawn([](const int&) {}, norace::borrow(plain));
  };
  try {
    norace::scope([&](norace::Scope& s) {
      s.spawn([](int& x) { ++x; }, norace::borrow_mut(plain));
      lend_shared(s);
    });
  } catch (const norace::BorrowError& e) {
    std::cout << plain << ' ' << e.what() << '\n';
  }
}
