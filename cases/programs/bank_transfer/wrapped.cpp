// Transfers lock two accounts without a deadlock; the journal has a level above them.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <vector>

using Account = norace::Mutex<long>;

struct Bank {
  Account accounts[3]{Account(100), Account(100), Account(100)};
  norace::LeveledMutex<1, long> journal{0L};
};

void transfer(norace::Arc<Bank> bank, std::size_t from, std::size_t to) {
  for (int i = 0; i < 200; ++i) {
    const bool moved = norace::with_both(bank->accounts[from], bank->accounts[to], [](long& a, long& b) {
      if (a == 0) return false;
      --a;
      ++b;
      return true;
    });
    if (moved) {
      auto journal = bank->journal.lock(norace::no_lock);
      *journal += 1;
    }
  }
}

int main() {
  auto bank = norace::Arc<Bank>::make();
  std::vector<norace::JoinHandle<void>> tellers;
  for (std::size_t i = 0; i < 3; ++i)
    tellers.push_back(norace::spawn(transfer, bank, i, (i + 1) % 3));
  for (auto& teller : tellers) teller.join();
  long total = 0;
  for (const auto& account : bank->accounts) total += account.with([](long& a) { return a; });
  std::cout << total << '\n';
}
