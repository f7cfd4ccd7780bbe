//@ only: gcc
// A closure that borrowed the variable gives it a new value; Clang's -Wconsumed rejects this.
#include <norace/norace.hpp>

#include <utility>

using Shared = norace::Arc<norace::Mutex<int>>;

void take(Shared shared) { shared->with([](int& n) { ++n; }); }

int by_a_closure(Shared shared) {
  auto renew = [&shared] { shared = Shared::make(4); };
  take(std::move(shared));
  renew();
  return shared->with([](int& n) { return n; });
}

int main() { return by_a_closure(Shared::make(1)) - 4; }
