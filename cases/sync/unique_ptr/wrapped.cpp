// A Mutex around it: one thread at a time.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>

using Shared = norace::Mutex<std::unique_ptr<int>>;

int main() {
  auto shared = norace::Arc<Shared>::make(std::make_unique<int>(0));
  auto handle = norace::spawn([](norace::Arc<Shared> m) { m->with([](std::unique_ptr<int>& p) { ++*p; }); }, shared);
  shared->with([](std::unique_ptr<int>& p) { ++*p; });
  handle.join();
  std::cout << shared->with([](std::unique_ptr<int>& p) { return *p; }) << '\n';
}
