// Joined on every way before it is lent again, by hand, by a function, or by a scope of its own.
#include <norace/norace.hpp>

void add(int& n) { n += 1; }
void add_and_wait(norace::Scope& s, int& n) { s.spawn(add, norace::borrow_mut(n)).join(); }

int main(int argc, char**) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    if (argc > 1) {
      first.join();
    } else {
      norace::yield_now();
      first.join();
    }
    add_and_wait(s, n);
    add_and_wait(s, n);
    for (int i = 0; i < 2; ++i) s.spawn(add, norace::borrow_mut(n)).join();
    norace::scope([&](norace::Scope& inner) { inner.spawn(add, norace::borrow_mut(n)); });
    n += 1;
    s.spawn(add, norace::borrow_mut(n));
  });
  return n - 8;
}
