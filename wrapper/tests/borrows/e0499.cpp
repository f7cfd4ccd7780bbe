// E0499: two that may change one object at the same time, and one of them is still used.
#include <cstdio>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;

void add(int& n) { n += 1; }
void fill(std::span<int> part) {
  for (int& x : part) x = 1;
}
void grow(Numbers& all) { all.push_back(1); }

struct Totals {
  int hits = 0;
  int misses = 0;
  Numbers each{1, 2};
};
void count(Totals& all) { all.hits += 1; }

void by_two_names() {
  int n = 0;
  int& alias = n;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    s.spawn(add, norace::borrow_mut(alias));  // E0499
  });
}

void in_every_turn_of_a_loop() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i) s.spawn(add, norace::borrow_mut(n));  // E0499
  });
}

void in_a_loop_that_skips_some() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    int left = 10;
    while (left > 0) {
      left -= 1;
      if (left % 2 == 0) continue;
      s.spawn(add, norace::borrow_mut(n));  // E0499
    }
  });
}

void in_an_inner_scope() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(add, norace::borrow_mut(n));
    norace::scope([&](norace::Scope& inner) {
      inner.spawn(add, norace::borrow_mut(n));  // E0499
    });
  });
}

void member_and_whole() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(totals.hits));
    s.spawn(count, norace::borrow_mut(totals));  // E0499
  });
}

void container_and_element() {
  Numbers v(3);
  norace::scope([&](norace::Scope& s) {
    s.spawn(grow, norace::borrow_mut(v));
    s.spawn(add, norace::borrow_mut(v[0]));  // E0499
  });
}

void chunks_and_whole() {
  Numbers v(8);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 2)) s.spawn(fill, part);
    s.spawn(grow, norace::borrow_mut(v));  // E0499
  });
}

void chunks_twice() {
  Numbers v(8);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 2)) s.spawn(fill, part);
    for (auto part : norace::chunks_mut(v, 4)) s.spawn(fill, part);  // E0499
  });
}

void by_a_pointer() {
  int n = 0;
  int* const there = &n;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(*there));
    s.spawn(add, norace::borrow_mut(n));  // E0499
  });
}

void first_in_one_branch(bool twice) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    if (twice) s.spawn(add, norace::borrow_mut(n));
    s.spawn(add, norace::borrow_mut(n));  // E0499
  });
}

void start(norace::Scope& s, int& n) { s.spawn(add, norace::borrow_mut(n)); }

void by_a_function_called_twice() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    start(s, n);
    start(s, n);  // E0499
  });
}

void by_a_closure_called_twice() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    const auto begin = [&s, &n] { s.spawn(add, norace::borrow_mut(n)); };
    begin();
    begin();  // E0499
  });
}

void joined_on_one_way_only(bool waits) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    if (waits) first.join();
    s.spawn(add, norace::borrow_mut(n));  // E0499
  });
}

void the_other_thread_was_joined() {
  int n = 0;
  int m = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    auto second = s.spawn(add, norace::borrow_mut(m));
    second.join();
    s.spawn(add, norace::borrow_mut(n));  // E0499
    first.join();
  });
}

void content_of_one_box() {
  auto box = std::make_unique<int>(1);
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(*box));
    s.spawn(add, norace::borrow_mut(*box));  // E0499
  });
}

void same_member_of_a_parameter(Totals& totals) {
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(totals.misses));
    s.spawn(add, norace::borrow_mut(totals.misses));  // E0499
  });
}

void set_and_grow(Numbers& all, int& first) {
  all.push_back(1);
  first = 2;
}

void one_call_with_both() {
  Numbers v(3);
  norace::scope([&](norace::Scope& s) {
    s.spawn(set_and_grow, norace::borrow_mut(v), norace::borrow_mut(v[0]));  // E0499
  });
}

void vector_grows_under_a_reference() {
  Numbers v{1, 2};
  int& first = v[0];
  v.push_back(3);  // E0499
  first = 4;
}

void guarded_vector_grows_under_a_reference(const norace::Mutex<Numbers>& numbers) {
  auto guard = numbers.lock();
  int& last = guard->back();
  guard->push_back(3);  // E0499
  last = 4;
}

void grows_in_its_own_loop(Numbers& v) {
  for (int& x : v) {
    x += 1;
    if (x == 3) v.push_back(x);  // E0499 E0502
  }
}

void a_function_lets_it_grow() {
  Totals totals;
  int& first = totals.each.front();
  grow(totals.each);  // E0499
  first = 5;
}

void map_cleared_under_a_value() {
  std::map<int, std::string> table{{1, "one"}};
  std::string& one = table[1];
  table.clear();  // E0499
  one += "!";
}

