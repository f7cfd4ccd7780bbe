// Atomics: what they order and what they do not, and plain variables beside them.
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "run.hpp"

std::atomic<int> turns{0};

void racy_relaxed_flag_publishes_nothing() {
  int data = 0;
  std::atomic<bool> ready{false};
  std::thread writer([&] {  // RACE
    data = 5;               // RACE
    ready.store(true, std::memory_order_relaxed);
  });
  while (!ready.load(std::memory_order_relaxed)) std::this_thread::yield();
  std::printf("%d\n", data);  // RACE
  writer.join();
}

void racy_release_without_acquire() {
  int data = 0;
  std::atomic<bool> ready{false};
  std::thread writer([&] {  // RACE
    data = 5;               // RACE
    ready.store(true, std::memory_order_release);
  });
  while (!ready.load(std::memory_order_relaxed)) std::this_thread::yield();
  std::printf("%d\n", data);  // RACE
  writer.join();
}

void racy_acquire_without_release() {
  int data = 0;
  std::atomic<int> ready{0};
  std::thread writer([&] {  // RACE
    data = 5;               // RACE
    ready.store(1, std::memory_order_relaxed);
  });
  while (ready.load(std::memory_order_acquire) == 0) std::this_thread::yield();
  std::printf("%d\n", data);  // RACE
  writer.join();
}

void racy_volatile_is_no_atomic() {
  volatile bool stop = false;
  std::thread poller([&stop] {  // RACE
    while (!stop) {             // RACE
      std::this_thread::yield();
    }
  });
  stop = true;  // RACE
  poller.join();
}

void racy_written_behind_the_flag() {
  int data = 0;
  std::atomic<bool> ready{false};
  std::thread writer([&] {  // RACE
    ready = true;
    data = 5;  // RACE
  });
  while (!ready) std::this_thread::yield();
  std::printf("%d\n", data);  // RACE
  writer.join();
}

void racy_flag_is_not_waited_for() {
  int data = 0;
  std::atomic<bool> ready{false};
  std::thread writer([&] {  // RACE
    data = 5;               // RACE
    ready = true;
  });
  data += 1;  // RACE
  ready = false;
  writer.join();
}

