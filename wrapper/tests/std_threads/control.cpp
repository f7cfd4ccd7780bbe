// Which way the program goes: branches, loops, switches, exceptions, the thread's index, recursion.
#include <cstdio>
#include <functional>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

void racy_used_in_a_branch() {
  int n = 0;
  std::thread worker([&n] { n = 1; });  // RACE
  if (worker.joinable()) {
    n = 2;  // RACE
  }
  worker.join();
}

void racy_condition_reads_it() {
  bool done = false;
  std::thread worker([&done] { done = true; });  // RACE
  while (!done) {                                // RACE
    std::this_thread::yield();
    break;
  }
  worker.join();
}

void by_kind(int kind) {
  int n = 0;
  std::thread worker;
  switch (kind) {
    case 0:
      worker = std::thread([&n] { n = 1; });  // RACE
      [[fallthrough]];
    case 1:
      n = 2;  // RACE
      break;
    default:
      break;
  }
  if (worker.joinable()) worker.join();
}
void missed_case_falls_through() {
  by_kind(0);  // RACE
}

void racy_threads_of_a_loop() {
  int n = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&n] { ++n; });  // RACE
  }
  for (auto& each : threads) each.join();
}

void racy_loop_goes_on_beside_the_threads() {
  int round = 0;
  std::vector<std::thread> threads;
  while (round < 3) {                                                      // RACE
    threads.emplace_back([&round] { std::printf("round %d\n", round); });  // RACE
    ++round;                                                               // RACE
  }
  for (auto& each : threads) each.join();
}

void missed_joined_a_turn_later() {
  int n = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    n += 1;                                  // RACE
    threads.emplace_back([&n] { n += 1; });  // RACE
    if (i > 0) threads[i - 1].join();
  }
  threads.back().join();
}

void racy_used_in_the_handler() {
  int n = 0;
  std::thread worker([&n] { n = 1; });  // RACE
  try {
    throw std::runtime_error("stop");
  } catch (const std::exception&) {
    n = 2;  // RACE
  }
  worker.join();
}

void missed_same_branch_for_two_indexes() {
  int first_result = 0;
  int other_results = 0;
  auto work = [&](int index) {
    if (index == 0) {
      first_result = 1;
    } else {
      other_results += index;  // RACE
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back(work, i);  // RACE
  for (auto& each : threads) each.join();
  std::printf("%d\n", first_result + other_results);
}

void missed_first_writes_others_read() {
  int state = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&state, i] {  // RACE
      if (i == 0) {
        state = 1;  // RACE
      } else {
        std::printf("%d\n", state);  // RACE
      }
    });
  }
  for (auto& each : threads) each.join();
}

void visit(int depth, int& count) {
  ++count;  // RACE
  if (depth == 0) return;
  std::thread left([&count, depth] { visit(depth - 1, count); });  // RACE
  visit(depth - 1, count);                                         // RACE
  left.join();
}
void missed_recursion_counts() {
  int count = 0;
  visit(2, count);  // RACE
}

void racy_choice_of_two() {
  int n = 0;
  std::thread worker([&n] { n = n > 0 ? n - 1 : n + 1; });  // RACE
  const int seen = n == 0 ? 0 : 1;                          // RACE
  worker.join();
  std::printf("%d\n", seen);
}

void racy_second_operand() {
  int left = 3;
  std::thread worker([&left] { left -= 1; });                  // RACE
  if (worker.joinable() && left-- > 0) std::puts("took one");  // RACE
  worker.join();
}

void racy_inner_and_outer_loop() {
  int total = 0;
  for (int i = 0; i < 2; ++i) {
    std::vector<std::thread> threads;
    for (int j = 0; j < 2; ++j) threads.emplace_back([&total, j] { total += j; });  // RACE
    total += i;                                                                     // RACE
    for (auto& each : threads) each.join();
  }
}

int started_and_left_early(int& n) {
  std::jthread worker([&n] { n = 1; });  // RACE
  if (n > 5) return 0;                   // RACE
  n += 1;                                // RACE
  return n;                              // RACE
}
void racy_return_value_before_the_join() {
  int n = 0;
  std::printf("%d\n", started_and_left_early(n));  // RACE
}

void racy_guarded_in_one_branch() {
  int n = 0;
  std::mutex m;
  auto work = [&](bool careful) {
    if (careful) {
      const std::lock_guard lock(m);
      n += 1;  // RACE
    } else {
      n += 2;  // RACE
    }
  };
  std::thread first(work, true);    // RACE
  std::thread second(work, false);  // RACE
  first.join();
  second.join();
}

