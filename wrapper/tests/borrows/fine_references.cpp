// References, iterators and views that are used as long as what they refer to is there.
#include <algorithm>
#include <cstdio>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;

struct Job {
  std::string name = "job";
  Numbers parts{1, 2};
};

void over_before_the_push() {
  Numbers v{1, 2};
  int& first = v[0];
  first = 3;
  v.push_back(4);
  std::printf("%d\n", v[0]);
}

void two_phases() {
  Numbers v{1, 2};
  v.push_back(static_cast<int>(v.size()));
  v.push_back(v[0]);
  v.insert(v.begin(), v.back());
  v[static_cast<std::size_t>(v[0])] = v[1];
}

void iterator_refreshed_by_insert() {
  Numbers v{1, 2, 3};
  for (auto at = v.begin(); at != v.end(); ++at)
    if (*at == 2) at = v.insert(at, 5) + 1;
}

void iterator_refreshed_by_erase() {
  Numbers v{1, 2, 3};
  auto at = v.begin();
  while (at != v.end()) {
    if (*at == 2)
      at = v.erase(at);
    else
      ++at;
  }
}

void iterator_taken_again() {
  Numbers v{1, 2};
  auto at = v.begin();
  *at = 3;
  v.push_back(4);
  at = v.begin();
  *at = 5;
}

void by_index_while_it_grows() {
  Numbers v{1, 2};
  for (std::size_t i = 0; i < v.size() && i < 10; ++i) v.push_back(v[i]);
}

void found_and_then_a_break() {
  Numbers v{1, 2, 3};
  for (const int& x : v) {
    if (x != 2) continue;
    v.push_back(x);
    break;
  }
}

void grown_and_returned_in_a_loop(Numbers& v) {
  for (const int& x : v)
    if (x == 3) {
      v.push_back(4);
      return;
    }
}

void list_keeps_its_elements() {
  std::list<int> all{1, 2};
  int& first = all.front();
  all.push_back(3);
  first = 4;
}

void map_keeps_its_elements() {
  std::map<int, int> table{{1, 2}};
  int& one = table[1];
  table[2] = 3;
  table.emplace(4, 5);
  one = 6;
}

void another_entry_erased() {
  std::map<int, int> table{{1, 2}, {3, 4}};
  int& one = table[1];
  table.erase(3);
  one = 6;
}

void deque_keeps_its_elements() {
  std::deque<int> all{1, 2};
  int& first = all.front();
  all.push_back(3);
  first = 4;
}

void element_of_the_last_turn() {
  Numbers v;
  const int* last = nullptr;
  int all = 0;
  for (int i = 0; i < 10; ++i) {
    if (last != nullptr) all += *last;
    v.push_back(i);
    last = &v.back();
  }
  std::printf("%d\n", all);
}

void reserved_before() {
  Numbers v;
  v.reserve(10);
  v.push_back(1);
  int& first = v[0];
  v.push_back(2);
  first = 3;
}

void pointer_with_another_target() {
  int outer = 1;
  int* there = &outer;
  {
    int inner = 2;
    there = &inner;
    *there = 3;
    there = &outer;
  }
  *there = 4;
}

void pointer_emptied_at_the_end_of_the_block() {
  const int* there = nullptr;
  {
    const int inner = 2;
    there = &inner;
    std::printf("%d\n", *there);
    there = nullptr;
  }
  if (there != nullptr) std::puts("never");
}

void view_renewed_in_every_turn() {
  std::string text;
  std::string_view view;
  for (int i = 0; i < 3; ++i) {
    text = std::to_string(i);
    view = text;
    std::printf("%zu\n", view.size());
  }
}

void value_copied_out_of_a_guard(const norace::Mutex<Numbers>& numbers) {
  int first = 0;
  {
    auto guard = numbers.lock();
    const int& inside = guard->front();
    first = inside;
  }
  std::printf("%d\n", first);
}

