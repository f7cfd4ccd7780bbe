// A derived class that takes the lock.
#include <norace/norace.hpp>

#include <iostream>

class Counting : public norace::Mutex<int> {
 public:
  using norace::Mutex<int>::Mutex;
  int get() const {
    return with([](int& n) { return n; });
  }
};

int main() {
  const Counting n(0);
  const norace::Mutex<int>& shared = n;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::Mutex<int>& m) { m.with([](int& x) { ++x; }); }, norace::borrow(shared));
    n.get();
  });
  std::cout << n.get() << '\n';
}
