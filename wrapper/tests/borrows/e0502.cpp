// E0502: one reads an object, and another one may change it meanwhile.
#include <algorithm>
#include <cstdio>
#include <deque>
#include <istream>
#include <list>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <queue>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;

void add(int& n) { n += 1; }
int show(const int& n) { return n; }
int sum(const Numbers& all) { return all.empty() ? 0 : all[0]; }
void grow(Numbers& all) { all.push_back(1); }

struct Totals {
  int hits = 0;
  Numbers each{1, 2};
};
int look_at(const Totals& all) { return all.hits; }

void lent_and_then_lent_mutably() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(n));
    s.spawn(add, norace::borrow_mut(n));  // E0502
  });
}

void lent_mutably_and_then_lent() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    s.spawn(show, norace::borrow(n));  // E0502
  });
}

void whole_read_and_member_changed() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn(look_at, norace::borrow(totals));
    s.spawn(add, norace::borrow_mut(totals.hits));  // E0502
  });
}

void readers_in_a_loop_beside_a_writer() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 3; ++i) s.spawn(show, norace::borrow(n));
    s.spawn(add, norace::borrow_mut(n));  // E0502
  });
}

void owner_grows_what_a_thread_reads() {
  Numbers v{1};
  norace::scope([&](norace::Scope& s) {
    s.spawn(sum, norace::borrow(v));
    v.push_back(2);  // E0502
  });
}

void owner_asks_what_a_thread_changes() {
  Numbers v{1};
  norace::scope([&](norace::Scope& s) {
    s.spawn(grow, norace::borrow_mut(v));
    std::printf("%d\n", sum(v));  // E0502
  });
}

void reference_reads_what_a_thread_changes() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    const int& same = n;
    s.spawn(add, norace::borrow_mut(n));  // E0502
    std::printf("%d\n", same);
  });
}

void vector_grows_under_a_reader() {
  Numbers v{1, 2};
  const int& first = v[0];
  v.push_back(3);  // E0502
  std::printf("%d\n", first);
}

void string_grows_under_a_view() {
  std::string text(40, 'a');
  const std::string_view view(text);
  text.append(100, 'b');  // E0502
  std::printf("%c\n", view[0]);
}

void string_gets_a_letter_under_its_characters() {
  std::string text(40, 'a');
  const char* const letters = text.c_str();
  text += 'b';  // E0502
  std::puts(letters);
}

void vector_gets_an_element_under_an_iterator() {
  Numbers v{1, 2};
  const auto at = v.cbegin();
  v.insert(v.begin(), 0);  // E0502
  std::printf("%d\n", *at);
}

void vector_resized_under_a_span() {
  Numbers v{1, 2};
  const std::span<const int> part(v);
  v.resize(100);  // E0502
  std::printf("%d\n", part[0]);
}

void vector_reserves_under_its_data(const norace::Mutex<Numbers>& numbers) {
  auto guard = numbers.lock();
  const int* const data = guard->data();
  guard->reserve(1000);  // E0502 E0499
  std::printf("%d\n", data[0]);
}

void grows_while_it_is_read(Numbers& v) {
  for (const int& x : v)
    if (x == 3) v.push_back(1);  // E0502
}

void reads_the_last_turns_element() {
  Numbers v;
  const int* last = nullptr;
  int all = 0;
  for (int i = 0; i < 10; ++i) {
    v.push_back(i);  // E0502
    if (last != nullptr) all += *last;
    last = &v.back();
  }
  std::printf("%d\n", all);
}

void append_all(Numbers& to, const Numbers& from) {
  for (const int x : from) to.push_back(x);
}

void one_vector_for_both_parameters() {
  Numbers v{1, 2};
  append_all(v, v);  // E0502
}

void optional_reset_under_a_reader() {
  std::optional<std::string> maybe(std::string(40, 'a'));
  const std::string& text = *maybe;
  maybe.reset();  // E0502
  std::puts(text.c_str());
}

void box_reset_under_a_reader() {
  auto box = std::make_unique<int>(1);
  const int& n = *box;
  box.reset();  // E0502
  std::printf("%d\n", n);
}

void least_of_two_elements() {
  Numbers v{1, 2};
  const int& least = std::min(v[0], v[1]);
  v.clear();  // E0502
  std::printf("%d\n", least);
}

void entry_found_and_erased() {
  std::map<int, std::string> table{{1, "one"}};
  const auto at = table.find(1);
  table.erase(at);  // E0502 E0499
  std::printf("%zu\n", at->second.size());
}

