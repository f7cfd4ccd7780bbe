//@ rule: E0521
//@ needs: statics-plugin
// The function keeps an iterator of the data.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(2U);
  std::vector<std::vector<int>::iterator> kept;
  m->with([&](std::vector<int>& v) { kept.push_back(v.begin()); });  // expected-error {{[E0521]}}
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        shared->with([](std::vector<int>& v) { v[0] = 1; });
      },
      m);
  *kept[0] = 2;
  handle.join();
}
