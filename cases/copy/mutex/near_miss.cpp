// An Arc of a Mutex may be copied as one likes; a Mutex may be returned.
#include <norace/norace.hpp>

norace::Mutex<int> make() { return norace::Mutex<int>(3); }

int main() {
  const auto m = make();
  auto a = norace::Arc<norace::Mutex<int>>::make(3);
  auto b = a;
  auto c = b.clone();
  return m.with([](int& n) { return n; }) - c->with([](int& n) { return n; });
}