void values_of_a_block_copied() {
  std::vector<std::string> kept;
  for (int i = 0; i < 3; ++i) {
    const std::string text = std::to_string(i);
    const std::string_view view = text;
    kept.emplace_back(view);
  }
  std::printf("%zu\n", kept[0].size());
}

void longest_of_names_that_stay() {
  const std::vector<std::string> names{"a", "bcd", "ef"};
  std::string_view longest;
  for (const std::string& name : names)
    if (name.size() > longest.size()) longest = name;
  std::printf("%zu\n", longest.size());
}

void temporary_lives_as_long_as_its_reference() {
  const std::string& text = std::to_string(42);
  const Numbers& parts = Job{}.parts;
  std::printf("%zu %d\n", text.size(), parts[0]);
}

void temporary_used_up_in_its_expression() {
  const std::size_t size = std::string_view(std::to_string(42)).size();
  const int last = Numbers{1, 2, 3}.back();
  const auto copy = std::string(Job{}.name.substr(1));
  std::printf("%zu %d %zu\n", size, last, copy.size());
}

void loop_over_a_temporary() {
  for (const int x : Numbers{1, 2}) std::printf("%d\n", x);
  for (const int& x : Job{}.parts) std::printf("%d\n", x);
}

void view_of_a_literal() {
  std::string_view view;
  {
    const char* const text = "literal";
    view = text;
  }
  std::printf("%zu\n", view.size());
}

void another_member_changed() {
  Job job;
  int& first = job.parts[0];
  job.name = "another";
  job.name += "!";
  first = 3;
}

void other_vector_of_two() {
  std::pair<Numbers, Numbers> both{{1}, {2}};
  const int& first = both.first[0];
  both.second.push_back(3);
  std::printf("%d\n", first);
}

void moved_container_keeps_its_elements() {
  Numbers v{1, 2};
  int& first = v[0];
  Numbers other = std::move(v);
  first = 3;
  std::printf("%d\n", other[0]);
}

void swapped_containers_keep_their_elements() {
  Numbers v{1, 2};
  Numbers other{3};
  int& first = v[0];
  std::swap(v, other);
  first = 3;
  v.push_back(4);
}

void moved_box_keeps_its_content() {
  auto box = std::make_unique<int>(1);
  int& inside = *box;
  auto other = std::move(box);
  inside = 2;
  std::printf("%d\n", *other);
}

const int& larger(const int& a, const int& b) { return a < b ? b : a; }

void reference_to_an_outer_argument() {
  const int one = 1;
  const int other = 2;
  const int& most = larger(one, other);
  std::printf("%d\n", most);
}

void reference_reborrowed() {
  Job job;
  Job& same = job;
  Numbers& parts = same.parts;
  parts.push_back(3);
  same.name = "other";
  parts[0] = 4;
  job.parts.clear();
}

void pointer_in_a_branch_of_its_own(bool grows) {
  Numbers v{1, 2};
  const int& first = v[0];
  if (grows) {
    v.push_back(3);
    return;
  }
  std::printf("%d\n", first);
}

void condition_asked_twice(bool grows) {
  Numbers v{1, 2};
  int* first = &v[0];
  if (grows) v.push_back(3);
  if (!grows) *first = 4;
}

void optional_given_anew() {
  std::optional<std::string> maybe("text");
  std::printf("%zu\n", maybe->size());
  maybe = "other";
  const std::string& text = *maybe;
  std::printf("%zu\n", text.size());
}

void elements_written_under_an_iterator() {
  Numbers v{3, 1, 2};
  const auto at = v.begin();
  v[0] = 5;
  std::sort(v.begin(), v.end());
  std::printf("%d\n", *at);
}

void string_read_under_a_view() {
  std::string text(40, 'a');
  const std::string_view view = text;
  text[0] = 'b';
  std::printf("%zu %c\n", text.size(), view[0]);
}
