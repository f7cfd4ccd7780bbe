// Waiting for each other: condition variables, latches, barriers, semaphores.
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <latch>
#include <mutex>
#include <queue>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "run.hpp"

void racy_flag_set_without_the_lock() {
  bool ready = false;
  std::mutex m;
  std::condition_variable changed;
  std::thread setter([&] {  // RACE
    ready = true;           // RACE
    changed.notify_one();
  });
  {
    std::unique_lock lock(m);
    const auto end = std::chrono::system_clock::now() + std::chrono::milliseconds(50);
    changed.wait_until(lock, end, [&ready] { return ready; });  // RACE
  }
  setter.join();
}

void racy_data_written_behind_the_notice() {
  bool ready = false;
  int data = 0;
  std::mutex m;
  std::condition_variable changed;
  std::thread producer([&] {  // RACE
    {
      const std::lock_guard lock(m);
      ready = true;
    }
    changed.notify_one();
    data = 5;  // RACE
  });
  std::unique_lock lock(m);
  changed.wait(lock, [&ready] { return ready; });
  std::printf("%d\n", data);  // RACE
  lock.unlock();
  producer.join();
}

void racy_queue_read_without_the_lock() {
  std::queue<int> jobs;
  std::mutex m;
  std::condition_variable changed;
  std::thread producer([&] {  // RACE
    for (int i = 0; i < 5; ++i) {
      const std::lock_guard lock(m);
      jobs.push(i);  // RACE
      changed.notify_one();
    }
  });
  std::printf("%zu\n", jobs.size());  // RACE
  producer.join();
}

void racy_latch_counted_down_too_early() {
  int n = 0;
  std::latch done(1);
  std::thread worker([&] {  // RACE
    done.count_down();
    n = 1;  // RACE
  });
  done.wait();
  std::printf("%d\n", n);  // RACE
  worker.join();
}

void racy_latch_that_nobody_waits_for() {
  int n = 0;
  std::latch done(1);
  std::thread worker([&] {  // RACE
    n = 1;                  // RACE
    done.count_down();
  });
  n += 2;  // RACE
  worker.join();
}