void racy_plain_counter_beside_the_atomic() {
  struct Counts {
    std::atomic<int> hits{0};
    int misses = 0;
  };
  Counts counts;
  auto work = [&counts] {
    counts.hits += 1;
    counts.misses += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_array_behind_an_atomic_length() {
  std::vector<int> numbers;
  std::atomic<int> length{0};
  auto work = [&](int n) {
    numbers.push_back(n);  // RACE
    ++length;
  };
  std::thread first(work, 1);   // RACE
  std::thread second(work, 2);  // RACE
  first.join();
  second.join();
}

void racy_plain_sum_beside_a_global_counter() {
  long sum = 0;
  auto work = [&sum] {
    sum += 1;  // RACE
    turns.fetch_add(1, std::memory_order_relaxed);
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void missed_atomic_pointer_plain_target() {
  int value = 0;
  std::atomic<int*> where{&value};
  auto work = [&where] {
    *where.load() += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_reset_during_the_run() {
  std::atomic<bool> stop{false};
  long count = 0;
  std::thread worker([&] {  // RACE
    do {
      ++count;  // RACE
    } while (!stop);
  });
  count = 0;  // RACE
  stop = true;
  worker.join();
}

void racy_read_before_stop() {
  std::atomic<bool> stop{false};
  long count = 0;
  std::thread worker([&] {  // RACE
    do {
      ++count;  // RACE
    } while (!stop);
  });
  const long seen = count;  // RACE
  stop = true;
  worker.join();
  std::printf("%ld\n", seen);
}

void fine_atomic_counter() {
  std::atomic<int> n{0};
  std::thread first([&n] { ++n; });
  std::thread second([&n] { n += 2; });
  std::printf("%d\n", n.load());
  first.join();
  second.join();
}

void fine_relaxed_counter() {
  std::atomic<long> n{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&n] { n.fetch_add(1, std::memory_order_relaxed); });
  }
  for (auto& each : threads) each.join();
  std::printf("%ld\n", n.load(std::memory_order_relaxed));
}

void fine_release_and_acquire() {
  int data = 0;
  std::atomic<bool> ready{false};
  std::thread writer([&] {
    data = 5;
    ready.store(true, std::memory_order_release);
  });
  while (!ready.load(std::memory_order_acquire)) std::this_thread::yield();
  std::printf("%d\n", data);
  writer.join();
}

void fine_sequential_flag() {
  std::string text;
  std::atomic<bool> ready{false};
  std::thread writer([&] {
    text = "ready";
    ready = true;
  });
  while (!ready) {
  }
  std::puts(text.c_str());
  writer.join();
}

void fine_read_only_where_it_is_ready() {
  int data = 0;
  std::atomic<bool> ready{false};
  std::thread writer([&] {
    data = 5;
    ready.store(true);
  });
  if (ready.load()) std::printf("%d\n", data);
  writer.join();
}

void fine_waits_on_the_atomic() {
  int data = 0;
  std::atomic<int> stage{0};
  std::thread writer([&] {
    data = 5;
    stage = 1;
    stage.notify_one();
  });
  stage.wait(0);
  std::printf("%d\n", data);
  writer.join();
}

void fine_flag_waits_and_clears() {
  int data = 0;
  std::atomic_flag done;
  std::thread writer([&] {
    data = 5;
    done.test_and_set();
    done.notify_all();
  });
  done.wait(false);
  std::printf("%d\n", data);
  writer.join();
}

class Spinlock {
 public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
  }
  void unlock() { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag flag_;
};
void fine_spinlock_of_ones_own() {
  int n = 0;
  Spinlock spin;
  auto work = [&] {
    spin.lock();
    ++n;
    spin.unlock();
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_one_winner_by_exchange() {
  int n = 0;
  std::atomic<bool> taken{false};
  auto work = [&] {
    if (!taken.exchange(true)) n = 1;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_one_winner_by_compare() {
  int winner = 0;
  std::atomic<int> owner{0};
  auto work = [&](int self) {
    int nobody = 0;
    if (owner.compare_exchange_strong(nobody, self)) winner = self;
  };
  std::thread first(work, 1);
  std::thread second(work, 2);
  first.join();
  second.join();
}

void fine_last_one_reads() {
  std::vector<int> parts(2);
  std::atomic<int> left{2};
  auto work = [&](int index) {
    parts[index] = index + 1;
    if (left.fetch_sub(1) == 1) std::printf("%d\n", parts[0] + parts[1]);
  };
  std::thread first(work, 0);
  std::thread second(work, 1);
  first.join();
  second.join();
}

void fine_index_from_an_atomic() {
  std::vector<int> results(8);
  std::atomic<int> next{0};
  auto work = [&] {
    for (int i = next++; i < 8; i = next++) results[i] = i * i;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_atomic_struct() {
  struct Range {
    short from;
    short to;
  };
  std::atomic<Range> range{Range{0, 1}};
  std::thread writer([&range] { range = Range{2, 3}; });
  const Range seen = range;
  std::printf("%d\n", seen.from);
  writer.join();
}

void fine_published_object() {
  std::atomic<std::string*> published{nullptr};
  std::thread writer([&published] {
    auto* text = new std::string("hello");
    *text += " there";
    published.store(text);
  });
  std::string* text = nullptr;
  while ((text = published.load()) == nullptr) std::this_thread::yield();
  text->push_back('!');
  std::puts(text->c_str());
  writer.join();
  delete text;
}

void fine_fences() {
  std::atomic<int> a{0};
  std::atomic<int> b{0};
  std::thread other([&] {
    a.store(1, std::memory_order_relaxed);
    std::printf("%d\n", b.load(std::memory_order_relaxed));
  });
  b.store(1, std::memory_order_relaxed);
  std::printf("%d\n", a.load(std::memory_order_relaxed));
  other.join();
}

void fine_taking_turns() {
  int shared = 0;
  std::atomic<int> turn{0};
  auto work = [&](int self) {
    for (int i = 0; i < 3; ++i) {
      while (turn != self) std::this_thread::yield();
      shared += 1;
      turn = 1 - self;
    }
  };
  std::thread first(work, 0);
  std::thread second(work, 1);
  first.join();
  second.join();
}

void racy_plain_stop_flag() {
  bool stop = false;
  std::thread poller([&stop] {                // RACE
    while (!stop) std::this_thread::yield();  // RACE
  });
  stop = true;  // RACE
  poller.join();
}

void racy_two_relaxed_counters_and_a_plain_one() {
  std::atomic<int> hits{0};
  int last = 0;
  auto work = [&](int self) {
    hits.fetch_add(1, std::memory_order_relaxed);
    last = self;  // RACE
  };
  std::thread first(work, 1);   // RACE
  std::thread second(work, 2);  // RACE
  first.join();
  second.join();
}

void racy_both_sides_publish() {
  int data = 0;
  std::atomic<bool> ready{false};
  auto publish = [&](int value) {
    data = value;  // RACE
    ready.store(true, std::memory_order_release);
  };
  std::thread first(publish, 1);   // RACE
  std::thread second(publish, 2);  // RACE
  first.join();
  second.join();
}

class Ring {
 public:
  bool push(int n) {
    const unsigned tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == 8) return false;
    slots_[tail % 8] = n;
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }
  bool pop(int& n) {
    const unsigned head = head_.load(std::memory_order_relaxed);
    if (head == tail_.load(std::memory_order_acquire)) return false;
    n = slots_[head % 8];
    head_.store(head + 1, std::memory_order_release);
    return true;
  }

 private:
  int slots_[8] = {};
  std::atomic<unsigned> head_{0};
  std::atomic<unsigned> tail_{0};
};
void fine_ring_of_one_producer_and_one_consumer() {
  Ring ring;
  std::thread producer([&ring] {
    for (int i = 0; i < 20; ++i) {
      while (!ring.push(i)) std::this_thread::yield();
    }
  });
  int n = 0;
  for (int i = 0; i < 20; ++i) {
    while (!ring.pop(n)) std::this_thread::yield();
  }
  producer.join();
  std::printf("%d\n", n);
}

void fine_waits_for_all_by_a_counter() {
  std::vector<int> results(3);
  std::atomic<int> left{3};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&results, &left, i] {
      results[i] = i;
      left.fetch_sub(1);
    });
  }
  while (left.load() != 0) std::this_thread::yield();
  for (const int each : results) std::printf("%d\n", each);
  for (auto& each : threads) each.join();
}

void fine_stop_flag_by_atomic() {
  std::atomic<bool> stop{false};
  long turns = 0;
  std::thread poller([&] {
    while (!stop.load(std::memory_order_relaxed)) ++turns;
  });
  stop.store(true, std::memory_order_relaxed);
  poller.join();
  std::printf("%d\n", turns >= 0);
}

void fine_stage_by_stage() {
  int data = 0;
  std::atomic<int> stage{0};
  std::thread first([&] {
    data = 1;
    stage = 1;
  });
  std::thread second([&] {
    while (stage != 1) std::this_thread::yield();
    data += 1;
    stage = 2;
  });
  while (stage != 2) std::this_thread::yield();
  data += 1;
  first.join();
  second.join();
  std::printf("%d\n", data);
}

RUN_ONE_OF(racy_relaxed_flag_publishes_nothing, racy_release_without_acquire,
           racy_acquire_without_release, racy_volatile_is_no_atomic, racy_written_behind_the_flag,
           racy_flag_is_not_waited_for, racy_plain_counter_beside_the_atomic,
           racy_array_behind_an_atomic_length, racy_plain_sum_beside_a_global_counter,
           missed_atomic_pointer_plain_target, racy_reset_during_the_run, racy_read_before_stop,
           fine_atomic_counter, fine_relaxed_counter, fine_release_and_acquire,
           fine_sequential_flag, fine_read_only_where_it_is_ready, fine_waits_on_the_atomic,
           fine_flag_waits_and_clears, fine_spinlock_of_ones_own, fine_one_winner_by_exchange,
           fine_one_winner_by_compare, fine_last_one_reads, fine_index_from_an_atomic,
           fine_atomic_struct, fine_published_object, fine_fences, fine_taking_turns,
           racy_plain_stop_flag, racy_two_relaxed_counters_and_a_plain_one, racy_both_sides_publish,
           fine_ring_of_one_producer_and_one_consumer, fine_waits_for_all_by_a_counter,
           fine_stop_flag_by_atomic, fine_stage_by_stage)
