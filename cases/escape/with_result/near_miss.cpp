// Nothing, a number, an Arc, or a shared_ptr that stays in this thread.
#include <norace/norace.hpp>

#include <memory>

int main() {
  const norace::Mutex<std::shared_ptr<int>> m(std::make_shared<int>(0));
  const norace::Mutex<norace::Arc<int>> a(norace::Arc<int>::make(0));
  m.with([](std::shared_ptr<int>& p) { *p = 0; });
  auto p = m.with([](std::shared_ptr<int>& inner) { return inner; });
  auto arc = a.with([](norace::Arc<int>& inner) { return inner; });
  return *p + *arc;
}
