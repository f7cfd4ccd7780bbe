//@ rule: E0382
//@ needs: statics-plugin
// A writer's guard moves into another guard that ends first.
#include <norace/norace.hpp>

int main() {
  auto table = norace::Arc<norace::RwLock<int>>::make(0);
  auto outer = table->write();
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<int>> shared) { shared->with_write([](int& n) { n += 1; }); },
      table);
  {
    auto inner = std::move(outer);
    *inner += 1;
  }
  *outer += 1;  // expected-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
