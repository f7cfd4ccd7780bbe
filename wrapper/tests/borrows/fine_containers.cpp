// Containers that change while something else of them is used, or what is used is over.
#include <algorithm>
#include <cstdio>
#include <deque>
#include <functional>
#include <istream>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;

void front_copied_and_popped() {
  std::queue<std::string> jobs;
  jobs.push("a");
  while (!jobs.empty()) {
    const std::string job = jobs.front();
    jobs.pop();
    std::puts(job.c_str());
  }
}

void front_moved_out_and_popped(const norace::Mutex<std::deque<std::string>>& jobs) {
  auto guard = jobs.lock();
  if (guard->empty()) return;
  std::string job = std::move(guard->front());
  guard->pop_front();
  guard.unlock();
  std::puts(job.c_str());
}

void front_used_and_then_popped() {
  std::deque<std::string> jobs{"a", "b"};
  while (!jobs.empty()) {
    std::string& job = jobs.front();
    job += "!";
    std::puts(job.c_str());
    jobs.pop_front();
  }
}

void front_stays_when_the_back_is_popped() {
  Numbers v{1, 2, 3};
  const int first = v.front();
  v.pop_back();
  std::printf("%d %d\n", first, v.front());
}

void top_of_a_stack() {
  std::stack<int> open;
  open.push(1);
  while (!open.empty()) {
    const int n = open.top();
    open.pop();
    if (n < 3) open.push(n + 1);
  }
}

void erased_by_key() {
  std::map<int, std::string> table{{1, "one"}, {2, "two"}};
  std::string& one = table[1];
  table.erase(2);
  one += "!";
  if (const auto at = table.find(1); at != table.end()) table.erase(at);
}

void entries_of_a_hash_table_stay() {
  std::unordered_map<int, std::string> table;
  std::string& one = table[1];
  for (int i = 2; i < 100; ++i) table[i] = "other";
  one += "!";
}

void emplaced_and_used() {
  std::map<int, int> table;
  for (int i = 0; i < 5; ++i) {
    auto [at, is_new] = table.emplace(i % 2, i);
    if (!is_new) at->second += i;
  }
}

void element_made_and_used_in_every_turn() {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) {
    std::string& name = names.emplace_back();
    name += std::to_string(i);
  }
}

void words_of_every_line(std::istream& in) {
  std::string line;
  std::set<std::string> words;
  while (std::getline(in, line)) {
    const std::string_view rest = line;
    words.emplace(rest.substr(0, rest.find(' ')));
  }
  for (const std::string& word : words) std::puts(word.c_str());
}

void copied_into_another() {
  const Numbers v{1, 2};
  Numbers other;
  for (const int& n : v) other.push_back(n);
  std::for_each(v.begin(), v.end(), [&other](int n) { other.push_back(n); });
}

void collected_and_then_erased() {
  std::map<int, int> table{{1, 2}, {3, 4}};
  Numbers old;
  for (const auto& [key, value] : table)
    if (value > 3) old.push_back(key);
  for (const int key : old) table.erase(key);
}

void least_and_most_before_the_push() {
  Numbers v{1, 2};
  const auto [least, most] = std::minmax_element(v.cbegin(), v.cend());
  const int both = *least + *most;
  v.push_back(both);
}

void inserted_where_it_was_found() {
  Numbers v{1, 3};
  const auto at = std::find(v.begin(), v.end(), 3);
  const auto made = v.insert(at, 2);
  std::printf("%d\n", *made);
}

void sorted_and_made_unique() {
  Numbers v{3, 1, 3};
  std::sort(v.begin(), v.end());
  const auto end = std::unique(v.begin(), v.end());
  v.erase(end, v.end());
  std::printf("%d\n", v.back());
}

void strings_taken_apart_and_joined() {
  std::string text = "a,b,c";
  std::string other;
  std::size_t at = 0;
  while ((at = text.find(',')) != std::string::npos) {
    other += text.substr(0, at);
    text.erase(0, at + 1);
  }
  text = other + text;
  other = std::move(text);
  text = other.substr(1);
  std::puts(text.c_str());
}

