// E0716: a temporary ends with its expression, and a reference into it is used later.
#include <algorithm>
#include <coroutine>
#include <cstdio>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using Numbers = std::vector<int>;
using Shared = norace::Arc<norace::Mutex<Numbers>>;

std::string name_of(int n) { return std::string(40, static_cast<char>('a' + n)); }
Numbers numbers() { return {1, 2, 3}; }
std::optional<std::string> find(int n) { return n > 0 ? std::optional(name_of(n)) : std::nullopt; }

struct Person {
  std::string name = name_of(1);
  Numbers marks{1, 2};
  const std::string& get_name() const { return name; }
  Numbers& get_marks() { return marks; }
};
Person person() { return {}; }

void view_of_a_returned_string() {
  const std::string_view view = name_of(1);  // E0716
  std::printf("%c\n", view[0]);
}

void view_of_a_sum() {
  const std::string first = name_of(1);
  const std::string_view view = first + name_of(2);  // E0716
  std::printf("%c\n", view[0]);
}

void characters_of_a_returned_string() {
  const char* const letters = name_of(1).c_str();  // E0716
  std::puts(letters);
}

void element_of_a_returned_vector() {
  const int& first = numbers()[0];  // E0716
  std::printf("%d\n", first);
}

void last_of_a_returned_vector() {
  int& last = numbers().back();  // E0716
  last = 4;
}

void iterator_of_a_returned_vector() {
  auto at = numbers().begin();  // E0716
  *at = 4;
}

void span_of_a_returned_vector() {
  const std::span<const int> part = numbers();  // E0716
  std::printf("%d\n", part[0]);
}

void pointer_of_a_returned_box() {
  int* const inside = std::make_unique<int>(1).get();  // E0716
  *inside = 2;
}

void member_by_a_function() {
  const std::string& name = person().get_name();  // E0716
  std::printf("%zu\n", name.size());
}

void loop_over_a_member_by_a_function() {
  for (int& mark : person().get_marks()) mark += 1;  // E0716
}

void larger_of_two_sums(int a, int b) {
  const int& larger = std::max(a + 1, b + 1);  // E0716
  std::printf("%d\n", larger);
}

void value_of_an_optional() {
  const std::string& name = find(1).value();  // E0716
  std::printf("%zu\n", name.size());
}

void content_of_an_optional() {
  const std::string& name = *find(1);  // E0716
  std::printf("%zu\n", name.size());
}

void content_of_what_is_received(const norace::Receiver<std::string>& rx) {
  const std::string_view text = *rx.recv();  // E0716
  std::printf("%c\n", text[0]);
}

void element_of_a_tuple() {
  const std::string& name = std::get<0>(std::make_tuple(name_of(1), 2));  // E0716
  std::printf("%zu\n", name.size());
}

void appended_to_a_temporary() {
  const std::string& text = std::string("a").append(name_of(1));  // E0716
  std::printf("%zu\n", text.size());
}

using Text = norace::Arc<std::string>;

void characters_of_a_temporary_arc() {
  const char* const letters = Text::make(name_of(1))->c_str();  // E0716
  std::puts(letters);
}

void result_of_a_thread() {
  const int& first = norace::spawn(numbers).join().front();  // E0716
  std::printf("%d\n", first);
}

void guard_of_a_temporary_arc(const Shared& shared) {
  auto guard = Shared(shared)->lock();  // E0716
  guard->push_back(1);
}

template <class Guard>
auto& first_of(Guard&& guard) {
  return guard->front();
}

void guard_through_a_function(const Shared& shared) {
  int& first = first_of(shared->lock());  // E0716
  first = 1;
}

const std::string& same(const std::string& text) { return text; }

void argument_through_a_function() {
  const std::string& text = same("a text that is long enough for the heap");  // E0716
  std::printf("%zu\n", text.size());
}

void one_of_two_branches(bool has) {
  const std::string own = name_of(3);
  const std::string_view view = has ? own : name_of(1);  // E0716
  std::printf("%c\n", view[0]);
}

struct Words {
  explicit Words(const std::string& text) : text_(text) {}
  char first() const { return text_[0]; }

 private:
  const std::string& text_;
};

void kept_by_a_constructor() {
  const Words words(name_of(1));  // E0716
  std::printf("%c\n", words.first());
}

void assigned_later() {
  std::string_view view;
  view = name_of(1);  // E0716
  std::printf("%c\n", view[0]);
}

