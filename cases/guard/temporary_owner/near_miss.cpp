// A temporary Arc lives to the end of its expression, and so may what is done under the lock.
#include <norace/norace.hpp>

norace::Arc<norace::Mutex<int>> shared(const norace::Arc<norace::Mutex<int>>& m) { return m; }
norace::MutexGuard<int> enter(const norace::Mutex<int>& m) { return m.lock(); }

struct Account {
  norace::Mutex<int> balance;
  norace::MutexGuard<int> open() const { return balance.lock(); }
};

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(1);
  const int before = shared(m)->with([](int& n) { return n--; });
  {
    auto guard = enter(*m);
    *guard += 1;
  }
  if (auto guard = m->try_lock()) **guard -= 1;
  const auto account = norace::Arc<Account>::make();
  auto opened = account->open();
  return before - 1 + *opened;
}