void box_reset_under_a_pointer(const norace::RefCell<std::unique_ptr<int>>& cell) {
  auto box = cell.borrow_mut();
  int* const inside = box->get();
  box->reset();  // E0499
  *inside = 1;
}

void closure_holds_the_vector() {
  Numbers v{1, 2};
  int& first = v[0];
  const auto more = [&v] { v.push_back(3); };
  more();  // E0499
  first = 4;
}

void member_of_an_element() {
  std::vector<Totals> all(2);
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(all[0].hits));
    s.spawn(count, norace::borrow_mut(all[0]));  // E0499
  });
}

void by_a_reference_to_a_member() {
  Totals totals;
  int& hits = totals.hits;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(hits));
    s.spawn(add, norace::borrow_mut(totals.hits));  // E0499
  });
}

class Counter {
 public:
  void count_twice() {
    norace::scope([this](norace::Scope& s) {
      s.spawn(add, norace::borrow_mut(n_));
      s.spawn(add, norace::borrow_mut(n_));  // E0499
    });
  }

 private:
  int n_ = 0;
};

void behind_one_guard(const norace::Mutex<int>& m) {
  auto guard = m.lock();
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(*guard));
    s.spawn(add, norace::borrow_mut(*guard));  // E0499
  });
}

void by_a_thread_that_lends_on_twice() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(
        [](int& mine) {
          norace::scope([&](norace::Scope& inner) {
            inner.spawn(add, norace::borrow_mut(mine));
            inner.spawn(add, norace::borrow_mut(mine));  // E0499
          });
        },
        norace::borrow_mut(n));
  });
}

void part_of_a_binding() {
  std::pair<int, int> both(1, 2);
  auto& [one, other] = both;
  norace::scope([&, &one = one](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(one));
    s.spawn(add, norace::borrow_mut(both.first));  // E0499
  });
  other = 1;
}

void element_made_before_the_next() {
  Numbers v;
  int& last = v.emplace_back(1);
  v.emplace_back(2);  // E0499
  last = 3;
}

void iterator_of_the_first_insertion() {
  Numbers v{1, 2};
  const auto at = v.insert(v.begin(), 0);
  v.insert(v.end(), 100, 3);  // E0499 E0502
  *at = 4;
}

void missed_last_element_popped() {
  std::vector<std::string> names{"a", "b"};
  std::string& last = names.back();
  names.pop_back();  // E0499
  last += "!";
}

void more(std::vector<std::string>& names) { names.resize(100); }

void resized_by_a_function() {
  std::vector<std::string> names{"a", "b"};
  std::string& first = names[0];
  more(names);  // E0499
  first += "!";
}

void missed_entry_of_a_cleared_map() {
  std::map<int, std::string> table;
  auto [at, is_new] = table.emplace(1, "one");
  if (is_new) table.clear();  // E0499
  at->second += "!";
}

class Names {
 public:
  std::string& add(std::string name) {
    all_.push_back(std::move(name));
    return all_.back();
  }

 private:
  std::vector<std::string> all_;
};

void two_by_one_method() {
  Names names;
  std::string& first = names.add("a");
  names.add("b");  // E0499
  first += "!";
}

void thread_of_the_scope_and_its_own_thread() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](norace::Scope& same, int& mine) {
          same.spawn(add, norace::borrow_mut(mine));
          same.spawn(add, norace::borrow_mut(mine));  // E0499
        },
        norace::borrow_mut(n));
  });
}

void handles_kept_in_a_vector() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    std::vector<norace::ScopedJoinHandle<void>> threads;
    for (int i = 0; i < 2; ++i) threads.push_back(s.spawn(add, norace::borrow_mut(n)));  // E0499
  });
}

void joined_too_late() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    auto second = s.spawn(add, norace::borrow_mut(n));  // E0499
    first.join();
    second.join();
  });
}

void by_two_functions(Totals& totals) {
  norace::scope([&](norace::Scope& s) {
    start(s, totals.hits);
    s.spawn(count, norace::borrow_mut(totals));  // E0499
  });
}

void in_a_case_and_behind_it(int way) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    switch (way) {
      case 0:
        s.spawn(add, norace::borrow_mut(n));
        break;
      default:
        break;
    }
    s.spawn(add, norace::borrow_mut(n));  // E0499
  });
}

void changed_by_a_function_meanwhile() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    add(n);  // E0499 E0502
  });
}

void swapped_meanwhile() {
  int n = 0;
  int m = 1;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    std::swap(n, m);  // E0499 E0505
  });
}