void racy_both_sides_of_a_start_latch() {
  int n = 0;
  std::latch start(2);
  auto work = [&] {
    start.arrive_and_wait();
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_all_write_in_one_phase() {
  int sum = 0;
  std::barrier phase(2);
  auto work = [&] {
    sum += 1;  // RACE
    phase.arrive_and_wait();
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void missed_written_and_read_in_one_phase() {
  int left = 0;
  std::barrier phase(2);
  std::thread writer([&] {  // RACE
    phase.arrive_and_wait();
    left = 1;  // RACE
    phase.arrive_and_wait();
  });
  std::thread reader([&] {  // RACE
    phase.arrive_and_wait();
    std::printf("%d\n", left);  // RACE
    phase.arrive_and_wait();
  });
  writer.join();
  reader.join();
}

void missed_semaphore_lets_two_in() {
  int n = 0;
  std::counting_semaphore<2> slots(2);
  auto work = [&] {
    slots.acquire();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    n += 1;  // RACE
    slots.release();
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  first.join();
  second.join();
}

void racy_released_before_the_write() {
  int n = 0;
  std::binary_semaphore ready(0);
  std::thread worker([&] {  // RACE
    ready.release();
    n = 1;  // RACE
  });
  ready.acquire();
  std::printf("%d\n", n);  // RACE
  worker.join();
}

void racy_sleep_is_no_order() {
  int n = 0;
  std::thread worker([&n] { n = 1; });  // RACE
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::printf("%d\n", n);  // RACE
  worker.join();
}

void racy_written_on_after_the_release() {
  std::vector<int> numbers;
  std::binary_semaphore ready(0);
  std::thread writer([&] {  // RACE
    numbers.push_back(1);
    ready.release();
    numbers.push_back(2);  // RACE
  });
  ready.acquire();
  std::printf("%zu\n", numbers.size());  // RACE
  writer.join();
}

void racy_another_condition_for_the_data() {
  int data = 0;
  bool ready = false;
  std::mutex m;
  std::condition_variable changed;
  std::thread consumer([&] {  // RACE
    std::unique_lock lock(m);
    while (!ready) changed.wait(lock);
    lock.unlock();
    data += 1;  // RACE
  });
  {
    const std::lock_guard lock(m);
    ready = true;
  }
  changed.notify_all();
  data += 2;  // RACE
  consumer.join();
}

void fine_flag_under_the_lock() {
  bool ready = false;
  int data = 0;
  std::mutex m;
  std::condition_variable changed;
  std::thread producer([&] {
    {
      const std::lock_guard lock(m);
      data = 5;
      ready = true;
    }
    changed.notify_one();
  });
  {
    std::unique_lock lock(m);
    changed.wait(lock, [&ready] { return ready; });
    std::printf("%d\n", data);
  }
  producer.join();
}

void fine_data_before_the_flag() {
  bool ready = false;
  int data = 0;
  std::mutex m;
  std::condition_variable changed;
  std::thread producer([&] {
    data = 5;
    {
      const std::lock_guard lock(m);
      ready = true;
    }
    changed.notify_one();
  });
  {
    std::unique_lock lock(m);
    while (!ready) changed.wait(lock);
  }
  std::printf("%d\n", data);
  producer.join();
}

void fine_queue_of_jobs() {
  std::queue<int> jobs;
  bool closed = false;
  std::mutex m;
  std::condition_variable changed;
  long sum = 0;
  std::thread consumer([&] {
    for (;;) {
      std::unique_lock lock(m);
      changed.wait(lock, [&] { return closed || !jobs.empty(); });
      if (jobs.empty()) return;
      const int job = jobs.front();
      jobs.pop();
      lock.unlock();
      sum += job;
    }
  });
  for (int i = 0; i < 10; ++i) {
    const std::lock_guard lock(m);
    jobs.push(i);
    changed.notify_one();
  }
  {
    const std::lock_guard lock(m);
    closed = true;
  }
  changed.notify_all();
  consumer.join();
  std::printf("%ld\n", sum);
}

void fine_latch_waits_for_the_result() {
  int n = 0;
  std::latch done(1);
  std::thread worker([&] {
    n = 1;
    done.count_down();
  });
  done.wait();
  std::printf("%d\n", n);
  worker.join();
}

void fine_latch_for_several() {
  int a = 0;
  int b = 0;
  std::latch done(2);
  std::thread first([&] {
    a = 1;
    done.count_down();
  });
  std::thread second([&] {
    b = 2;
    done.count_down();
  });
  done.wait();
  std::printf("%d\n", a + b);
  first.join();
  second.join();
}

void fine_latch_opens_the_gate() {
  int settings = 0;
  std::latch gate(1);
  std::thread worker([&] {
    gate.wait();
    std::printf("%d\n", settings);
  });
  settings = 4;
  gate.count_down();
  worker.join();
}

void fine_write_and_read_in_two_phases() {
  int left = 0;
  int right = 0;
  std::barrier phase(2);
  std::thread first([&] {
    left = 1;
    phase.arrive_and_wait();
    std::printf("%d\n", right);
  });
  std::thread second([&] {
    right = 2;
    phase.arrive_and_wait();
    std::printf("%d\n", left);
  });
  first.join();
  second.join();
}

void fine_phases_in_a_loop() {
  std::vector<int> cells(2);
  std::barrier phase(2);
  auto work = [&](int mine) {
    for (int turn = 0; turn < 3; ++turn) {
      cells[mine] = turn;
      phase.arrive_and_wait();
      std::printf("%d\n", cells[1 - mine]);
      phase.arrive_and_wait();
    }
  };
  std::thread first(work, 0);
  std::thread second(work, 1);
  first.join();
  second.join();
}

void fine_sum_in_the_completion() {
  int parts[2] = {};
  int sum = 0;
  auto add_up = [&]() noexcept { sum = parts[0] + parts[1]; };
  std::barrier phase(2, add_up);
  std::thread first([&] {
    parts[0] = 1;
    phase.arrive_and_wait();
  });
  std::thread second([&] {
    parts[1] = 2;
    phase.arrive_and_wait();
  });
  first.join();
  second.join();
  std::printf("%d\n", sum);
}

void fine_binary_semaphore_as_a_mutex() {
  int n = 0;
  std::binary_semaphore turn(1);
  auto work = [&] {
    turn.acquire();
    n += 1;
    turn.release();
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

void fine_semaphore_hands_over() {
  std::string text;
  std::binary_semaphore ready(0);
  std::thread writer([&] {
    text = "done";
    ready.release();
  });
  ready.acquire();
  std::puts(text.c_str());
  writer.join();
}

void fine_ping_and_pong() {
  int ball = 0;
  std::binary_semaphore ping(1);
  std::binary_semaphore pong(0);
  std::thread other([&] {
    for (int i = 0; i < 3; ++i) {
      pong.acquire();
      ball += 1;
      ping.release();
    }
  });
  for (int i = 0; i < 3; ++i) {
    ping.acquire();
    ball += 1;
    pong.release();
  }
  other.join();
}

class Gate {
 public:
  void open() {
    {
      const std::lock_guard lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};
void fine_gate_of_ones_own() {
  Gate gate;
  int data = 0;
  std::thread producer([&] {
    data = 3;
    gate.open();
  });
  gate.pass();
  std::printf("%d\n", data);
  producer.join();
}

template <class T>
class Channel {
 public:
  void send(T value) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push(std::move(value));
    }
    changed_.notify_one();
  }
  T receive() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty(); });
    T value = std::move(waiting_.front());
    waiting_.pop();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<T> waiting_;
};
void fine_channel_carries_the_value() {
  Channel<std::string> channel;
  std::thread producer([&channel] {
    std::string text = "from the thread";
    channel.send(std::move(text));
  });
  const std::string text = channel.receive();
  std::puts(text.c_str());
  producer.join();
}

void fine_condition_variable_any() {
  int level = 0;
  std::mutex m;
  std::condition_variable_any changed;
  std::jthread filler([&] {
    const std::lock_guard lock(m);
    level = 10;
    changed.notify_all();
  });
  std::unique_lock lock(m);
  changed.wait(lock, [&level] { return level > 5; });
  level = 0;
}

void missed_latch_tried_and_not_asked() {
  int n = 0;
  std::latch done(1);
  std::thread worker([&] {  // RACE
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    n = 1;  // RACE
    done.count_down();
  });
  static_cast<void>(done.try_wait());
  std::printf("%d\n", n);  // RACE
  worker.join();
}

void racy_predicate_outside_of_the_lock() {
  bool ready = false;
  std::mutex m;
  std::condition_variable changed;
  std::thread setter([&] {  // RACE
    const std::lock_guard lock(m);
    ready = true;  // RACE
    changed.notify_one();
  });
  if (!ready) std::puts("not yet");  // RACE
  setter.join();
}

void racy_two_workers_behind_the_gate() {
  int n = 0;
  std::latch gate(1);
  auto work = [&] {
    gate.wait();
    n += 1;  // RACE
  };
  std::thread first(work);   // RACE
  std::thread second(work);  // RACE
  gate.count_down();
  first.join();
  second.join();
}

void racy_parent_goes_on_behind_the_gate() {
  int n = 0;
  std::latch gate(1);
  std::thread worker([&] {  // RACE
    gate.wait();
    n += 1;  // RACE
  });
  gate.count_down();
  n += 2;  // RACE
  worker.join();
}

template <class T>
class Box {
 public:
  void put(T value) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !full_; });
    value_ = std::move(value);
    full_ = true;
    changed_.notify_all();
  }
  T take() {
    std::unique_lock lock(mutex_);
    while (!full_) changed_.wait(lock);
    full_ = false;
    changed_.notify_all();
    return std::move(value_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool full_ = false;
  T value_{};
};
void fine_pipeline_of_three() {
  Box<std::vector<int>> first;
  Box<std::vector<int>> second;
  std::thread filler([&first] {
    std::vector<int> numbers;
    for (int i = 0; i < 3; ++i) numbers.push_back(i);
    first.put(std::move(numbers));
  });
  std::thread doubler([&first, &second] {
    auto numbers = first.take();
    for (int& each : numbers) each *= 2;
    second.put(std::move(numbers));
  });
  auto numbers = second.take();
  numbers.push_back(7);
  std::printf("%zu\n", numbers.size());
  filler.join();
  doubler.join();
}

void fine_semaphore_counts_results() {
  std::vector<int> results(3);
  std::counting_semaphore<8> done(0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&results, &done, i] {
      results[i] = i;
      done.release();
    });
  }
  for (int i = 0; i < 3; ++i) done.acquire();
  for (const int each : results) std::printf("%d\n", each);
  for (auto& each : threads) each.join();
}

void fine_dropped_out_of_the_barrier() {
  int n = 0;
  std::barrier phase(2);
  std::thread worker([&] {
    n = 1;
    phase.arrive_and_drop();
  });
  phase.arrive_and_wait();
  std::printf("%d\n", n);
  worker.join();
}

void fine_stopped_by_a_flag_and_a_notice() {
  bool stop = false;
  int turns = 0;
  std::mutex m;
  std::condition_variable changed;
  std::thread timer([&] {
    std::unique_lock lock(m);
    while (!stop) {
      ++turns;
      changed.wait(lock);
    }
  });
  m.lock();
  stop = true;
  m.unlock();
  changed.notify_all();
  timer.join();
  std::printf("%d\n", turns);
}

RUN_ONE_OF(racy_flag_set_without_the_lock, racy_data_written_behind_the_notice,
           racy_queue_read_without_the_lock, racy_latch_counted_down_too_early,
           racy_latch_that_nobody_waits_for, racy_both_sides_of_a_start_latch,
           racy_all_write_in_one_phase, missed_written_and_read_in_one_phase,
           missed_semaphore_lets_two_in, racy_released_before_the_write, racy_sleep_is_no_order,
           racy_written_on_after_the_release, racy_another_condition_for_the_data,
           fine_flag_under_the_lock, fine_data_before_the_flag, fine_queue_of_jobs,
           fine_latch_waits_for_the_result, fine_latch_for_several, fine_latch_opens_the_gate,
           fine_write_and_read_in_two_phases, fine_phases_in_a_loop, fine_sum_in_the_completion,
           fine_binary_semaphore_as_a_mutex, fine_semaphore_hands_over, fine_ping_and_pong,
           fine_gate_of_ones_own, fine_channel_carries_the_value, fine_condition_variable_any,
           missed_latch_tried_and_not_asked, racy_predicate_outside_of_the_lock,
           racy_two_workers_behind_the_gate, racy_parent_goes_on_behind_the_gate,
           fine_pipeline_of_three, fine_semaphore_counts_results, fine_dropped_out_of_the_barrier,
           fine_stopped_by_a_flag_and_a_notice)
