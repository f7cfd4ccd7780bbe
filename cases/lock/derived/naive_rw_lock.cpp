//@ rule: E0616
// The same of an RwLock, in a class template.
#include <norace/norace.hpp>

template <class Lock>
class Peeking : public Lock {
 public:
  using Lock::Lock;
  int peek() const { return this->data_; }  // expected-error {{[E0616]}}
};

int main() {
  const Peeking<norace::RwLock<int>> n(0);
  const norace::RwLock<int>& shared = n;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::RwLock<int>& m) { m.with_write([](int& x) { ++x; }); }, norace::borrow(shared));
    seen = n.peek();
  });
  return seen > 1 ? 1 : 0;
}
//@ safe: int peek() const { return 0; }
