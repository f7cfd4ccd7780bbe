// What a thread runs: function objects, std::function, bind, member functions, templates.
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "run.hpp"

struct Adder {
  int* sum;
  void operator()() const {
    *sum += 1;  // RACE
  }
};
void racy_function_objects_with_one_target() {
  int sum = 0;
  std::thread first(Adder{&sum});   // RACE
  std::thread second(Adder{&sum});  // RACE
  first.join();
  second.join();
}

struct Stepper {
  int steps = 0;
  void operator()() {
    ++steps;  // RACE
  }
};
void racy_function_object_by_reference() {
  Stepper stepper;
  std::thread worker(std::ref(stepper));  // RACE
  stepper();                              // RACE
  worker.join();
}

void racy_std_function_called_here_and_there() {
  int n = 0;
  const std::function<void()> step = [&n] { n += 1; };  // RACE
  std::thread worker(step);                             // RACE
  step();                                               // RACE
  worker.join();
}

void racy_std_function_is_replaced() {
  std::function<int(int)> f = [](int n) { return n + 1; };
  std::thread caller([&f] { std::printf("%d\n", f(3)); });  // RACE
  f = [](int n) { return n * 2; };                          // RACE
  caller.join();
}

void increase(int& n, int by) {
  n += by;  // RACE
}
void racy_bound_reference() {
  int n = 0;
  std::thread first(std::bind(increase, std::ref(n), 1));   // RACE
  std::thread second(std::bind(increase, std::ref(n), 2));  // RACE
  first.join();
  second.join();
}

class Tank {
 public:
  void fill(int n) {
    level_ += n;  // RACE
  }

 private:
  int level_ = 0;
};
void racy_bound_member_function() {
  Tank tank;
  std::thread first(std::bind(&Tank::fill, &tank, 1));         // RACE
  std::thread second(std::bind_front(&Tank::fill, &tank), 2);  // RACE
  first.join();
  second.join();
}

void missed_member_function_by_ref() {
  Tank tank;
  std::thread first(&Tank::fill, std::ref(tank), 1);  // RACE
  tank.fill(2);                                       // RACE
  first.join();
}

void racy_generic_closure() {
  int n = 0;
  const auto add = [](auto& there, auto by) { there += by; };  // RACE
  std::thread first([&n, add] { add(n, 1); });                 // RACE
  std::thread second([&n, add] { add(n, 2L); });               // RACE
  first.join();
  second.join();
}

template <class F>
void on_two_threads(F f) {
  std::thread first(f);   // RACE
  std::thread second(f);  // RACE
  first.join();
  second.join();
}
void racy_template_runs_it_twice() {
  int calls = 0;
  on_two_threads([&calls] {  // RACE
    ++calls;                 // RACE
  });
}

template <class F, class... Arguments>
std::thread launch(F&& f, Arguments&&... arguments) {
  return std::thread(std::forward<F>(f), std::forward<Arguments>(arguments)...);  // RACE
}
void racy_forwarded_by_a_template() {
  int n = 0;
  std::thread worker = launch([](int& there) { there = 1; }, std::ref(n));  // RACE
  n = 2;                                                                    // RACE
  worker.join();
}

void set_to_one(int& n) {
  n = 1;  // RACE
}
void racy_function_pointer() {
  int n = 0;
  void (*const body)(int&) = set_to_one;
  std::thread worker(body, std::ref(n));  // RACE
  body(n);                                // RACE
  worker.join();
}

auto counter_of(int& n) {
  return [&n] { ++n; };  // RACE
}
void racy_closure_made_by_a_function() {
  int n = 0;
  std::thread worker(counter_of(n));  // RACE
  n += 1;                             // RACE
  worker.join();
}

void missed_list_of_functions() {
  int n = 0;
  const std::vector<std::function<void()>> jobs(2, [&n] { n += 1; });  // RACE
  std::vector<std::thread> threads;
  for (const auto& each : jobs) threads.emplace_back(each);  // RACE
  for (auto& each : threads) each.join();
}

struct Visitor {
  explicit Visitor(std::vector<int>& to) : seen(to) {}
  void visit(int n) const {
    seen.push_back(n);  // RACE
  }
  std::vector<int>& seen;
};
void racy_two_visitors_of_one_list() {
  std::vector<int> all;
  const Visitor left(all);
  const Visitor right(all);
  std::thread first([left] { left.visit(1); });     // RACE
  std::thread second([right] { right.visit(2); });  // RACE
  first.join();
  second.join();
}

