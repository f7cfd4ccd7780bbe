// What is passed beside the function: std::ref, std::cref, pointers, copies, and by which
// parameter.
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "run.hpp"

void add_to(int& total, int more) {
  total += more;  // RACE
}
void racy_ref_twice() {
  int total = 0;
  std::thread first(add_to, std::ref(total), 1);   // RACE
  std::thread second(add_to, std::ref(total), 2);  // RACE
  first.join();
  second.join();
}

void set_through(int* where) {
  *where = 7;  // RACE
}
void racy_address_of_a_local() {
  int n = 0;
  std::thread worker(set_through, &n);  // RACE
  std::printf("%d\n", n);               // RACE
  worker.join();
}

void show(const int& n) {
  std::printf("%d\n", n);  // RACE
}
void racy_cref_is_still_a_reference() {
  int n = 1;
  std::thread reader(show, std::cref(n));  // RACE
  n = 2;                                   // RACE
  reader.join();
}

void racy_parameter_of_a_lambda() {
  int n = 0;
  const auto bump = [](int& there) { ++there; };  // RACE
  std::thread first(bump, std::ref(n));           // RACE
  std::thread second(bump, std::ref(n));          // RACE
  first.join();
  second.join();
}

void fill_in(std::string& line) {
  line += "thread";  // RACE
}
void racy_string_by_ref() {
  std::string line = "main ";
  std::thread writer(fill_in, std::ref(line));  // RACE
  line += "parent";                             // RACE
  writer.join();
}

struct Job {
  int input = 0;
  int output = 0;
};
void work_on(Job* job) {
  job->output = job->input * 2;  // RACE
}
void racy_struct_by_pointer() {
  Job job{4, 0};
  std::thread worker(work_on, &job);        // RACE
  if (job.output != 0) std::puts("ready");  // RACE
  worker.join();
}

void sum_into(const std::vector<int>& from, long& sum) {
  for (const int each : from) sum += each;  // RACE
}
void racy_same_sum_for_two_inputs() {
  const std::vector<int> low{1, 2};
  const std::vector<int> high{3, 4};
  long sum = 0;
  std::thread first(sum_into, std::cref(low), std::ref(sum));    // RACE
  std::thread second(sum_into, std::cref(high), std::ref(sum));  // RACE
  first.join();
  second.join();
}

void deeper(int& n) {
  n += 1;  // RACE
}
void deep(int& n) {
  deeper(n);  // RACE
}
void racy_two_calls_down() {
  int n = 0;
  std::thread worker(deep, std::ref(n));  // RACE
  deep(n);                                // RACE
  worker.join();
}

void both(int& a, int& b) {
  a += b;  // RACE
}
void racy_crossed_arguments() {
  int left = 1;
  int right = 2;
  std::thread first(both, std::ref(left), std::ref(right));   // RACE
  std::thread second(both, std::ref(right), std::ref(left));  // RACE
  first.join();
  second.join();
}

void clear_all(std::span<int> all) {
  for (int& each : all) each = 0;  // RACE
}
void racy_span_of_the_whole() {
  int numbers[4] = {1, 2, 3, 4};
  std::thread worker(clear_all, std::span<int>(numbers));  // RACE
  std::printf("%d\n", numbers[2]);                         // RACE
  worker.join();
}

void start_with(int& n) {
  std::thread worker([&n] { n = 1; });  // RACE
  n = 2;                                // RACE
  worker.join();
}
void racy_reference_parameter_of_the_starter() {
  int n = 0;
  start_with(n);
}

void fill_box(std::unique_ptr<int>& box) {
  *box = 3;  // RACE
}
void racy_reference_to_an_owner() {
  auto box = std::make_unique<int>(0);
  std::thread worker(fill_box, std::ref(box));  // RACE
  std::printf("%d\n", *box);                    // RACE
  worker.join();
}

void own_copy(std::string line) {
  line += " changed";
  std::puts(line.c_str());
}
void fine_argument_is_copied() {
  std::string line = "one";
  std::thread worker(own_copy, line);
  line = "two";
  worker.join();
}

void own_vector(std::vector<int> numbers) {
  numbers.push_back(3);
  std::printf("%zu\n", numbers.size());
}
void fine_argument_is_moved() {
  std::vector<int> numbers{1, 2};
  std::thread worker(own_vector, std::move(numbers));
  numbers = {7};
  numbers.push_back(8);
  worker.join();
}

void set_one(int& there, int value) { there = value; }
void fine_ref_to_another_each() {
  int a = 0;
  int b = 0;
  std::thread first(set_one, std::ref(a), 1);
  std::thread second(set_one, std::ref(b), 2);
  first.join();
  second.join();
  std::printf("%d\n", a + b);
}