void in_a_turn_of_a_loop() {
  std::string_view longest;
  for (int i = 0; i < 3; ++i) {
    const std::string_view view = name_of(i);  // E0716
    if (longest.empty() || view[0] > longest[0]) longest = view;
  }
}

void captured_by_reference() {
  const auto show = [&name = same(name_of(1))] { std::puts(name.c_str()); };  // E0716
  show();
}

void guard_of_an_upgraded_arc(const norace::ArcWeak<norace::Mutex<int>>& weak) {
  auto guard = (*weak.upgrade())->lock();  // E0716
  *guard = 1;
}

struct Task {
  std::string name = name_of(1);
  norace::Mutex<int> state{1};
};
norace::Arc<Task> make_task() { return norace::Arc<Task>::make(); }

void member_of_a_temporary_arc() {
  const std::string& name = make_task()->name;  // E0716
  std::puts(name.c_str());
}

void guard_of_a_temporary_arcs_member() {
  auto guard = make_task()->state.lock();  // E0716
  *guard = 2;
}

void iterator_of_what_is_received(const norace::Receiver<Numbers>& rx) {
  auto at = rx.recv()->begin();  // E0716
  *at = 1;
}

void tried_guard_of_a_temporary_arc() {
  if (auto guard = make_task()->state.try_lock()) **guard = 2;  // E0716
}

void value_of_a_temporary_once() {
  const Numbers* const all = norace::OnceLock<Numbers>().get();  // E0716
  if (all != nullptr) std::printf("%zu\n", all->size());
}

void reference_of_a_temporary_rc() {
  const std::string& text = *norace::Rc<std::string>::make(name_of(2));  // E0716
  std::puts(text.c_str());
}

void part_of_a_temporary_string() {
  const auto part = std::string_view(name_of(1)).substr(1);  // E0716
  std::printf("%c\n", part[0]);
}

void letters_of_a_view_of_a_temporary() {
  for (const char c : std::string_view(name_of(1))) std::printf("%c\n", c);  // E0716
}

void pushed_into_a_vector_of_views() {
  std::vector<std::string_view> all;
  all.push_back(name_of(1));  // E0716
  std::printf("%c\n", all[0][0]);
}

struct Label {
  std::string_view text;
  int size = 0;
};

void member_of_a_struct() {
  const Label label{name_of(1), 2};  // E0716
  std::printf("%c\n", label.text[0]);
}

void between_two_limits(int n) {
  const int& inside = std::clamp(n, 0, 10);  // E0716
  std::printf("%d\n", inside);
}

void element_of_a_member_of_a_temporary() {
  int& mark = person().marks[0];  // E0716
  mark = 1;
}

void letters_of_a_member_of_a_temporary() {
  const char* const letters = person().name.c_str();  // E0716
  std::puts(letters);
}

void content_of_a_temporary_box() {
  const std::string& text = *std::make_unique<std::string>(name_of(1));  // E0716
  std::puts(text.c_str());
}

void value_of_a_temporary_map() {
  const auto table = [] { return std::map<int, std::string>{{1, name_of(1)}}; };
  const std::string& one = table().at(1);  // E0716
  std::puts(one.c_str());
}

class Builder {
 public:
  Builder& add(int n) {
    all_.push_back(n);
    return *this;
  }
  const Numbers& all() const { return all_; }

 private:
  Numbers all_;
};

void chain_of_methods() {
  const Builder& builder = Builder().add(1).add(2);  // E0716
  std::printf("%zu\n", builder.all().size());
}

void result_of_a_chain_of_methods() {
  for (const int n : Builder().add(1).all()) std::printf("%d\n", n);  // E0716
}

void address_of_a_member_of_a_temporary() {
  const std::string* const name = &make_task()->name;  // E0716
  std::puts(name->c_str());
}

void pointer_in_one_branch(bool has) {
  const char* letters = "none";
  if (has) letters = name_of(1).c_str();  // E0716
  std::puts(letters);
}

// What a coroutine got by reference it uses when it wakes.
struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> handle = {};
  void resume() {}
};

Job reader(const std::string& text) {
  co_await std::suspend_always();
  std::puts(text.c_str());
}

void coroutine_with_a_temporary() {
  Job job = reader(name_of(1));  // E0716
  job.resume();
}

void coroutine_of_a_closure_that_is_gone(int n) {
  Job job = [n]() -> Job { co_yield n; }();  // E0716
  job.resume();
}
