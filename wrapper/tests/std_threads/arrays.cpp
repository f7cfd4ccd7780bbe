// Elements: the same one, another one, by constant, by the thread's own index, by ranges that meet.
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <functional>
#include <numeric>
#include <thread>
#include <vector>

#include "run.hpp"

void racy_same_constant_index() {
  int slots[4] = {};
  std::thread first([&slots] { slots[2] = 1; });   // RACE
  std::thread second([&slots] { slots[2] = 2; });  // RACE
  first.join();
  second.join();
}

void racy_element_read_by_the_parent() {
  std::array<int, 3> slots{};
  std::thread writer([&slots] { slots[1] = 5; });  // RACE
  std::printf("%d\n", slots[1]);                   // RACE
  writer.join();
}

void racy_every_thread_writes_the_first() {
  std::array<int, 4> slots{};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&slots, i] {  // RACE
      slots[0] = i;                     // RACE
    });
  }
  for (auto& each : threads) each.join();
}

void racy_whole_array_is_read() {
  int numbers[5] = {};
  std::thread writer([&numbers] {  // RACE
    numbers[3] = 1;                // RACE
  });
  int sum = 0;
  for (const int each : numbers) sum += each;  // RACE
  writer.join();
  std::printf("%d\n", sum);
}

void racy_array_is_copied() {
  std::array<int, 4> numbers{1, 2, 3, 4};
  std::thread writer([&numbers] { numbers[0] = 9; });  // RACE
  const std::array<int, 4> copy = numbers;             // RACE
  writer.join();
  std::printf("%d\n", copy[0]);
}

void racy_array_is_assigned() {
  std::array<long, 4> numbers{};
  std::thread writer([&numbers] { numbers[3] = 9; });  // RACE
  numbers = {1, 2, 3, 4};                              // RACE
  writer.join();
}

void racy_pointer_to_the_element() {
  int numbers[3] = {};
  int* middle = &numbers[1];
  std::thread writer([middle] { *middle = 1; });  // RACE
  numbers[1] = 2;                                 // RACE
  writer.join();
}

void racy_reference_to_the_element() {
  std::vector<int> numbers(3);
  int& last = numbers[2];
  std::thread writer([&last] { last = 1; });  // RACE
  last += 2;                                  // RACE
  writer.join();
}

void racy_both_fill_all() {
  std::vector<int> numbers(16);
  auto fill = [&numbers](int value) {
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = value;  // RACE
  };
  std::thread first(fill, 1);   // RACE
  std::thread second(fill, 2);  // RACE
  first.join();
  second.join();
}

void racy_sum_beside_the_slots() {
  std::array<int, 4> slots{};
  int sum = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    threads.emplace_back([&slots, &sum, i] {  // RACE
      slots[i] = static_cast<int>(i);
      sum += slots[i];  // RACE
    });
  }
  for (auto& each : threads) each.join();
}

void racy_shared_next_index() {
  int found[8] = {};
  int next = 0;
  auto search = [&] {
    for (int i = 0; i < 4; ++i) found[next++] = i;  // RACE
  };
  std::thread first(search);   // RACE
  std::thread second(search);  // RACE
  first.join();
  second.join();
}

void racy_matrix_cell() {
  int cells[2][2] = {};
  std::thread first([&] { cells[1][0] += 1; });   // RACE
  std::thread second([&] { cells[1][0] += 2; });  // RACE
  first.join();
  second.join();
}

void racy_row_and_cell() {
  std::array<std::array<int, 3>, 2> rows{};
  std::thread first([&rows] { rows[1] = {1, 2, 3}; });  // RACE
  std::thread second([&rows] { rows[1][2] = 4; });      // RACE
  first.join();
  second.join();
}

void missed_memset_over_it() {
  char text[64] = "a line of text that is as long as this";
  const std::size_t length = std::strlen(text) / 8 * 8;
  std::thread cleaner([&text, length] { std::memset(text, 0, length); });  // RACE
  text[1] = 'a';                                                           // RACE
  cleaner.join();
}