template <class T>
class Accumulator {
 public:
  void add(const T& value) {
    total_ = total_ + value;  // RACE
  }
  void add_both(const T& a, const T& b) {
    std::thread first([&] { add(a); });   // RACE
    std::thread second([&] { add(b); });  // RACE
    first.join();
    second.join();
  }

 private:
  T total_{};
};
void racy_method_of_a_class_template() {
  Accumulator<long> all;
  all.add_both(1, 2);  // RACE
}

void racy_invoked() {
  int n = 0;
  const auto set = [](int& there) { there = 1; };          // RACE
  std::thread worker([&n, set] { std::invoke(set, n); });  // RACE
  std::invoke(set, n);                                     // RACE
  worker.join();
}

void racy_callback_of_a_helper() {
  int found = 0;
  const auto each_of = [](int count, const auto& callback) {
    for (int i = 0; i < count; ++i) callback(i);  // RACE
  };
  std::thread worker([&] {                   // RACE
    each_of(3, [&found](int) { ++found; });  // RACE
  });
  each_of(3, [&found](int) { ++found; });  // RACE
  worker.join();
}

struct Stage {
  virtual ~Stage() = default;
  virtual void run() = 0;
};
struct Counting : Stage {
  explicit Counting(int& to) : count(to) {}
  void run() override {
    ++count;  // RACE
  }
  int& count;
};
void missed_override_with_a_shared_target() {
  int n = 0;
  Counting first(n);
  Counting second(n);
  std::thread worker([&first] { first.run(); });  // RACE
  second.run();                                   // RACE
  worker.join();
}

void missed_structured_arguments() {
  std::pair<int, int> both{1, 2};
  auto& [low, high] = both;
  std::thread worker([&both] { both.second = 5; });  // RACE
  high += 1;                                         // RACE
  worker.join();
  std::printf("%d\n", low);
}

struct Own {
  int count = 0;
  void operator()() {
    ++count;
    std::printf("%d\n", count);
  }
};
void fine_function_object_is_copied() {
  Own own;
  std::thread first(own);
  std::thread second(own);
  own();
  first.join();
  second.join();
}

void fine_std_function_of_each() {
  int a = 0;
  int b = 0;
  const std::function<void()> to_a = [&a] { ++a; };
  const std::function<void()> to_b = [&b] { ++b; };
  std::thread first(to_a);
  std::thread second(to_b);
  first.join();
  second.join();
}

void fine_std_function_only_called() {
  const std::function<int(int)> f = [](int n) { return n + 1; };
  std::thread caller([&f] { std::printf("%d\n", f(3)); });
  std::printf("%d\n", f(4));
  caller.join();
}

void raise_by(int& n, int by) { n += by; }
void fine_bound_to_a_copy() {
  int n = 0;
  std::thread first(std::bind(raise_by, n, 1));
  std::thread second(std::bind(raise_by, n, 2));
  n = 3;
  first.join();
  second.join();
}

void fine_bound_to_another_each() {
  int a = 0;
  int b = 0;
  std::thread first(std::bind(raise_by, std::ref(a), 1));
  std::thread second(std::bind(raise_by, std::ref(b), 2));
  first.join();
  second.join();
}

template <class F>
void on_one_thread(F f) {
  std::thread only(f);
  only.join();
}
void fine_template_runs_it_once_and_joins() {
  int calls = 0;
  on_one_thread([&calls] { ++calls; });
  on_one_thread([&calls] { ++calls; });
  ++calls;
}

template <class F>
void twice_here(F f) {
  f();
  f();
}
void fine_template_without_threads() {
  int calls = 0;
  std::thread idle([] { std::puts("idle"); });
  twice_here([&calls] { ++calls; });
  idle.join();
}

template <class F, class G>
void side_by_side(F f, G g) {
  std::thread other(g);
  f();
  other.join();
}
void fine_template_runs_two_side_by_side() {
  int left = 0;
  int right = 0;
  side_by_side([&left] { left = 1; }, [&right] { right = 2; });
  std::printf("%d\n", left + right);
}

class Basin {
 public:
  void fill(int n) {
    const std::lock_guard lock(mutex_);
    level_ += n;
  }

 private:
  std::mutex mutex_;
  int level_ = 0;
};
void fine_bound_member_function_that_locks() {
  Basin basin;
  std::thread first(std::bind(&Basin::fill, &basin, 1));
  std::thread second(&Basin::fill, &basin, 2);
  first.join();
  second.join();
}

auto make_counter() {
  return [n = 0]() mutable { return ++n; };
}
void fine_counter_of_each() {
  auto here = make_counter();
  std::thread first([there = make_counter()]() mutable { std::printf("%d\n", there()); });
  std::printf("%d\n", here());
  first.join();
}

