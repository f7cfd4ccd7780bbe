// Moved on one way only, given a new value, or passed by reference: all of it may be used.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

using Shared = norace::Arc<norace::Mutex<int>>;

void look(const Shared& shared) { shared->with([](int& n) { ++n; }); }
void change(Shared& shared) { shared = Shared::make(5); }
Shared pass_on(Shared shared) { return shared; }

int one_way(Shared shared, bool stay) {
  if (!stay) {
    norace::spawn([](Shared s) { look(s); }, std::move(shared)).join();
    return 0;
  }
  return shared->with([](int& n) { return n; });
}

int main() {
  auto shared = Shared::make(1);
  norace::spawn([](Shared s) { look(s); }, std::move(shared)).join();
  shared = Shared::make(2);
  look(shared);
  change(shared);
  look(shared);
  shared = pass_on(std::move(shared));
  std::vector<Shared> all;
  all.push_back(shared);
  all.emplace_back(shared);
  std::cout << one_way(shared, false) << ' ' << one_way(shared, true) << '\n';
}
