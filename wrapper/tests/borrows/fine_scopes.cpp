// What a scope lends, and nobody is in anybody's way.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;

void add(int& n) { n += 1; }
int show(const int& n) { return n; }
void fill(std::span<int> part) {
  for (int& x : part) x = 1;
}
void grow(Numbers& all) { all.push_back(1); }
int sum(const Numbers& all) { return all.empty() ? 0 : all[0]; }

struct Point {
  int x = 1;
  int y = 2;
};
struct Line {
  Point from;
  Point to;
};

void disjoint_members() {
  Point point;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(point.x));
    s.spawn(add, norace::borrow_mut(point.y));
  });
  std::printf("%d\n", point.x + point.y);
}

void member_lent_and_another_used() {
  Line line;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](Point& p) { p.x += 1; }, norace::borrow_mut(line.from));
    line.to.x = 3;
    std::printf("%d\n", line.to.y);
  });
}

void disjoint_elements() {
  int numbers[3] = {};
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(numbers[0]));
    s.spawn(add, norace::borrow_mut(numbers[1]));
    numbers[2] = 5;
  });
}

void disjoint_elements_of_a_loop() {
  std::array<int, 4> numbers{};
  norace::scope([&](norace::Scope& s) {
    for (std::size_t i = 0; i < numbers.size(); ++i) s.spawn(add, norace::borrow_mut(numbers[i]));
  });
}

void each_element_of_a_range() {
  Numbers v(4);
  norace::scope([&](norace::Scope& s) {
    for (int& each : v) s.spawn(add, norace::borrow_mut(each));
  });
}

void disjoint_chunks() {
  Numbers v(100);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 25)) s.spawn(fill, part);
  });
  std::printf("%d\n", v[99]);
}

void chunks_in_two_scopes() {
  Numbers v(100);
  for (int turn = 0; turn < 2; ++turn)
    norace::scope([&](norace::Scope& s) {
      for (auto part : norace::chunks_mut(v, 25)) s.spawn(fill, part);
    });
}

void many_readers() {
  int n = 1;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 4; ++i) s.spawn(show, norace::borrow(n));
    std::printf("%d\n", n);
  });
}

void scopes_one_after_the_other() {
  int n = 0;
  norace::scope([&](norace::Scope& s) { s.spawn(add, norace::borrow_mut(n)); });
  n += 1;
  norace::scope([&](norace::Scope& s) { s.spawn(add, norace::borrow_mut(n)); });
  std::printf("%d\n", n);
}

void inner_scope_and_then_again() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    norace::scope([&](norace::Scope& inner) { inner.spawn(add, norace::borrow_mut(n)); });
    n += 1;
    outer.spawn(add, norace::borrow_mut(n));
  });
}

void joined_before_the_next() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    first.join();
    n += 1;
    auto second = s.spawn(add, norace::borrow_mut(n));
    second.join();
    std::printf("%d\n", n);
  });
}

void joined_in_both_branches(bool early) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn(add, norace::borrow_mut(n));
    if (early) {
      thread.join();
    } else {
      std::puts("late");
      thread.join();
    }
    n = 2;
  });
}

void started_and_joined_in_every_turn() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 3; ++i) {
      s.spawn(add, norace::borrow_mut(n)).join();
      n += 1;
    }
  });
}

void lent_in_one_of_two_branches(bool mutably) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    if (mutably)
      s.spawn(add, norace::borrow_mut(n));
    else
      s.spawn(show, norace::borrow(n));
  });
}

void lent_in_the_last_turn_only() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    while (true) {
      n += 1;
      if (n < 3) continue;
      s.spawn(add, norace::borrow_mut(n));
      break;
    }
  });
}

void condition_asked_twice(bool also) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    if (also) s.spawn(add, norace::borrow_mut(n));
    if (!also) n += 1;
  });
}

void lent_before_an_early_return(bool stops) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    if (stops) {
      s.spawn(add, norace::borrow_mut(n));
      return;
    }
    n += 1;
  });
}

void thread_lends_on_and_waits() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(
        [](int& mine) {
          norace::scope([&](norace::Scope& inner) { inner.spawn(add, norace::borrow_mut(mine)); });
          mine += 1;
        },
        norace::borrow_mut(n));
  });
}

void local_of_the_loop_with_a_scope_in_it() {
  for (int i = 0; i < 3; ++i) {
    Numbers part(10, i);
    norace::scope([&](norace::Scope& s) { s.spawn(grow, norace::borrow_mut(part)); });
    std::printf("%d\n", sum(part));
  }
}

void size_while_elements_are_lent() {
  Numbers v(8);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 4)) s.spawn(fill, part);
    std::printf("%zu\n", v.size());
  });
}

void mutex_lent_to_all() {
  const norace::Mutex<int> m(0);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 3; ++i)
      s.spawn([](const norace::Mutex<int>& shared) { *shared.lock() += 1; }, norace::borrow(m));
    *m.lock() += 1;
  });
}

void reference_over_before_the_loan() {
  Numbers v(3);
  norace::scope([&](norace::Scope& s) {
    int& first = v[0];
    first = 1;
    s.spawn(grow, norace::borrow_mut(v));
  });
  int& first = v[0];
  first = 2;
}

void start(norace::Scope& s, int& n) { s.spawn(add, norace::borrow_mut(n)); }

void function_starts_threads_for_two() {
  int n = 0;
  int m = 0;
  norace::scope([&](norace::Scope& s) {
    start(s, n);
    start(s, m);
  });
}

void handles_kept_and_joined() {
  int n = 0;
  int m = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    auto second = s.spawn(add, norace::borrow_mut(m));
    first.join();
    second.join();
    std::printf("%d\n", n + m);
  });
}

