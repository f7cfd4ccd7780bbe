//@ rule: E0373
// A member function that captures `this`, which is a pointer.
#include <norace/norace.hpp>

class Counter {
 public:
  norace::JoinHandle<void> start() {
    return norace::spawn([this] { ++count_; });  // expected-error {{[E0373]}}
  }
  int bump() { return ++count_; }

 private:
  int count_ = 0;
};

int main() {
  Counter counter;
  auto handle = counter.start();
  counter.bump();
  handle.join();
  return counter.bump() == 3 ? 0 : 1;
}