void racy_do_while() {
  int n = 0;
  std::thread worker([&n] { n += 1; });  // RACE
  do {
    n += 1;         // RACE
  } while (n < 3);  // RACE
  worker.join();
}

void racy_closure_called_in_place() {
  int n = 0;
  std::thread worker([&n] { n += 1; });  // RACE
  const int seen = [&n] {
    return n;  // RACE
  }();         // RACE
  worker.join();
  std::printf("%d\n", seen);
}

void fine_joined_in_each_turn() {
  int n = 0;
  for (int i = 0; i < 3; ++i) {
    std::thread worker([&n, i] { n += i; });
    worker.join();
    n += 1;
  }
}

void fine_each_case_on_its_own() {
  for (int kind = 0; kind < 3; ++kind) {
    int n = 0;
    std::thread worker;
    switch (kind) {
      case 0:
        worker = std::thread([&n] { n = 1; });
        break;
      case 1:
        n = 2;
        break;
      default:
        break;
    }
    if (worker.joinable()) worker.join();
  }
}

void fine_started_or_done_here() {
  for (const bool parallel : {false, true}) {
    int n = 0;
    std::thread worker;
    if (parallel) {
      worker = std::thread([&n] { n = 1; });
    } else {
      n = 1;
    }
    if (worker.joinable()) worker.join();
    std::printf("%d\n", n);
  }
}

void leave_early(int limit) {
  int n = 0;
  if (limit == 0) {
    n = 1;
    return;
  }
  std::thread worker([&n] { n = 2; });
  worker.join();
  std::printf("%d\n", n);
}
void fine_returned_before_the_start() {
  leave_early(0);
  leave_early(1);
}

void fine_joined_in_both_branches() {
  for (int i = 0; i < 2; ++i) {
    int n = 0;
    std::thread worker([&n] { n = 1; });
    if (i == 0) {
      worker.join();
      n = 2;
    } else {
      std::puts("waiting");
      worker.join();
    }
    n += 1;
  }
}

void fine_joined_in_the_handler() {
  int n = 0;
  std::thread worker([&n] { n = 1; });
  try {
    throw std::runtime_error("stop");
  } catch (const std::exception&) {
    worker.join();
  }
  n = 2;
}

void fine_only_the_first_writes() {
  int first_result = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&first_result, i] {
      if (i == 0) first_result = 1;
    });
  }
  for (auto& each : threads) each.join();
  std::printf("%d\n", first_result);
}

void fine_branch_of_each_index() {
  int left = 0;
  int right = 0;
  auto work = [&](int index) {
    if (index == 0) {
      left = 1;
    } else {
      right = 1;
    }
  };
  std::thread first(work, 0);
  std::thread second(work, 1);
  first.join();
  second.join();
}

void fine_switch_on_the_index() {
  int results[2] = {};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&results, i] {
      switch (i) {
        case 0:
          results[0] = 1;
          break;
        case 1:
          results[1] = 2;
          break;
        default:
          break;
      }
    });
  }
  for (auto& each : threads) each.join();
}

void zero_all(std::span<int> numbers) {
  if (numbers.size() < 3) {
    for (int& each : numbers) each = 0;
    return;
  }
  const std::size_t half = numbers.size() / 2;
  std::thread low(zero_all, numbers.first(half));
  zero_all(numbers.subspan(half));
  low.join();
}
void fine_recursion_into_halves() {
  std::vector<int> numbers(8, 1);
  zero_all(numbers);
}

int fibonacci(int n) {
  if (n < 2) return n;
  int before = 0;
  std::thread worker([&before, n] { before = fibonacci(n - 2); });
  const int last = fibonacci(n - 1);
  worker.join();
  return before + last;
}
void fine_recursion_with_a_result_each() { std::printf("%d\n", fibonacci(5)); }

void fine_locked_in_both_branches() {
  int n = 0;
  std::mutex m;
  auto work = [&](bool twice) {
    const std::lock_guard lock(m);
    if (twice) {
      n += 2;
    } else {
      n += 1;
    }
  };
  std::thread first(work, true);
  std::thread second(work, false);
  first.join();
  second.join();
}

void fine_variable_of_each_turn() {
  for (int i = 0; i < 3; ++i) {
    int mine = i;
    std::jthread worker([&mine] { mine += 1; });
  }
}

void fine_inner_loop_joins() {
  int total = 0;
  for (int i = 0; i < 2; ++i) {
    std::vector<int> parts(2);
    std::vector<std::thread> threads;
    for (int j = 0; j < 2; ++j) threads.emplace_back([&parts, j] { parts[j] = j; });
    for (auto& each : threads) each.join();
    for (const int each : parts) total += each;
  }
  std::printf("%d\n", total);
}

