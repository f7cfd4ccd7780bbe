// Moved on some ways only, or anew before it is used: nothing here is gone for certain.
#include <norace/norace.hpp>

#include <iostream>
#include <stdexcept>
#include <utility>

using Shared = norace::Arc<norace::Mutex<int>>;

void take(Shared shared) { shared->with([](int& n) { ++n; }); }
void maybe_take(Shared&& shared) { take(std::move(shared)); }
Shared pass_on(Shared shared) { return shared; }
int look(const Shared& shared) {
  return shared->with([](int& n) { return n; });
}

int one_branch(Shared shared, bool gives) {
  Shared spare = shared.clone();
  if (gives) {
    take(std::move(shared));
    shared = spare.clone();
  }
  return look(shared) + shared->with([](int& n) { return n; });
}

int given_anew(Shared shared) {
  Shared spare = shared.clone();
  take(std::move(shared));
  shared = std::move(spare);
  return shared->with([](int& n) { return n; });
}

int branch_returns(Shared shared, bool gives) {
  if (gives) {
    take(std::move(shared));
    return 0;
  }
  return shared->with([](int& n) { return n; });
}

int own_of_each_turn(int turns) {
  int sum = 0;
  for (int i = 0; i < turns; ++i) {
    auto own = Shared::make(i);
    sum += own->with([](int& n) { return n; });
    take(std::move(own));
  }
  return sum;
}

int before_break(Shared shared, int turns) {
  int sum = 0;
  for (int i = 0; i < turns; ++i) {
    sum += shared->with([](int& n) { return n; });
    if (sum > 5) {
      take(std::move(shared));
      break;
    }
  }
  return sum;
}

int one_case(Shared shared, int which) {
  switch (which) {
    case 1:
      maybe_take(std::move(shared));
      break;
    case 2:
      return shared->with([](int& n) { return n; });
    default:
      return look(shared);
  }
  shared = Shared::make(3);
  return shared->with([](int& n) { return n; });
}

int through_a_function(Shared shared) {
  shared = pass_on(std::move(shared));
  return shared->with([](int& n) { return n; });
}

int before_a_throw(Shared shared) {
  take(std::move(shared));
  try {
    shared = Shared::make(5);
    throw std::runtime_error("later");
  } catch (const std::runtime_error&) {
    return shared->with([](int& n) { return n; });
  }
}

int short_circuit(Shared shared, bool gives) {
  Shared spare = shared.clone();
  const bool given = gives && (take(std::move(spare)), true);
  return given ? 0 : spare->with([](int& n) { return n; });
}

int once(Shared shared) {
  do {
    take(std::move(shared));
  } while (false);
  return 1;
}

int unlocked_in_one_branch(const Shared& shared, bool early) {
  auto guard = shared->lock();
  if (early) guard.unlock();
  if (!early) return *guard;
  return 0;
}

int main() {
  auto m = Shared::make(1);
  std::cout << one_branch(m, true) << given_anew(m) << branch_returns(m, false) << own_of_each_turn(3)
            << before_break(m, 3) << one_case(m, 1) << through_a_function(m)
            << before_a_throw(m) << short_circuit(m, false) << once(m)
            << unlocked_in_one_branch(m, true) << '\n';
}
