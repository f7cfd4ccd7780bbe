//@ rule: E0616
// A class that derives from the Mutex reads its data without the lock.
#include <norace/norace.hpp>

class Peeking : public norace::Mutex<int> {
 public:
  using norace::Mutex<int>::Mutex;
  int peek() const { return data_; }  // expected-error {{[E0616]}}
};

int main() {
  const Peeking n(0);
  const norace::Mutex<int>& shared = n;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::Mutex<int>& m) { m.with([](int& x) { ++x; }); }, norace::borrow(shared));
    seen = n.peek();
  });
  return seen > 1 ? 1 : 0;
}
//@ safe: int peek() const { return 0; }
