//@ rule: E0373
// [=] copies `this`, not the object.
#include <norace/norace.hpp>

#include <memory>

struct Counter {
  norace::JoinHandle<void> start() {
    return norace::spawn([=, this] { ++count; });  // expected-error {{[E0373]}}
  }
  int count = 0;
};

int main() {
  auto counter = std::make_unique<Counter>();
  auto handle = counter->start();
  ++counter->count;
  handle.join();
  return counter->count == 2 ? 0 : 1;
}
//@ safe: return norace::spawn([] {});
