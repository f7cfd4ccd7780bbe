// What closures capture, and how: by reference, by copy, by pointer, by an initialiser.
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

void racy_read_before_the_join() {
  int result = 0;
  std::thread worker([&result] { result = 42; });  // RACE
  std::printf("%d\n", result);                     // RACE
  worker.join();
}

void racy_both_write() {
  int n = 0;
  std::thread first([&] { n = 1; });   // RACE
  std::thread second([&] { n = 2; });  // RACE
  first.join();
  second.join();
}

void racy_reference_of_the_closures_own() {
  int n = 0;
  std::thread worker([&there = n] { there += 1; });  // RACE
  n += 1;                                            // RACE
  worker.join();
}

void racy_pointer_in_the_closure() {
  long n = 0;
  long* there = &n;
  std::thread worker([there] { *there = 5; });  // RACE
  n = 6;                                        // RACE
  worker.join();
}

void racy_alias_of_a_local() {
  int n = 0;
  int& alias = n;
  std::thread worker([&n] { n += 3; });  // RACE
  alias += 4;                            // RACE
  worker.join();
}

void racy_thread_reads_what_the_parent_writes() {
  int level = 1;
  const int& view = level;
  std::thread reader([&view] { std::printf("%d\n", view); });  // RACE
  level = 2;                                                   // RACE
  reader.join();
}

void racy_loop_variable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {                                     // RACE
    threads.emplace_back([&i] { std::printf("thread %d\n", i); });  // RACE
  }
  for (auto& each : threads) each.join();
}

void racy_closure_kept_and_started_twice() {
  int n = 0;
  auto count = [&n] {
    for (int i = 0; i < 10; ++i) ++n;  // RACE
  };
  std::thread first(count);   // RACE
  std::thread second(count);  // RACE
  first.join();
  second.join();
}

void racy_closure_started_and_called() {
  int n = 0;
  const auto step = [&n] { n += 2; };  // RACE
  std::thread worker(step);            // RACE
  step();                              // RACE
  worker.join();
}

void racy_closure_handed_over_by_reference() {
  auto next = [n = 0]() mutable { return ++n; };  // RACE
  std::thread first(std::ref(next));              // RACE
  std::thread second(std::ref(next));             // RACE
  first.join();
  second.join();
}

void racy_closure_in_a_closure() {
  int n = 0;
  std::thread worker([&n] {  // RACE
    const auto add = [&n](int more) {
      n += more;  // RACE
    };
    add(1);  // RACE
    add(2);  // RACE
  });
  std::printf("%d\n", n);  // RACE
  worker.join();
}

void racy_swap_with_the_parents() {
  int low = 9;
  int high = 3;
  std::thread sorter([&] { std::swap(low, high); });  // RACE
  const bool sorted = low < high;                     // RACE
  sorter.join();
  std::printf("%d\n", sorted);
}

void racy_increment_in_an_argument() {
  int ticket = 0;
  std::thread other([&] { std::printf("%d\n", ticket++); });  // RACE
  std::printf("%d\n", ticket++);                              // RACE
  other.join();
}

void racy_one_of_two_is_joined() {
  int n = 0;
  std::thread first([] { std::puts("first"); });
  std::thread second([&n] { n = 1; });  // RACE
  first.join();
  n = 2;  // RACE
  second.join();
}

void racy_thread_started_by_a_thread() {
  int n = 0;
  std::thread outer([&n] {               // RACE
    std::thread inner([&n] { n = 1; });  // RACE
    n = 2;                               // RACE
    inner.join();
  });
  outer.join();
}

void racy_copy_of_a_whole_struct() {
  struct Size {
    int width;
    int height;
  };
  Size size{1, 2};
  std::thread reader([&size] {  // RACE
    const Size copy = size;     // RACE
    std::printf("%d %d\n", copy.width, copy.height);
  });
  size.height = 3;  // RACE
  reader.join();
}

void racy_compound_condition() {
  int a = 1;
  int b = 2;
  std::thread writer([&b] { b = 5; });      // RACE
  if (a == 1 && b == 2) std::puts("both");  // RACE
  writer.join();
}

void fine_by_copy() {
  int n = 1;
  std::thread worker([n] { std::printf("%d\n", n); });
  n = 2;
  worker.join();
  std::printf("%d\n", n);
}

void fine_read_after_the_join() {
  int result = 0;
  std::thread worker([&result] { result = 42; });
  worker.join();
  std::printf("%d\n", result);
}

void fine_written_before_the_start() {
  std::string name;
  name += "before";
  std::thread reader([&name] { std::puts(name.c_str()); });
  reader.join();
  name += "after";
}

void fine_one_after_the_other() {
  int n = 0;
  std::thread first([&n] { n += 1; });
  first.join();
  std::thread second([&n] { n += 2; });
  second.join();
  std::printf("%d\n", n);
}

void fine_each_has_its_own_variable() {
  int left = 0;
  int right = 0;
  std::thread first([&left] { left = 1; });
  std::thread second([&right] { right = 2; });
  first.join();
  second.join();
  std::printf("%d\n", left + right);
}

void fine_all_of_them_read() {
  const int limit = 10;
  int base = 3;
  std::thread first([&] { std::printf("%d\n", limit + base); });
  std::thread second([&] { std::printf("%d\n", limit - base); });
  std::printf("%d\n", base);
  first.join();
  second.join();
}

void fine_loop_variable_by_copy() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([i] { std::printf("thread %d\n", i); });
  }
  for (auto& each : threads) each.join();
}

