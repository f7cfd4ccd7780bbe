//@ rule: E0382
//@ needs: consumed
// A writer's guard moves into another guard that ends first.
#include <norace/norace.hpp>

int main() {
  auto table = norace::Arc<norace::RwLock<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<int>> shared) { shared->with_write([](int& n) { n += 1; }); },
      table);
  auto outer = table->write();
  {
    auto inner = std::move(outer);
    *inner += 1;
  }
  *outer += 1;  // expected-error {{'consumed' state}}
  handle.join();
}
//@ safe: ;
