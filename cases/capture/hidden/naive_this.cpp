//@ rule: E0373
// A member function that captures `this`, which is a pointer.
#include <norace/norace.hpp>

#include <memory>

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
  auto counter = std::make_unique<Counter>();
  auto handle = counter->start();
  counter->bump();
  handle.join();
  return counter->bump() == 3 ? 0 : 1;
}
//@ safe: return norace::spawn([] {});
