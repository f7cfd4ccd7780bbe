// Moved in the turn that leaves the loop, or made anew in every turn.
#include <norace/norace.hpp>

#include <iostream>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto last = Shared::make(0);
  for (int i = 0; i < 3; ++i) {
    auto own = Shared::make(i);
    norace::spawn([](Shared s) { s->with([](int& n) { ++n; }); }, std::move(own)).join();
    if (i == 2) {
      norace::spawn([](Shared s) { s->with([](int& n) { ++n; }); }, std::move(last)).join();
      break;
    }
    last->with([](int& n) { ++n; });
  }
  norace::WaitGroup group;
  for (int i = 0; i < 2; ++i) norace::spawn([](norace::WaitGroup) {}, group.clone()).detach();
  group.wait();
  std::cout << "done\n";
}