void fine_exception_is_carried_over() {
  std::string error;
  std::thread worker([&error] {
    try {
      throw std::runtime_error("inside");
    } catch (const std::exception& thrown) {
      error = thrown.what();
    }
  });
  worker.join();
  std::puts(error.c_str());
}

void fine_vector_is_reused() {
  int n = 0;
  std::vector<std::thread> threads;
  for (int round = 0; round < 3; ++round) {
    threads.clear();
    threads.emplace_back([&n] { n += 1; });
    threads.back().join();
    n += 1;
  }
}

void fine_break_out_of_the_loop() {
  std::vector<int> found(4);
  std::vector<std::thread> threads;
  for (int i = 0;; ++i) {
    if (i == 3) break;
    threads.emplace_back([&found, i] { found[i] = i; });
  }
  for (auto& each : threads) each.join();
  std::printf("%d\n", found[2]);
}

void missed_goes_round_with_continue() {
  int n = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    if (i % 2 == 0) continue;
    threads.emplace_back([&n] { n += 1; });  // RACE
  }
  for (auto& each : threads) each.join();
}

void racy_started_in_both_branches() {
  for (const bool fast : {false, true}) {
    int n = 0;
    std::thread worker;
    if (fast) {
      worker = std::thread([&n] { n = 1; });  // RACE
    } else {
      worker = std::thread([&n] { n = 2; });  // RACE
    }
    n += 1;  // RACE
    worker.join();
  }
}

void racy_initialiser_of_an_if() {
  int n = 0;
  std::thread worker([&n] { n = 1; });                  // RACE
  if (const int seen = n; seen > 0) std::puts("done");  // RACE
  worker.join();
}

void racy_lock_in_the_loop_only() {
  int n = 0;
  std::mutex m;
  std::thread worker([&] {  // RACE
    for (int i = 0; i < 3; ++i) {
      const std::lock_guard lock(m);
      n += 1;  // RACE
    }
  });
  for (int i = 0; i < 3; ++i) {
    n += 1;  // RACE
    const std::lock_guard lock(m);
  }
  worker.join();
}

void fine_condition_without_the_variable() {
  int n = 0;
  std::thread worker([&n] { n = 1; });
  const int limit = 5;
  for (int i = 0; i < limit; ++i) std::printf("%d\n", i);
  worker.join();
  while (n < 3) ++n;
}

void fine_never_started() {
  int n = 0;
  const auto body = [&n] { n += 1; };
  if (false) {
    std::thread worker(body);
    worker.join();
  }
  n += 1;
  body();
}

void fine_two_rounds_of_threads() {
  int a = 0;
  int b = 0;
  for (int round = 0; round < 2; ++round) {
    std::thread first([&a] { a += 1; });
    std::thread second([&b] { b += 1; });
    first.join();
    second.join();
    a += b;
  }
}

void fine_one_of_two_reads_what_the_other_has_not() {
  std::pair<int, int> both;
  auto work = [&both](bool first) {
    int& mine = first ? both.first : both.second;
    mine += 1;
  };
  std::thread first(work, true);
  std::thread second(work, false);
  first.join();
  second.join();
}

RUN_ONE_OF(racy_used_in_a_branch, racy_condition_reads_it, missed_case_falls_through,
           racy_threads_of_a_loop, racy_loop_goes_on_beside_the_threads, missed_joined_a_turn_later,
           racy_used_in_the_handler, missed_same_branch_for_two_indexes,
           missed_first_writes_others_read, missed_recursion_counts, racy_choice_of_two,
           racy_second_operand, racy_inner_and_outer_loop, racy_return_value_before_the_join,
           racy_guarded_in_one_branch, racy_do_while, racy_closure_called_in_place,
           fine_joined_in_each_turn, fine_each_case_on_its_own, fine_started_or_done_here,
           fine_returned_before_the_start, fine_joined_in_both_branches, fine_joined_in_the_handler,
           fine_only_the_first_writes, fine_branch_of_each_index, fine_switch_on_the_index,
           fine_recursion_into_halves, fine_recursion_with_a_result_each,
           fine_locked_in_both_branches, fine_variable_of_each_turn, fine_inner_loop_joins,
           fine_exception_is_carried_over, fine_vector_is_reused, fine_break_out_of_the_loop,
           missed_goes_round_with_continue, racy_started_in_both_branches,
           racy_initialiser_of_an_if, racy_lock_in_the_loop_only,
           fine_condition_without_the_variable, fine_never_started, fine_two_rounds_of_threads,
           fine_one_of_two_reads_what_the_other_has_not)
