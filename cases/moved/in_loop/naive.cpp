//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
// The same Arc is moved in every turn of the loop.
#include <norace/norace.hpp>

#include <vector>

void add(norace::Arc<norace::Mutex<int>> shared) {
  shared->with([](int& x) { ++x; });
}

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 3; ++i)
    handles.push_back(norace::spawn(add, std::move(n)));  // expected-error {{[E0382]}}
}