void fine_function_without_arguments() {
  std::thread first([] {
    int n = 0;
    for (int i = 0; i < 3; ++i) n += i;
    std::printf("%d\n", n);
  });
  int n = 0;
  for (int i = 0; i < 3; ++i) n += i;
  std::printf("%d\n", n);
  first.join();
}

void fine_list_of_functions_called_here() {
  int n = 0;
  std::vector<std::function<void()>> jobs;
  for (int i = 0; i < 3; ++i) jobs.push_back([&n, i] { n += i; });
  std::thread idle([] { std::puts("idle"); });
  for (const auto& each : jobs) each();
  idle.join();
}

void fine_arguments_in_a_tuple() {
  int a = 0;
  int b = 0;
  const std::tuple<int&, int&> both(a, b);
  std::thread first([&both] { std::get<0>(both) = 1; });
  std::thread second([&both] { std::get<1>(both) = 2; });
  first.join();
  second.join();
}

struct Rule {
  virtual ~Rule() = default;
  virtual int apply(int n) const = 0;
};
struct Twice : Rule {
  int apply(int n) const override { return 2 * n; }
};
void fine_virtual_function_that_only_reads() {
  const std::unique_ptr<Rule> rule = std::make_unique<Twice>();
  std::thread worker([&rule] { std::printf("%d\n", rule->apply(1)); });
  std::printf("%d\n", rule->apply(2));
  worker.join();
}

void fine_closure_calls_itself() {
  int depth = 0;
  const auto descend = [](const auto& self, int& n) -> void {
    if (++n < 5) self(self, n);
  };
  std::thread worker([&] { descend(descend, depth); });
  int own = 0;
  descend(descend, own);
  worker.join();
  std::printf("%d\n", depth + own);
}

void fine_callback_with_an_atomic() {
  std::atomic<int> found{0};
  const auto report = [&found](int n) { found += n; };
  on_two_threads([&report] { report(1); });
  std::printf("%d\n", found.load());
}

void racy_called_by_a_called_closure() {
  int n = 0;
  const auto inner = [&n] { n += 1; };       // RACE
  const auto outer = [&inner] { inner(); };  // RACE
  std::thread first(outer);                  // RACE
  std::thread second(outer);                 // RACE
  first.join();
  second.join();
}

struct Twin {
  int* target;
  void left() const {
    *target += 1;  // RACE
  }
  void right() const {
    *target += 2;  // RACE
  }
};
void racy_methods_with_one_target() {
  int n = 0;
  const Twin twin{&n};
  std::thread first(&Twin::left, twin);    // RACE
  std::thread second(&Twin::right, twin);  // RACE
  first.join();
  second.join();
}

void fine_callables_in_an_array() {
  int slots[2] = {};
  void (*const bodies[])(int*) = {[](int* slot) { *slot = 1; }, [](int* slot) { *slot = 2; }};
  std::thread first(bodies[0], &slots[0]);
  std::thread second(bodies[1], &slots[1]);
  first.join();
  second.join();
}

void fine_member_pointer_of_each() {
  struct Both {
    int left = 0;
    int right = 0;
  };
  Both both;
  auto set = [&both](int Both::*member) { both.*member = 1; };
  std::thread first(set, &Both::left);
  std::thread second(set, &Both::right);
  first.join();
  second.join();
}

RUN_ONE_OF(racy_function_objects_with_one_target, racy_function_object_by_reference,
           racy_std_function_called_here_and_there, racy_std_function_is_replaced,
           racy_bound_reference, racy_bound_member_function, missed_member_function_by_ref,
           racy_generic_closure, racy_template_runs_it_twice, racy_forwarded_by_a_template,
           racy_function_pointer, racy_closure_made_by_a_function, missed_list_of_functions,
           racy_two_visitors_of_one_list, racy_method_of_a_class_template, racy_invoked,
           racy_callback_of_a_helper, missed_override_with_a_shared_target,
           missed_structured_arguments, fine_function_object_is_copied, fine_std_function_of_each,
           fine_std_function_only_called, fine_bound_to_a_copy, fine_bound_to_another_each,
           fine_template_runs_it_once_and_joins, fine_template_without_threads,
           fine_template_runs_two_side_by_side, fine_bound_member_function_that_locks,
           fine_counter_of_each, fine_function_without_arguments,
           fine_list_of_functions_called_here, fine_arguments_in_a_tuple,
           fine_virtual_function_that_only_reads, fine_closure_calls_itself,
           fine_callback_with_an_atomic, racy_called_by_a_called_closure,
           racy_methods_with_one_target, fine_callables_in_an_array, fine_member_pointer_of_each)
