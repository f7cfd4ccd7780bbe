// A worker throws; join() says so, the mutex is poisoned, and the caller repairs it.
#include <norace/norace.hpp>

#include <iostream>
#include <stdexcept>
#include <vector>

using Ledger = norace::Arc<norace::Mutex<std::vector<int>>>;

void append(Ledger ledger, bool fail) {
  auto lines = ledger->lock();
  lines->push_back(1);
  if (fail) throw std::runtime_error("disk full");
  lines->push_back(2);
}

int main() {
  auto ledger = Ledger::make();
  norace::spawn(append, ledger, false).join();
  auto bad = norace::spawn(append, ledger, true);
  try {
    bad.join();
  } catch (const std::runtime_error& error) {
    std::cout << error.what() << '\n';
  }
  try {
    auto lines = ledger->lock();
  } catch (const norace::PoisonError&) {
    auto lines = ledger->lock_ignoring_poison();
    lines->pop_back();
    ledger->clear_poison();
  }
  auto lines = ledger->lock();
  std::cout << lines->size() << '\n';
}
