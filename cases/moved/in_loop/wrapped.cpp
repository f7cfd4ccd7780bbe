// A clone for every turn.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 3; ++i)
    handles.push_back(norace::spawn(
        [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { ++x; }); },
        n.clone()));
  for (auto& handle : handles) handle.join();
  std::cout << n->with([](int& x) { return x; }) << '\n';
}
