// Guards of parts: named, moved, of a part again, of a reader, of nothing.
#include <norace/mapped_guard.hpp>
#include <norace/norace.hpp>

#include <utility>
#include <vector>

struct Account {
  std::vector<int> history;
  int limit = 0;
};

int main() {
  const norace::Mutex<Account> account(Account{{1, 2}, 3});
  {
    auto history = map(account.lock(), &Account::history);
    auto first = map(std::move(history), [](std::vector<int>& all) -> int& { return all.front(); });
    *first += 1;
  }
  *map(account.lock(), &Account::limit) += 1;
  auto none = filter_map(account.lock(), [](Account& a) { return a.limit > 9 ? &a.limit : nullptr; });
  if (none) return 1;
  auto whole = std::move(none).unwrap_err();
  const norace::RwLock<Account> shared(Account{{}, 6});
  auto limit = map(shared.read(), &Account::limit);
  return whole->history[0] + whole->limit - *limit;
}
