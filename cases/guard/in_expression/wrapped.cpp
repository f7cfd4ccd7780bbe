// What is finished with the expression is done under the lock.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  auto hits = norace::Arc<norace::Mutex<int>>::make(0);
  auto all = norace::Arc<norace::Mutex<std::vector<int>>>::make();
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 4; ++i)
    handles.push_back(norace::spawn(
        [](norace::Arc<norace::Mutex<int>> n, norace::Arc<norace::Mutex<std::vector<int>>> v) {
          for (int turn = 0; turn < 100; ++turn) {
            *n->lock() += 1;
            v->lock()->push_back(turn);
          }
        },
        hits, all));
  for (auto& handle : handles) handle.join();
  int n = *hits->lock();
  std::cout << n << ' ' << all->lock()->size() << ' ' << *hits->lock() << '\n';
}
