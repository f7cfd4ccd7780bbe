// Locks: the same one, another one, too short, none at all, and those that only look like one.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

std::mutex of_all;

void racy_one_side_locks() {
  int n = 0;
  std::mutex m;
  std::thread worker([&] {  // RACE
    const std::lock_guard lock(m);
    n += 1;  // RACE
  });
  n += 2;  // RACE
  worker.join();
}

void racy_another_mutex() {
  int n = 0;
  std::mutex a;
  std::mutex b;
  std::thread first([&] {  // RACE
    const std::lock_guard lock(a);
    n += 1;  // RACE
  });
  std::thread second([&] {  // RACE
    const std::lock_guard lock(b);
    n += 1;  // RACE
  });
  first.join();
  second.join();
}

void racy_lock_is_a_temporary() {
  int n = 0;
  auto work = [&n] {
    std::lock_guard<std::mutex>{of_all};
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_lock_that_declares_a_variable() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    std::unique_lock<std::mutex>(m);
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_unlocked_too_early() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    std::unique_lock lock(m);
    n += 1;  // RACE
    lock.unlock();
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_deferred_and_forgotten() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    const std::unique_lock lock(m, std::defer_lock);
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void missed_tried_and_not_asked() {
  int n = 0;
  std::mutex m;
  std::unique_lock lock(m);
  std::thread worker([&] {  // RACE
    const std::unique_lock attempt(m, std::try_to_lock);
    n = 1;  // RACE
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  n = 2;  // RACE
  lock.unlock();
  worker.join();
}

void racy_block_of_the_lock_ends() {
  int n = 0;
  std::mutex m;
  std::thread worker([&] {  // RACE
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::lock_guard lock(m);
    n = 1;  // RACE
  });
  {
    const std::lock_guard lock(m);
    std::puts("locked");
  }
  n = 2;  // RACE
  worker.join();
}

void racy_mutex_of_each_call() {
  int n = 0;
  auto work = [&n] {
    std::mutex m;
    const std::lock_guard lock(m);
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_readers_lock_for_a_write() {
  int n = 0;
  std::shared_mutex m;
  auto work = [&] {
    const std::shared_lock lock(m);
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void lock_and_unlock(std::mutex& m) { const std::lock_guard lock(m); }
void racy_lock_ends_with_the_helper() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    lock_and_unlock(m);
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

class Leaky {
 public:
  int& value() {
    const std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  std::mutex mutex_;
  int value_ = 0;
};
void racy_reference_out_of_the_lock() {
  Leaky leaky;
  std::thread worker([&leaky] { leaky.value() = 1; });  // RACE
  leaky.value() = 2;                                    // RACE
  worker.join();
}

void racy_scoped_lock_of_nothing() {
  int n = 0;
  auto work = [&n] {
    const std::scoped_lock lock;
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_first_look_without_the_lock() {
  bool ready = false;
  std::mutex m;
  auto prepare = [&] {
    if (ready) return;  // RACE
    const std::lock_guard lock(m);
    ready = true;  // RACE
  };
  std::thread first(prepare);   // RACE
  std::thread second(prepare);  // RACE
  first.join();
  second.join();
}

struct Account {
  std::mutex mutex;
  int balance = 0;
};
void racy_lock_of_the_other_account() {
  Account mine;
  Account yours;
  std::thread first([&] {  // RACE
    const std::lock_guard lock(yours.mutex);
    mine.balance += 1;  // RACE
  });
  std::thread second([&] {  // RACE
    const std::lock_guard lock(mine.mutex);
    mine.balance += 2;  // RACE
  });
  first.join();
  second.join();
}

void racy_once_for_each() {
  int n = 0;
  auto set_up = [&n] {
    std::once_flag once;
    std::call_once(once, [&n] { n += 1; });  // RACE
  };
  std::thread first(set_up);   // RACE
  std::thread second(set_up);  // RACE
  first.join();
  second.join();
}

void racy_reader_without_the_shared_lock() {
  int n = 0;
  std::shared_mutex m;
  std::thread writer([&] {  // RACE
    const std::unique_lock lock(m);
    n = 1;  // RACE
  });
  std::printf("%d\n", n);  // RACE
  writer.join();
}

void racy_unlocked_in_the_middle_of_the_loop() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    for (int i = 0; i < 10; ++i) {
      m.lock();
      n += 1;  // RACE
      m.unlock();
    }
    n += 10;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void fine_all_lock() {
  int n = 0;
  std::mutex m;
  std::thread worker([&] {
    const std::lock_guard lock(m);
    n += 1;
  });
  {
    const std::lock_guard lock(m);
    n += 2;
  }
  worker.join();
  std::printf("%d\n", n);
}

void fine_by_hand() {
  int n = 0;
  auto work = [&n] {
    of_all.lock();
    n += 1;
    of_all.unlock();
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_tried_and_asked() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    if (m.try_lock()) {
      n += 1;
      m.unlock();
    }
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_tried_until_it_is_owned() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    std::unique_lock lock(m, std::try_to_lock);
    if (!lock.owns_lock()) lock.lock();
    n += 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_two_at_once() {
  int a = 0;
  int b = 0;
  std::mutex of_a;
  std::mutex of_b;
  std::thread first([&] {
    const std::scoped_lock lock(of_a, of_b);
    std::swap(a, b);
  });
  std::thread second([&] {
    const std::scoped_lock lock(of_b, of_a);
    a = b + 1;
  });
  first.join();
  second.join();
}

void fine_deferred_and_locked_together() {
  int n = 0;
  std::mutex a;
  std::mutex b;
  auto work = [&] {
    std::unique_lock first(a, std::defer_lock);
    std::unique_lock second(b, std::defer_lock);
    std::lock(first, second);
    n += 1;
  };
  std::thread one(work);
  std::thread two(work);
  one.join();
  two.join();
}

void fine_adopted() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    m.lock();
    const std::lock_guard lock(m, std::adopt_lock);
    n += 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_readers_and_a_writer() {
  int n = 0;
  std::shared_mutex m;
  std::thread reader([&] {
    const std::shared_lock lock(m);
    std::printf("%d\n", n);
  });
  std::thread writer([&] {
    const std::unique_lock lock(m);
    n = 1;
  });
  reader.join();
  writer.join();
}

std::unique_lock<std::mutex> take(std::mutex& m) {
  std::unique_lock lock(m);
  return lock;
}
void fine_lock_comes_out_of_a_function() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    const auto lock = take(m);
    n += 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

template <class F>
void locked(std::mutex& m, F f) {
  const std::lock_guard lock(m);
  f();
}
void fine_closure_runs_locked() {
  int n = 0;
  std::mutex m;
  auto work = [&] { locked(m, [&n] { n += 1; }); };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_once_for_all() {
  int n = 0;
  std::once_flag once;
  auto work = [&] {
    std::call_once(once, [&n] { n = 7; });
    std::printf("%d\n", n);
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_recursive() {
  int n = 0;
  std::recursive_mutex m;
  auto inner = [&] {
    const std::lock_guard lock(m);
    n += 1;
  };
  auto outer = [&] {
    const std::lock_guard lock(m);
    inner();
    n += 1;
  };
  std::thread first(outer);
  std::thread second(inner);
  first.join();
  second.join();
}

void fine_unlocked_for_its_own_work() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    std::unique_lock lock(m);
    int mine = n;
    lock.unlock();
    mine *= 2;
    lock.lock();
    n += mine;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_mutex_behind_a_shared_ptr() {
  struct State {
    std::mutex mutex;
    int n = 0;
  };
  const auto state = std::make_shared<State>();
  auto work = [state] {
    const std::lock_guard lock(state->mutex);
    state->n += 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_mutex_of_each_account() {
  std::array<Account, 2> accounts;
  auto deposit = [&accounts](int index) {
    Account& account = accounts[index];
    const std::lock_guard lock(account.mutex);
    account.balance += 1;
  };
  std::thread first(deposit, 0);
  std::thread second(deposit, 0);
  std::thread third(deposit, 1);
  first.join();
  second.join();
  third.join();
}

int next_ticket() {
  static const int base = 100;
  return base + 1;
}
void fine_const_static_in_a_function() {
  std::thread other([] { std::printf("%d\n", next_ticket()); });
  std::printf("%d\n", next_ticket());
  other.join();
}

void fine_parent_holds_it_during_the_start() {
  int n = 0;
  std::mutex m;
  std::unique_lock lock(m);
  std::thread worker([&] {
    const std::lock_guard mine(m);
    n += 1;
  });
  n = 5;
  lock.unlock();
  worker.join();
}

void fine_lock_is_moved() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    std::unique_lock first(m);
    n += 1;
    const std::unique_lock second(std::move(first));
    n += 1;
  };
  std::thread one(work);
  std::thread two(work);
  one.join();
  two.join();
}

void fine_alias_of_the_mutex() {
  int n = 0;
  std::mutex m;
  std::mutex& same = m;
  std::thread worker([&] {
    const std::lock_guard lock(same);
    n += 1;
  });
  m.lock();
  n += 2;
  m.unlock();
  worker.join();
}

void fine_check_and_act_in_two_locks() {
  std::vector<int> queue{1};
  std::mutex m;
  auto take_one = [&] {
    bool any = false;
    {
      const std::lock_guard lock(m);
      any = !queue.empty();
    }
    if (!any) return;
    const std::lock_guard lock(m);
    if (!queue.empty()) queue.pop_back();
  };
  std::thread first(take_one);
  std::thread second(take_one);
  first.join();
  second.join();
}

void racy_child_does_not_lock_what_the_parent_holds() {
  int n = 0;
  std::mutex m;
  const std::lock_guard lock(m);
  std::thread worker([&n] { n += 1; });  // RACE
  n += 2;                                // RACE
  worker.join();
}

void racy_two_flags_for_one_start() {
  int n = 0;
  std::once_flag a;
  std::once_flag b;
  std::thread first([&] { std::call_once(a, [&n] { n = 1; }); });   // RACE
  std::thread second([&] { std::call_once(b, [&n] { n = 2; }); });  // RACE
  first.join();
  second.join();
}

void racy_write_behind_the_shared_lock() {
  int n = 0;
  std::shared_mutex m;
  auto work = [&] {
    bool is_small = false;
    {
      const std::shared_lock lock(m);
      is_small = n < 10;  // RACE
    }
    if (is_small) n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

class Twofold {
 public:
  void set(int n) {
    const std::lock_guard lock(writing_);
    value_ = n;  // RACE
  }
  int get() {
    const std::lock_guard lock(reading_);
    return value_;  // RACE
  }

 private:
  std::mutex writing_;
  std::mutex reading_;
  int value_ = 0;
};
void racy_two_mutexes_of_one_class() {
  Twofold twofold;
  std::thread writer([&twofold] { twofold.set(1); });  // RACE
  std::printf("%d\n", twofold.get());                  // RACE
  writer.join();
}

void add_locked(const std::unique_lock<std::mutex>& proof, int& n) {
  if (proof.owns_lock()) n += 1;
}
void fine_lock_is_shown_to_a_helper() {
  int n = 0;
  std::mutex m;
  auto work = [&] {
    const std::unique_lock lock(m);
    add_locked(lock, n);
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

class TicketLock {
 public:
  void lock() {
    const unsigned mine = next_.fetch_add(1);
    while (serving_.load() != mine) std::this_thread::yield();
  }
  void unlock() { serving_.store(serving_.load() + 1); }

 private:
  std::atomic<unsigned> next_{0};
  std::atomic<unsigned> serving_{0};
};
void fine_guard_of_a_lock_of_ones_own() {
  int n = 0;
  TicketLock ticket;
  auto work = [&] {
    const std::lock_guard<TicketLock> lock(ticket);
    n += 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_looked_at_twice_with_an_atomic() {
  int value = 0;
  std::atomic<bool> ready{false};
  std::mutex m;
  auto get = [&] {
    if (!ready) {
      const std::lock_guard lock(m);
      if (!ready) {
        value = 7;
        ready = true;
      }
    }
    std::printf("%d\n", value);
  };
  std::thread first(get);
  std::thread second(get);
  first.join();
  second.join();
}

void fine_copied_out_of_the_lock() {
  std::vector<int> all{1};
  std::mutex m;
  std::thread writer([&] {
    const std::lock_guard lock(m);
    all.push_back(2);
  });
  std::vector<int> copy;
  {
    const std::lock_guard lock(m);
    copy = all;
  }
  for (const int each : copy) std::printf("%d\n", each);
  writer.join();
}

void fine_swapped_out_of_the_lock() {
  std::vector<int> incoming;
  std::mutex m;
  std::thread writer([&] {
    const std::lock_guard lock(m);
    incoming.push_back(2);
  });
  std::vector<int> mine;
  {
    const std::lock_guard lock(m);
    mine.swap(incoming);
  }
  mine.push_back(3);
  writer.join();
}

void fine_looked_at_shared_then_locked() {
  int n = 0;
  std::shared_mutex m;
  auto work = [&] {
    {
      const std::shared_lock lock(m);
      if (n > 0) return;
    }
    const std::lock_guard lock(m);
    if (n == 0) n = 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_unlocked_by_hand_on_every_way() {
  int n = 0;
  std::mutex m;
  auto work = [&](bool early) {
    m.lock();
    if (early) {
      n += 1;
      m.unlock();
      return;
    }
    n += 2;
    m.unlock();
  };
  std::thread first(work, true);
  std::thread second(work, false);
  first.join();
  second.join();
}

RUN_ONE_OF(racy_one_side_locks, racy_another_mutex, racy_lock_is_a_temporary,
           racy_lock_that_declares_a_variable, racy_unlocked_too_early, racy_deferred_and_forgotten,
           missed_tried_and_not_asked, racy_block_of_the_lock_ends, racy_mutex_of_each_call,
           racy_readers_lock_for_a_write, racy_lock_ends_with_the_helper,
           racy_reference_out_of_the_lock, racy_scoped_lock_of_nothing,
           racy_first_look_without_the_lock, racy_lock_of_the_other_account, racy_once_for_each,
           racy_reader_without_the_shared_lock, racy_unlocked_in_the_middle_of_the_loop,
           fine_all_lock, fine_by_hand, fine_tried_and_asked, fine_tried_until_it_is_owned,
           fine_two_at_once, fine_deferred_and_locked_together, fine_adopted,
           fine_readers_and_a_writer, fine_lock_comes_out_of_a_function, fine_closure_runs_locked,
           fine_once_for_all, fine_recursive, fine_unlocked_for_its_own_work,
           fine_mutex_behind_a_shared_ptr, fine_mutex_of_each_account,
           fine_const_static_in_a_function, fine_parent_holds_it_during_the_start,
           fine_lock_is_moved, fine_alias_of_the_mutex, fine_check_and_act_in_two_locks,
           racy_child_does_not_lock_what_the_parent_holds, racy_two_flags_for_one_start,
           racy_write_behind_the_shared_lock, racy_two_mutexes_of_one_class,
           fine_lock_is_shown_to_a_helper, fine_guard_of_a_lock_of_ones_own,
           fine_looked_at_twice_with_an_atomic, fine_copied_out_of_the_lock,
           fine_swapped_out_of_the_lock, fine_looked_at_shared_then_locked,
           fine_unlocked_by_hand_on_every_way)
