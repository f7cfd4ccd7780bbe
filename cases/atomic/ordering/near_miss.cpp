// Every order that each operation can have, constant, chosen, compared and in a switch.
#include <norace/norace.hpp>

using norace::Ordering;

int cost(Ordering order) {
  switch (order) {
    case Ordering::Relaxed:
      return 0;
    case Ordering::Acquire:
    case Ordering::Release:
    case Ordering::AcqRel:
      return 1;
    case Ordering::SeqCst:
      return 2;
  }
  return 3;
}

int main() {
  const norace::Atomic<int> n(0);
  n.store(n.load(Ordering::Acquire), Ordering::Release);
  n.store(n.load(Ordering::Relaxed), Ordering::Relaxed);
  n.store(n.load(Ordering::SeqCst), Ordering::SeqCst);
  n.swap(1, Ordering::AcqRel);
  n.fetch_add(1, Ordering::Release);
  static_cast<void>(n.compare_exchange(1, 2, Ordering::Release, Ordering::Relaxed));
  n.fetch_update(Ordering::AcqRel, Ordering::Acquire, [](int old) { return old + 1; });
  norace::fence(Ordering::AcqRel);
  norace::compiler_fence(Ordering::SeqCst);
  norace::spawn([](Ordering given) { return cost(given); }, Ordering::SeqCst).join();
  norace::spawn([order = Ordering::SeqCst] { return cost(order); }).join();
  const bool is_shared = n.load(Ordering::Relaxed) > 0;
  const Ordering chosen = is_shared ? Ordering::Acquire : Ordering::Relaxed;
  constexpr auto kept = Ordering::SeqCst;
  n.load(is_shared ? Ordering::Acquire : Ordering::SeqCst);
  return n.load(chosen) + n.load(kept) + cost(chosen) + (chosen == Ordering::Relaxed ? 1 : 0);
}