void found_by_an_algorithm_and_grown() {
  Numbers v{1, 2};
  const auto at = std::find(v.cbegin(), v.cend(), 2);
  v.push_back(3);  // E0502
  std::printf("%d\n", *at);
}

const std::string& longest(const std::vector<std::string>& all) { return all.front(); }

void reference_by_a_function() {
  std::vector<std::string> names{"a", "b"};
  const std::string& name = longest(names);
  names.emplace_back("c");  // E0502
  std::printf("%zu\n", name.size());
}

struct Cursor {
  const int* at = nullptr;
};

void pointer_in_a_struct() {
  Numbers v{1, 2};
  Cursor cursor;
  cursor.at = &v[1];
  v.push_back(3);  // E0502
  std::printf("%d\n", *cursor.at);
}

void pointer_copied_on() {
  Numbers v{1, 2};
  const int* const one = v.data();
  const int* other = nullptr;
  other = one;
  v.emplace_back(3);  // E0502
  std::printf("%d\n", *other);
}

void grows_in_one_branch(bool more) {
  Numbers v{1, 2};
  const int& first = v.front();
  if (more) {
    v.push_back(3);  // E0502
  } else {
    std::printf("%zu\n", v.size());
  }
  std::printf("%d\n", first);
}

void grows_inside_with(const norace::Mutex<Numbers>& numbers) {
  numbers.with([](Numbers& all) {
    const int& first = all.front();
    all.push_back(3);  // E0502
    std::printf("%d\n", first);
  });
}

void element_and_whole_swapped_in() {
  Numbers v{1, 2};
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(v[0]));
    grow(v);  // E0502
  });
}

void front_of_a_queue_popped() {
  std::deque<std::string> jobs{"a job that is long enough for the heap", "b"};
  const std::string& job = jobs.front();
  jobs.pop_front();  // E0502
  std::puts(job.c_str());
}

void front_of_a_guarded_queue_popped(const norace::Mutex<std::queue<std::string>>& jobs) {
  auto guard = jobs.lock();
  const std::string& job = guard->front();
  guard->pop();  // E0502
  std::puts(job.c_str());
}

void list_entry_erased() {
  std::list<int> all{1, 2};
  const auto at = all.begin();
  all.erase(at);  // E0502 E0499
  std::printf("%d\n", *at);
}

void missed_first_element_erased() {
  std::vector<std::string> names{"a", "b"};
  const std::string& last = names.back();
  names.erase(names.begin());  // E0502
  std::puts(last.c_str());
}

void line_read_under_a_view(std::istream& in) {
  std::string line(40, 'a');
  const std::string_view word = std::string_view(line).substr(0, 4);
  std::getline(in, line);  // E0502
  std::printf("%c\n", word[0]);
}

struct Person {
  std::string name = std::string(40, 'a');
  void rename(int n) { name.assign(static_cast<std::size_t>(n), 'b'); }
};

void renamed_under_a_view() {
  Person person;
  const std::string_view name = person.name;
  person.rename(100);  // E0502
  std::printf("%c\n", name[0]);
}

void optional_made_anew_under_a_view() {
  std::optional<std::string> maybe(std::string(40, 'a'));
  const std::string_view view = *maybe;
  maybe.emplace(80, 'b');  // E0502
  std::printf("%c\n", view[0]);
}

void missed_walked_by_an_algorithm() {
  Numbers v{1, 2};
  std::for_each(v.begin(), v.end(), [&v](int n) { v.push_back(n); });  // E0502 E0499
}

void missed_two_elements_by_a_binding() {
  Numbers v{1, 2};
  const auto [least, most] = std::minmax_element(v.cbegin(), v.cend());
  v.push_back(3);  // E0502
  std::printf("%d %d\n", *least, *most);
}

void string_cleared_under_its_letters() {
  std::string text(40, 'a');
  const char& first = text.front();
  text.clear();  // E0502
  text.shrink_to_fit();
  std::printf("%c\n", first);
}

void walked_past_what_was_erased() {
  std::map<int, std::string> table{{1, "one"}, {2, "two"}};
  for (auto at = table.begin(); at != table.end(); ++at)
    if (at->second == "one") table.erase(at);  // E0502 E0499
}
void first_of_a_list_popped() {
  std::list<std::string> names{"a", "b"};
  const std::string& first = names.front();
  names.push_back("c");
  names.pop_front();  // E0502
  std::puts(first.c_str());
}
