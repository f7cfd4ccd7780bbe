//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// Captured by value, all of it Send and owned, as Rust's `move ||`.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  auto counter = norace::Arc<norace::Mutex<int>>::make(0);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i)
    handles.push_back(norace::spawn([counter] {
      for (int n = 0; n < 1000; ++n) counter->with([](int& c) { ++c; });
    }));
  for (auto& handle : handles) handle.join();
  std::cout << counter->with([](int& c) { return c; }) << '\n';
}