void letters_after_every_change() {
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += 'a';
    const char* const letters = text.c_str();
    std::puts(letters);
  }
}

void view_of_a_view() {
  const std::string text(40, 'a');
  std::string_view view = text;
  const std::string_view part = view.substr(1, 5);
  view = "another";
  std::printf("%c%c\n", part[0], view[0]);
}

void list_spliced() {
  std::list<int> one{1, 2};
  std::list<int> other{3};
  int& first = one.front();
  other.splice(other.begin(), one);
  first = 4;
}

void pointers_sorted() {
  const std::vector<std::string> names{"b", "a"};
  std::vector<const std::string*> order;
  for (const std::string& name : names) order.push_back(&name);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return *a < *b; });
  std::puts(order[0]->c_str());
}

void boxes_stay_where_they_are() {
  std::vector<std::unique_ptr<int>> boxes;
  boxes.push_back(std::make_unique<int>(1));
  int& first = *boxes[0];
  for (int i = 0; i < 10; ++i) boxes.push_back(std::make_unique<int>(i));
  first = 2;
}

void box_pointers_kept() {
  std::vector<std::unique_ptr<std::string>> owners;
  std::map<std::string, std::string*> by_name;
  for (int i = 0; i < 3; ++i) {
    auto owner = std::make_unique<std::string>(std::to_string(i));
    by_name[*owner] = owner.get();
    owners.push_back(std::move(owner));
  }
  *by_name["1"] += "!";
}

struct Tree {
  int value = 0;
  std::vector<std::unique_ptr<Tree>> children;
};

int sum_of(const Tree& tree) {
  int sum = tree.value;
  for (const auto& child : tree.children) sum += sum_of(*child);
  return sum;
}

void tree_grown_from_its_own_nodes() {
  Tree root;
  std::vector<Tree*> open{&root};
  while (!open.empty() && open.size() < 5) {
    Tree* const tree = open.back();
    open.pop_back();
    tree->children.push_back(std::make_unique<Tree>());
    open.push_back(tree->children.back().get());
    open.push_back(tree);
  }
  std::printf("%d\n", sum_of(root));
}

class Cache {
 public:
  const std::string& get(int key) {
    if (const auto found = entries_.find(key); found != entries_.end()) return found->second;
    return entries_.emplace(key, std::to_string(key)).first->second;
  }

 private:
  std::map<int, std::string> entries_;
};

void cached_twice() {
  Cache cache;
  const std::string& one = cache.get(1);
  const std::string& two = cache.get(2);
  std::printf("%zu\n", one.size() + two.size());
}

void matrix_row_by_row() {
  std::vector<Numbers> rows(3, Numbers(3));
  for (Numbers& row : rows) {
    int& first = row.front();
    first = 1;
    row.push_back(first);
  }
  rows.push_back(rows[0]);
}

void swapped_in_a_loop() {
  Numbers now{1};
  Numbers next;
  for (int i = 0; i < 4; ++i) {
    for (const int& n : now) {
      next.push_back(n);
      next.push_back(n + 1);
    }
    now.swap(next);
    next.clear();
  }
  std::printf("%zu\n", now.size());
}

void optional_opened_in_every_turn() {
  std::optional<std::string> last;
  for (int i = 0; i < 3; ++i) {
    if (last) {
      const std::string& text = *last;
      std::puts(text.c_str());
      last.reset();
    }
    last = std::to_string(i);
  }
}

void callbacks_kept_with_what_they_use() {
  Numbers seen;
  std::vector<std::function<void(int)>> callbacks;
  callbacks.push_back([&seen](int n) { seen.push_back(n); });
  for (const auto& each : callbacks) each(1);
  seen.clear();
  for (const auto& each : callbacks) each(2);
}

void argument_of_its_own_method() {
  std::string text = "abc";
  text.append(text);
  text += text[0];
  text.insert(0, text.substr(1));
  Numbers v{1, 2};
  v.resize(v.size() + 1, v.front());
  v.assign(v.size(), v[1]);
}

