//@ rule: E0382
//@ needs: consumed
//@ witness: memory
// The same Arc is moved in every turn of the loop.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 3; ++i)  // expected-error {{must match at the entry and exit of loop}}
    handles.push_back(norace::spawn(
        [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { ++x; }); },
        std::move(n)));
}
