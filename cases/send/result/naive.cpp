//@ rule: E0277
// The thread returns a shared_ptr of which it keeps a copy elsewhere.
#include <norace/norace.hpp>

#include <memory>

std::shared_ptr<int>* const kept = new std::shared_ptr<int>();

std::shared_ptr<int> make() {
  *kept = std::make_shared<int>(0);
  return *kept;
}

int main() {
  auto handle = norace::spawn(make);  // expected-error {{[E0277]}}
  auto mine = handle.join();
  auto other = norace::spawn([] { ++**kept; });
  ++*mine;
  other.join();
  return *mine == 2 ? 0 : 1;
}