void rebuilt_from_itself() {
  Numbers v{1, 2, 3};
  v = Numbers(v.begin() + 1, v.end());
  std::string text = "abc";
  text = text.substr(1);
  text = text + text;
  std::printf("%d %zu\n", v[0], text.size());
}

void views_of_every_turn() {
  std::vector<std::string_view> words;
  for (int i = 0; i < 3; ++i) {
    const std::string text = std::to_string(i);
    words.clear();
    words.push_back(std::string_view(text).substr(0, 1));
    for (const std::string_view word : words) std::printf("%c\n", word[0]);
  }
}

void pointers_counted() {
  std::vector<const int*> places;
  {
    const int n = 1;
    places.push_back(&n);
    std::printf("%d\n", *places[0]);
  }
  std::printf("%zu\n", places.size());
}

// Its parts get deeper with each turn, and more.
struct Labelled {
  std::vector<Labelled> left;
  std::vector<Labelled> right;
  const int* label = nullptr;
};

void copied_into_itself(int turns) {
  int label = turns;
  Labelled tree;
  tree.label = &label;
  while (turns-- > 0) {
    tree.left.push_back(tree);
    tree.right.push_back(tree);
  }
}

void erased_by_what_comes_behind(std::map<int, std::string>& table) {
  for (auto at = table.begin(); at != table.end();) {
    if (at->second.empty())
      at = table.erase(at);
    else
      ++at;
  }
}
void erased_behind_the_next_turn(std::list<int>& all) {
  for (auto at = all.begin(); at != all.end();) {
    if (*at == 0)
      all.erase(at++);
    else
      ++at;
  }
}
void copy_goes_on_before(std::list<int>& all) {
  auto at = all.begin();
  while (at != all.end()) {
    auto now = at;
    ++at;
    if (*now == 0) all.erase(now);
  }
}
void next_is_asked_first(std::map<int, std::string>& table) {
  for (auto at = table.begin(); at != table.end();) {
    const auto next = std::next(at);
    if (at->second.empty()) table.erase(at);
    at = next;
  }
}
void erased_and_out(std::map<int, std::string>& table) {
  for (auto at = table.begin(); at != table.end(); ++at) {
    if (!at->second.empty()) continue;
    table.erase(at);
    break;
  }
}
bool erased_if_found(std::map<int, std::string>& table, int key) {
  const auto at = table.find(key);
  if (at == table.end()) return false;
  const std::string value = at->second;
  table.erase(at);
  return !value.empty();
}
void erased_by_its_key(std::map<int, std::string>& table) {
  const auto first = table.begin();
  table.erase(first->first);
}
void another_entry_erased(std::map<int, std::string>& table) {
  const auto kept = table.find(1);
  const auto gone = table.find(2);
  if (kept == table.end() || gone == table.end()) return;
  table.erase(gone);
  std::puts(kept->second.c_str());
}
void jobs_in_turn(std::queue<std::string>& jobs) {
  while (!jobs.empty()) {
    const std::string& job = jobs.front();
    std::puts(job.c_str());
    jobs.pop();
  }
}
void moved_out_and_popped(std::deque<std::string>& jobs) {
  std::string job = std::move(jobs.front());
  jobs.pop_front();
  std::puts(job.c_str());
}
void one_came_in_front(std::deque<std::string>& jobs) {
  const std::string& job = jobs.front();
  jobs.push_front("an urgent one");
  jobs.pop_front();
  std::puts(job.c_str());
}
void last_of_a_popped_list(std::list<std::string>& names) {
  const std::string& last = names.back();
  if (names.size() > 1) names.pop_front();
  std::puts(last.c_str());
}
void lines_in_turn(std::istream& in) {
  std::string line;
  std::size_t letters = 0;
  while (std::getline(in, line)) {
    const std::string_view word = std::string_view(line).substr(0, 4);
    letters += word.size();
  }
  std::printf("%zu\n", letters);
}
void view_of_another_line(std::istream& in) {
  std::string line;
  std::string first;
  std::getline(in, first);
  const std::string_view word = first;
  std::getline(in, line);
  std::printf("%zu %zu\n", word.size(), line.size());
}
