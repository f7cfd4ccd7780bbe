//@ rule: E0616
// A method of the data, called through the mutex.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make();
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        (*shared)->push_back(1);  // expected-error {{[E0616]}}
      },
      m.clone());
  m->with([](std::vector<int>& v) { v.push_back(2); });
  handle.join();
}
//@ safe: ;