void show_one(const int& n) { std::printf("%d\n", n); }
void fine_cref_of_what_stays() {
  int n = 1;
  std::thread first(show_one, std::cref(n));
  std::thread second(show_one, std::cref(n));
  show_one(n);
  first.join();
  second.join();
}

void by_value(int n) {
  n += 1;
  std::printf("%d\n", n);
}
void fine_ref_ends_in_a_copy_made_by_the_parent() {
  int n = 1;
  const int copy = n;
  std::thread worker(by_value, copy);
  n = 5;
  worker.join();
}

struct Task {
  int input = 0;
  int output = 0;
};
void run_task(Task* task) { task->output = task->input + 1; }
void fine_struct_of_each() {
  Task first{1, 0};
  Task second{2, 0};
  std::thread one(run_task, &first);
  std::thread two(run_task, &second);
  one.join();
  two.join();
  std::printf("%d\n", first.output + second.output);
}

void fine_struct_of_each_in_an_array() {
  Task tasks[3];
  std::vector<std::thread> threads;
  for (Task& each : tasks) {
    each.input = 3;
    threads.emplace_back(run_task, &each);
  }
  for (auto& each : threads) each.join();
  for (const Task& each : tasks) std::printf("%d\n", each.output);
}

void fine_other_member_is_read() {
  Task task{4, 0};
  std::thread worker(run_task, &task);
  std::printf("%d\n", task.input);
  worker.join();
}

void zero(std::span<int> part) {
  for (int& each : part) each = 0;
}
void fine_span_of_each_half() {
  std::vector<int> numbers(8, 1);
  const std::span<int> all(numbers);
  std::thread low(zero, all.first(4));
  std::thread high(zero, all.last(4));
  low.join();
  high.join();
}

void look_only(int& n) { std::printf("%d\n", n); }
void fine_mutable_reference_that_only_reads() {
  int n = 3;
  std::thread first(look_only, std::ref(n));
  std::thread second(look_only, std::ref(n));
  first.join();
  second.join();
}

void count_up(int& n) {
  for (int i = 0; i < 5; ++i) ++n;
}
void fine_called_before_and_after() {
  int n = 0;
  count_up(n);
  std::thread worker(count_up, std::ref(n));
  worker.join();
  count_up(n);
}

void default_of(int& n, int by = 2) { n += by; }
void fine_wrapped_by_a_closure() {
  int n = 0;
  std::thread worker([&n] { default_of(n); });
  worker.join();
  default_of(n, 3);
}

int& larger_of(int& a, int& b) { return a > b ? a : b; }
void racy_reference_returned_by_a_helper() {
  int small = 1;
  int large = 5;
  std::thread worker([&] { larger_of(small, large) += 1; });  // RACE
  large = 7;                                                  // RACE
  worker.join();
}

void clear_both(int& a, int& b) {
  a = 0;  // RACE
  b = 0;
}
void racy_one_of_two_arguments() {
  int shared = 1;
  int own = 2;
  std::thread worker(clear_both, std::ref(shared), std::ref(own));  // RACE
  shared += 1;                                                      // RACE
  worker.join();
  std::printf("%d\n", own);
}

void fine_second_argument_is_ones_own() {
  int a = 0;
  int b = 0;
  const int input = 5;
  auto work = [](const int& from, int& to) { to = from * 2; };
  std::thread first(work, std::cref(input), std::ref(a));
  std::thread second(work, std::cref(input), std::ref(b));
  first.join();
  second.join();
}

void fine_pointer_to_const() {
  int n = 5;
  auto print = [](const int* from) { std::printf("%d\n", *from); };
  std::thread first(print, &n);
  std::thread second(print, &n);
  first.join();
  second.join();
  n = 6;
}

RUN_ONE_OF(racy_ref_twice, racy_address_of_a_local, racy_cref_is_still_a_reference,
           racy_parameter_of_a_lambda, racy_string_by_ref, racy_struct_by_pointer,
           racy_same_sum_for_two_inputs, racy_two_calls_down, racy_crossed_arguments,
           racy_span_of_the_whole, racy_reference_parameter_of_the_starter,
           racy_reference_to_an_owner, fine_argument_is_copied, fine_argument_is_moved,
           fine_ref_to_another_each, fine_cref_of_what_stays,
           fine_ref_ends_in_a_copy_made_by_the_parent, fine_struct_of_each,
           fine_struct_of_each_in_an_array, fine_other_member_is_read, fine_span_of_each_half,
           fine_mutable_reference_that_only_reads, fine_called_before_and_after,
           fine_wrapped_by_a_closure, racy_reference_returned_by_a_helper,
           racy_one_of_two_arguments, fine_second_argument_is_ones_own, fine_pointer_to_const)
