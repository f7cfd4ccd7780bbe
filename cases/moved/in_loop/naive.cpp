//@ rule: E0382
//@ revisions: analysis plugin
//@[analysis] needs: consumed
//@[plugin] only: gcc
//@[plugin] needs: statics-plugin
//@[analysis] witness: memory
//@[plugin] witness: signal: SIGSEGV
// The same Arc is moved in every turn of the loop.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 3; ++i)  // analysis-error {{must match at the entry and exit of loop}}
    handles.push_back(norace::spawn(
        [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { ++x; }); },
        std::move(n)));  // plugin-error {{[E0382]}}
}