void two_boxes() {
  auto one = std::make_unique<int>(1);
  auto other = std::make_unique<int>(2);
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(*one));
    s.spawn(add, norace::borrow_mut(*other));
  });
  std::swap(one, other);
}

void handle_moved_and_joined() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    auto same = std::move(first);
    same.join();
    n += 1;
  });
}

void handles_in_a_vector_joined() {
  Numbers v(8);
  norace::scope([&](norace::Scope& s) {
    std::vector<norace::ScopedJoinHandle<void>> threads;
    for (auto part : norace::chunks_mut(v, 4)) threads.push_back(s.spawn(fill, part));
    for (auto& each : threads) each.join();
    v[0] = 2;
    v.push_back(3);
  });
}

void handle_in_an_optional() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    std::optional<norace::ScopedJoinHandle<void>> thread;
    for (int i = 0; i < 3; ++i) {
      if (thread) thread->join();
      n += 1;
      thread.emplace(s.spawn(add, norace::borrow_mut(n)));
    }
  });
}

void joined_by_a_function() {
  const auto wait = [](norace::ScopedJoinHandle<void>& thread) { thread.join(); };
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn(add, norace::borrow_mut(n));
    wait(thread);
    n += 1;
  });
}

void run_and_wait(norace::Scope& s, int& n) { s.spawn(add, norace::borrow_mut(n)).join(); }

void function_waits_for_its_thread() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    run_and_wait(s, n);
    n += 1;
    run_and_wait(s, n);
  });
}

void twice_the_same_function_with_a_scope_of_its_own() {
  const auto work = [](int& n) {
    norace::scope([&n](norace::Scope& s) { s.spawn(add, norace::borrow_mut(n)); });
  };
  int n = 0;
  work(n);
  n += 1;
  work(n);
}

void result_depends_on_what_was_lent() {
  Numbers v{1, 2, 3};
  const int most = norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(sum, norace::borrow(v));
    auto second = s.spawn(sum, norace::borrow(v));
    return first.join() + second.join();
  });
  v.push_back(most);
}

void reference_to_another_member() {
  Line line;
  int& x = line.to.x;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](Point& p) { p.x += 1; }, norace::borrow_mut(line.from));
    x = 3;
  });
}

void thread_uses_its_loan_before_it_lends_on() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](norace::Scope& same, int& mine) {
          mine += 1;
          same.spawn([](int& last) { last += 1; }, norace::borrow_mut(mine));
        },
        norace::borrow_mut(n));
  });
}

void halves_by_index() {
  int numbers[4] = {};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& a, int& b) { a = b; }, norace::borrow_mut(numbers[0]),
            norace::borrow_mut(numbers[1]));
    s.spawn([](int& a, int& b) { a = b; }, norace::borrow_mut(numbers[2]),
            norace::borrow_mut(numbers[3]));
  });
}

class Work {
 public:
  void run() {
    norace::scope([this](norace::Scope& s) {
      s.spawn(add, norace::borrow_mut(one_));
      s.spawn(add, norace::borrow_mut(other_));
      all_.push_back(1);
    });
    one_ += other_;
  }

 private:
  int one_ = 0;
  int other_ = 0;
  Numbers all_;
};

void method_with_a_scope() {
  Work work;
  work.run();
  work.run();
}

void loop_until_it_is_done() {
  int left = 3;
  while (left > 0) {
    norace::scope(
        [&](norace::Scope& s) { s.spawn([](int& n) { n -= 1; }, norace::borrow_mut(left)); });
  }
}

void atomics_are_read_meanwhile() {
  norace::Atomic<int> n(0);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn(
          [](const norace::Atomic<int>& shared) { shared.fetch_add(1, norace::Ordering::Relaxed); },
          norace::borrow(n));
    while (n.load(norace::Ordering::Relaxed) < 2) norace::yield_now();
  });
}

void lent_in_one_case_each(int way) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    switch (way) {
      case 0:
        s.spawn(add, norace::borrow_mut(n));
        break;
      case 1:
        s.spawn(show, norace::borrow(n));
        break;
      default:
        n += 1;
    }
  });
}

void two_buffers_in_turn() {
  int one = 0;
  int other = 0;
  int* from = &one;
  int* to = &other;
  for (int i = 0; i < 3; ++i) {
    norace::scope([&](norace::Scope& s) {
      s.spawn([](const int& old, int& made) { made = old + 1; }, norace::borrow(*from),
              norace::borrow_mut(*to));
    });
    std::swap(from, to);
  }
  std::printf("%d\n", *from);
}

void sort_halves(Numbers& v) {
  if (v.size() < 2) return;
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  Numbers left(v.begin(), middle);
  Numbers right(middle, v.end());
  norace::scope([&](norace::Scope& s) {
    s.spawn([](Numbers& part) { sort_halves(part); }, norace::borrow_mut(left));
    s.spawn([](Numbers& part) { sort_halves(part); }, norace::borrow_mut(right));
  });
  v.clear();
  std::merge(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(v));
}

void throw_if(int n) {
  if (n > 0) throw n;
}

void joined_before_the_handler(int wanted) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn([](int& mine) { mine = 1; }, norace::borrow_mut(n));
    try {
      thread.join();
      throw_if(wanted);
    } catch (int) {
      n = 2;
    }
  });
}

void joined_by_a_closure_before_the_handler(int wanted) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn([](int& mine) { mine = 1; }, norace::borrow_mut(n));
    const auto join = [&] { thread.join(); };
    try {
      join();
      throw_if(wanted);
    } catch (int) {
      n = 2;
    }
  });
}
