// One thread at a time has the counter: two scopes, one after the other.
#include <norace/norace.hpp>

int main() {
  int counter = 0;
  for (int i = 0; i < 2; ++i)
    norace::scope([&](norace::Scope& s) {
      s.spawn([](int& c) { ++c; }, norace::borrow_mut(counter));
    });
  return counter - 2;
}
