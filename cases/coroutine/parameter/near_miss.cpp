// Owned parameters: values, strings, a unique_ptr, an Arc; a static member function; a function of its own for each.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <memory>
#include <string>
#include <utility>

class Account {
 public:
  NORACE_MEMBERS(balance_)
  static norace::Task<long> deposit(norace::Arc<norace::Mutex<Account>> account, long by) {
    auto mine = account->lock();
    co_return mine->balance_ += by;
  }
 private:
  long balance_ = 0;
};

norace::Task<std::size_t> length(std::string text, std::unique_ptr<int> extra) {
  co_return text.size() + static_cast<std::size_t>(*extra);
}

int main() {
  const norace::Pool pool(2);
  const auto account = norace::Arc<norace::Mutex<Account>>::make();
  auto handle = pool.spawn(Account::deposit(account, 100));
  const std::string text = "abc";
  const std::size_t n = norace::block_on(length(text, std::make_unique<int>(4)));
  return handle.join() == 100 && n == 7 ? 0 : 1;
}