void fine_mutable_closure_is_copied() {
  auto next = [n = 0]() mutable { return ++n; };
  std::thread first(next);
  std::thread second(next);
  next();
  first.join();
  second.join();
}

void fine_moved_into_the_closure() {
  auto text = std::make_unique<std::string>("mine");
  std::thread worker([text = std::move(text)] { *text += " alone"; });
  text = std::make_unique<std::string>("another");
  *text += " one";
  worker.join();
}

void fine_copy_made_by_the_initialiser() {
  int n = 4;
  std::thread worker([twice = n * 2] { std::printf("%d\n", twice); });
  n = 5;
  worker.join();
}

void fine_only_the_type_is_asked_for() {
  long n = 0;
  std::thread worker([&n] {
    decltype(n) mine = sizeof(n);
    std::printf("%ld\n", mine);
  });
  n = 1;
  worker.join();
}

void fine_same_name_in_the_closure() {
  int n = 0;
  std::thread worker([] {
    int n = 5;
    n += 1;
    std::printf("%d\n", n);
  });
  n = 7;
  worker.join();
  std::printf("%d\n", n);
}

void fine_inner_thread_is_joined_by_the_outer() {
  int n = 0;
  std::thread outer([&n] {
    n = 1;
    std::thread inner([&n] { n += 2; });
    inner.join();
    n += 3;
  });
  outer.join();
  std::printf("%d\n", n);
}

void fine_members_apart() {
  struct Pair {
    int first = 0;
    int second = 0;
  };
  Pair pair;
  std::thread worker([&pair] { pair.first = 1; });
  pair.second = 2;
  worker.join();
}

void fine_pointer_is_changed_after_the_copy() {
  int a = 1;
  int b = 2;
  int* current = &a;
  std::thread worker([current] { *current = 3; });
  current = &b;
  *current = 4;
  worker.join();
}

void fine_const_copy_in_the_loop() {
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    const int before = sum;
    std::thread worker([before] { std::printf("%d\n", before); });
    sum += i;
    worker.join();
  }
}

thread_local int own_depth = 0;

void racy_thread_local_by_address() {
  int* mine = &own_depth;
  std::thread worker([mine] { *mine = 1; });  // RACE
  own_depth = 2;                              // RACE
  worker.join();
}

void racy_pointer_itself() {
  int a = 1;
  int b = 2;
  int* current = &a;
  std::thread worker([&] { current = &b; });  // RACE
  std::printf("%d\n", *current);              // RACE
  worker.join();
}

void racy_deleted_while_it_is_used() {
  int* n = new int(1);
  std::thread reader([n] { std::printf("%d\n", *n); });  // RACE
  delete n;                                              // RACE
  reader.join();
}

void racy_members_of_a_union() {
  union Bits {
    int whole;
    float real;
  };
  Bits bits{};
  std::thread first([&bits] { bits.whole = 1; });     // RACE
  std::thread second([&bits] { bits.real = 2.0F; });  // RACE
  first.join();
  second.join();
}

int& same(int& n) { return n; }
void racy_alias_out_of_a_function() {
  int n = 0;
  int& alias = same(n);
  std::thread worker([&n] { n = 1; });  // RACE
  alias = 2;                            // RACE
  worker.join();
}

void racy_floating_point() {
  double mean = 0.0;
  std::thread first([&mean] { mean = mean + 1.5; });  // RACE
  mean *= 2.0;                                        // RACE
  first.join();
}

void fine_thread_local_of_each() {
  std::thread worker([] {
    for (int i = 0; i < 3; ++i) ++own_depth;
    std::printf("%d\n", own_depth);
  });
  ++own_depth;
  worker.join();
}

void fine_new_object_is_handed_over() {
  int* n = new int(1);
  std::thread owner([n] {
    *n += 1;
    delete n;
  });
  owner.join();
}

void fine_only_the_address_is_used() {
  int n = 0;
  std::thread worker([&n] { std::printf("%p\n", static_cast<void*>(&n)); });
  n = 1;
  worker.join();
}

RUN_ONE_OF(racy_read_before_the_join, racy_both_write, racy_reference_of_the_closures_own,
           racy_pointer_in_the_closure, racy_alias_of_a_local,
           racy_thread_reads_what_the_parent_writes, racy_loop_variable,
           racy_closure_kept_and_started_twice, racy_closure_started_and_called,
           racy_closure_handed_over_by_reference, racy_closure_in_a_closure,
           racy_swap_with_the_parents, racy_increment_in_an_argument, racy_one_of_two_is_joined,
           racy_thread_started_by_a_thread, racy_copy_of_a_whole_struct, racy_compound_condition,
           fine_by_copy, fine_read_after_the_join, fine_written_before_the_start,
           fine_one_after_the_other, fine_each_has_its_own_variable, fine_all_of_them_read,
           fine_loop_variable_by_copy, fine_mutable_closure_is_copied, fine_moved_into_the_closure,
           fine_copy_made_by_the_initialiser, fine_only_the_type_is_asked_for,
           fine_same_name_in_the_closure, fine_inner_thread_is_joined_by_the_outer,
           fine_members_apart, fine_pointer_is_changed_after_the_copy, fine_const_copy_in_the_loop,
           racy_thread_local_by_address, racy_pointer_itself, racy_deleted_while_it_is_used,
           racy_members_of_a_union, racy_alias_out_of_a_function, racy_floating_point,
           fine_thread_local_of_each, fine_new_object_is_handed_over, fine_only_the_address_is_used)