void fine_constants_apart() {
  int slots[2] = {};
  std::thread first([&slots] { slots[0] = 1; });
  slots[1] = 2;
  first.join();
  std::printf("%d\n", slots[0] + slots[1]);
}

void fine_slot_by_index() {
  std::vector<int> squares(4);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&squares, i] { squares[i] = i * i; });
  }
  for (auto& each : threads) each.join();
  std::printf("%d\n", std::accumulate(squares.begin(), squares.end(), 0));
}

void fine_slot_by_reference() {
  std::array<int, 4> sums{};
  std::vector<std::thread> threads;
  for (int& mine : sums) {
    threads.emplace_back([&mine] {
      for (int i = 0; i < 10; ++i) mine += i;
    });
  }
  for (auto& each : threads) each.join();
}

void fine_slot_by_pointer() {
  int sums[4] = {};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([mine = &sums[i]] { *mine = 1; });
  for (auto& each : threads) each.join();
}

void fine_strided_loops() {
  std::vector<int> numbers(100);
  std::vector<std::thread> threads;
  const int count = 4;
  for (int t = 0; t < count; ++t) {
    threads.emplace_back([&numbers, t] {
      for (int i = t; i < 100; i += count) numbers[i] = i;
    });
  }
  for (auto& each : threads) each.join();
}

void fine_blocks_by_bounds() {
  std::vector<int> numbers(100);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    const int from = t * 25;
    const int to = from + 25;
    threads.emplace_back([&numbers, from, to] {
      for (int i = from; i < to; ++i) numbers[i] = i;
    });
  }
  for (auto& each : threads) each.join();
}

void fine_halves_by_pointers() {
  int numbers[10] = {};
  const auto fill = [](int* from, int* to) {
    while (from != to) *from++ = 1;
  };
  std::thread low(fill, numbers, numbers + 5);
  std::thread high(fill, numbers + 5, numbers + 10);
  low.join();
  high.join();
}

void fine_row_of_each() {
  int cells[3][4] = {};
  std::vector<std::thread> threads;
  for (int row = 0; row < 3; ++row) {
    threads.emplace_back([&cells, row] {
      for (int column = 0; column < 4; ++column) cells[row][column] = row + column;
    });
  }
  for (auto& each : threads) each.join();
  std::printf("%d\n", cells[2][3]);
}

void fine_input_shared_output_apart() {
  const std::vector<int> input{1, 2, 3, 4};
  std::vector<int> output(input.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < input.size(); ++i) {
    threads.emplace_back([&, i] { output[i] = 2 * input[i]; });
  }
  std::printf("%d\n", input[0]);
  for (auto& each : threads) each.join();
}

void fine_own_copy_of_the_array() {
  std::array<int, 3> numbers{1, 2, 3};
  std::thread worker([numbers]() mutable {
    numbers[0] = 4;
    std::printf("%d\n", numbers[0]);
  });
  numbers[0] = 5;
  worker.join();
}

void fine_even_and_odd() {
  std::vector<int> numbers(20);
  std::thread even([&numbers] {
    for (int i = 0; i < 20; i += 2) numbers[i] = i;
  });
  std::thread odd([&numbers] {
    for (int i = 1; i < 20; i += 2) numbers[i] = i;
  });
  even.join();
  odd.join();
}

void fine_array_inside_the_thread() {
  int total = 0;
  std::thread worker([&total] {
    int parts[3] = {1, 2, 3};
    for (const int each : parts) total += each;
  });
  worker.join();
  int parts[3] = {4, 5, 6};
  std::printf("%d\n", total + parts[0]);
}

void fine_member_of_each_element() {
  struct Account {
    int balance = 0;
    int visits = 0;
  };
  std::array<Account, 2> accounts;
  std::thread first([&] { accounts[0].balance = 10; });
  std::thread second([&] { accounts[1].balance = 20; });
  accounts[0].visits = 1;
  first.join();
  second.join();
}

void fine_index_by_argument() {
  std::array<int, 4> slots{};
  std::vector<std::thread> threads;
  const auto work = [](std::array<int, 4>& all, int index) { all[index] = index; };
  for (int i = 0; i < 4; ++i) threads.emplace_back(work, std::ref(slots), i);
  for (auto& each : threads) each.join();
}

void missed_copied_out_by_memcpy() {
  long from[4] = {1, 2, 3, 4};
  const std::size_t bytes = sizeof from;
  std::thread writer([&from] { from[2] = 9; });  // RACE
  long to[4];
  std::memcpy(to, from, bytes);  // RACE
  writer.join();
  std::printf("%ld\n", to[2]);
}

void missed_pointer_walks_over_all() {
  int numbers[4] = {};
  std::thread writer([&numbers] { numbers[3] = 1; });        // RACE
  for (int* at = numbers; at != numbers + 4; ++at) *at = 2;  // RACE
  writer.join();
}

void fine_cells_by_arithmetic() {
  const int width = 5;
  std::vector<int> cells(3 * width);
  std::vector<std::thread> threads;
  for (int row = 0; row < 3; ++row) {
    threads.emplace_back([&cells, row] {
      for (int column = 0; column < width; ++column) cells[row * width + column] = column;
    });
  }
  for (auto& each : threads) each.join();
}

void fine_row_by_pointer() {
  std::vector<double> cells(12);
  std::vector<std::thread> threads;
  for (int row = 0; row < 3; ++row) {
    double* const first = cells.data() + row * 4;
    threads.emplace_back([first] {
      for (int i = 0; i < 4; ++i) first[i] = i;
    });
  }
  for (auto& each : threads) each.join();
}

void fine_member_by_index() {
  struct alignas(64) Part {
    long sum = 0;
    int count = 0;
  };
  std::vector<Part> parts(3);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    threads.emplace_back([&parts, i] {
      parts[i].sum += 5;
      ++parts[i].count;
    });
  }
  for (auto& each : threads) each.join();
}

void fine_index_is_a_parameter() {
  std::array<int, 4> slots{};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&](int index) { slots[index] = index * index; }, i);
  }
  for (auto& each : threads) each.join();
}

void fine_last_block_is_shorter() {
  std::vector<int> numbers(10);
  std::vector<std::thread> threads;
  const std::size_t block = 4;
  for (std::size_t from = 0; from < numbers.size(); from += block) {
    const std::size_t to = from + block < numbers.size() ? from + block : numbers.size();
    threads.emplace_back([&numbers, from, to] {
      for (std::size_t i = from; i < to; ++i) numbers[i] = 1;
    });
  }
  for (auto& each : threads) each.join();
}

RUN_ONE_OF(racy_same_constant_index, racy_element_read_by_the_parent,
           racy_every_thread_writes_the_first, racy_whole_array_is_read, racy_array_is_copied,
           racy_array_is_assigned, racy_pointer_to_the_element, racy_reference_to_the_element,
           racy_both_fill_all, racy_sum_beside_the_slots, racy_shared_next_index, racy_matrix_cell,
           racy_row_and_cell, missed_memset_over_it, fine_constants_apart, fine_slot_by_index,
           fine_slot_by_reference, fine_slot_by_pointer, fine_strided_loops, fine_blocks_by_bounds,
           fine_halves_by_pointers, fine_row_of_each, fine_input_shared_output_apart,
           fine_own_copy_of_the_array, fine_even_and_odd, fine_array_inside_the_thread,
           fine_member_of_each_element, fine_index_by_argument, missed_copied_out_by_memcpy,
           missed_pointer_walks_over_all, fine_cells_by_arithmetic, fine_row_by_pointer,
           fine_member_by_index, fine_index_is_a_parameter, fine_last_block_is_shorter)
