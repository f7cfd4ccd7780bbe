// E0515: a function returns a reference into what ends with it.
#include <array>
#include <coroutine>
#include <cstdio>
#include <functional>
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
using Shared = norace::Arc<norace::Mutex<Numbers>>;

int& reference_to_a_local() {
  int n = 1;
  int& same = n;
  return same;  // E0515
}

const int* pointer_to_a_parameter(const int n) {
  const int* const there = &n;
  return there;  // E0515
}

std::string_view view_of_a_local() {
  const std::string text(40, 'a');
  return text;  // E0515
}

std::string_view view_with_a_name() {
  std::string text(40, 'a');
  const std::string_view view(text);
  text[0] = 'b';
  return view;  // E0515
}

std::string_view part_of_a_local() {
  const std::string text(40, 'a');
  return std::string_view(text).substr(2, 3);  // E0515
}

std::span<int> span_of_a_local() {
  Numbers v{1, 2};
  return std::span<int>(v);  // E0515
}

Numbers::iterator iterator_of_a_parameter(Numbers v) {
  return v.begin();  // E0515
}

const char* characters_of_a_local(int n) {
  const std::string text = std::to_string(n);
  return text.c_str();  // E0515
}

int& element_behind_a_guard(const Shared& shared) {
  auto guard = shared->lock();
  return guard->front();  // E0515
}

const int* pointer_behind_a_guard(const norace::RwLock<Numbers>& lock) {
  const auto guard = lock.read();
  const int* const data = guard->data();
  return data;  // E0515
}

const std::string& behind_a_refcell(const norace::RefCell<std::string>& cell) {
  const auto text = cell.borrow();
  return *text;  // E0515
}

norace::MutexGuard<Numbers> guard_of_a_local() {
  const auto shared = Shared::make(Numbers{1});
  return shared->lock();  // E0515
}

norace::MutexGuard<Numbers> guard_of_a_parameter(Shared shared) {
  auto guard = shared->lock();
  guard->push_back(1);
  return guard;  // E0515
}

auto closure_with_a_local() {
  int n = 1;
  return [&n] { return n; };  // E0515
}

auto closure_with_a_parameter(int step) {
  const auto add = [&step](int to) { return to + step; };
  return add;  // E0515
}

struct View {
  const std::string* text;
};

View struct_with_a_pointer() {
  const std::string text("local");
  return View{&text};  // E0515
}

View struct_with_a_name() {
  const std::string text("local");
  View view{nullptr};
  view.text = &text;
  return view;  // E0515
}

int& content_of_a_box() {
  const auto box = std::make_unique<int>(1);
  return *box;  // E0515
}

const std::string& value_of_a_map(int key) {
  const std::map<int, std::string> names{{1, "one"}, {2, "two"}};
  return names.at(key);  // E0515
}

int& one_branch_of_two(int& outer, bool inner) {
  int own = 1;
  if (inner) return own;  // E0515
  return outer;
}

int* best_of_a_loop(int (&outer)[3]) {
  int* best = nullptr;
  for (int& each : outer) {
    int copy = each;
    if (best == nullptr) return &copy;  // E0515
    best = &each;
  }
  return best;
}

const int& larger(const int& a, const int& b) { return a < b ? b : a; }

const int& through_a_function(const int n) {
  const int least = 3;
  return larger(n, least);  // E0515
}

std::string_view trimmed(std::string_view text) { return text.substr(1); }

std::string_view view_through_a_function(std::string text) {
  return trimmed(text);  // E0515
}

std::pair<const int*, int> pair_with_a_pointer() {
  const int n = 1;
  return {&n, n};  // E0515
}

std::optional<std::string_view> optional_view(bool has) {
  const std::string text(40, 'a');
  if (!has) return std::nullopt;
  return text;  // E0515
}

std::reference_wrapper<int> wrapped_reference() {
  int n = 1;
  return std::ref(n);  // E0515
}

std::vector<const int*> vector_of_pointers() {
  const int one = 1;
  std::vector<const int*> all;
  all.push_back(&one);
  return all;  // E0515
}

const std::string& content_of_an_arc() {
  const auto text = norace::Arc<std::string>::make("text");
  return *text;  // E0515
}

const int& member_of_a_local_array(std::size_t i) {
  const std::array<int, 3> table{1, 2, 3};
  return table[i];  // E0515
}

int& reference_out_of_a_closure(const Shared& shared) {
  const auto first = [&shared]() -> int& {
    auto guard = shared->lock();
    return guard->front();  // E0515
  };
  return first();
}

class Table {
 public:
  int& first() {
    auto guard = numbers_.lock();
    return guard->front();  // E0515
  }
  const std::string& name() const {
    const auto guard = name_.read();
    const std::string& inside = *guard;
    return inside;  // E0515
  }
  Numbers::iterator begin() {
    auto guard = numbers_.lock();
    auto at = guard->begin();
    return at;  // E0515
  }

 private:
  norace::Mutex<Numbers> numbers_;
  norace::RwLock<std::string> name_;
};

norace::MutexGuard<int> guard_of_an_upgraded_arc(const norace::ArcWeak<norace::Mutex<int>>& weak) {
  const auto shared = weak.upgrade();
  return (*shared)->lock();  // E0515
}

norace::Ref<std::string> ref_of_a_parameter(norace::RefCell<std::string> cell) {
  return cell.borrow();  // E0515
}

const Numbers* value_of_a_local_once() {
  norace::OnceLock<Numbers> once;
  static_cast<void>(once.set(Numbers{1}));
  return once.get();  // E0515
}

struct Locked {
  norace::MutexGuard<int> guard;
};

Locked struct_with_a_guard() {
  const norace::Mutex<int> m(1);
  return Locked{m.lock()};  // E0515
}

std::optional<norace::MutexGuard<int>> guard_in_an_optional() {
  const norace::Mutex<int> m(1);
  std::optional<norace::MutexGuard<int>> held;
  held.emplace(m.lock());
  return held;  // E0515
}

const std::string& received(const norace::Receiver<std::string>& rx) {
  const auto text = rx.recv();
  return *text;  // E0515
}

const std::string* joined() {
  auto thread = norace::spawn([] { return std::string("made"); });
  const std::string text = thread.join();
  return &text;  // E0515
}

const std::string& as_ref_of_a_parameter(norace::Arc<std::string> text) {
  return text.as_ref();  // E0515
}

std::pair<Numbers::iterator, Numbers::iterator> both_ends() {
  Numbers v{1, 2};
  return {v.begin(), v.end()};  // E0515
}

struct Name {
  std::string_view first;
  std::string_view last;
};

Name parts_of_a_local(std::string text) {
  const std::string_view all = text;
  const std::size_t space = all.find(' ');
  return Name{all.substr(0, space), all.substr(space + 1)};  // E0515
}

const int* in_a_case(int way, const int* outer) {
  const int own = way;
  switch (way) {
    case 0:
      return outer;
    case 1:
      return &own;  // E0515
    default:
      return nullptr;
  }
}

std::function<int()> function_with_a_local() {
  int n = 1;
  return [&n] { return n; };  // E0515
}

std::vector<std::string_view> words_of_a_local(const std::string& prefix) {
  const std::string text = prefix + " a b";
  std::vector<std::string_view> words;
  words.push_back(std::string_view(text).substr(0, 1));
  return words;  // E0515
}

struct Pair {
  std::string one;
  std::string other;
};

const std::string& member_of_a_parameter(Pair both) {
  return both.other;  // E0515
}

class Builder {
 public:
  Builder& add(int n) {
    all_.push_back(n);
    return *this;
  }

 private:
  Numbers all_;
};

const Builder& chain_of_a_local() {
  Builder builder;
  return builder.add(1).add(2);  // E0515
}

std::string_view view_of_a_temporary(int n) {
  return std::to_string(n);  // E0515 E0716
}

std::string_view view_behind_a_guard(const norace::Mutex<Pair>& both) {
  auto guard = both.lock();
  return guard->one;  // E0515
}

int& behind_a_closure_of_its_own() {
  int n = 1;
  const auto same = [&n]() -> int& { return n; };
  return same();  // E0515
}

const std::string& longer_of_a_local(const std::string& outer) {
  const std::string own = outer + "!";
  return own.size() > outer.size() ? own : outer;  // E0515
}

// What a coroutine got by reference it uses when it wakes.
struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
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

Job coroutine_with_a_local() {
  const std::string text(40, 'a');
  return reader(text);  // E0515
}

Job coroutine_with_a_parameter(std::string text) {
  return reader(text);  // E0515
}

Job coroutine_in_a_variable() {
  const std::string text(40, 'a');
  Job job = reader(text);
  return job;  // E0515
}

struct Session {
  int turns = 0;
  Job run() {
    co_await std::suspend_always();
    turns += 1;
  }
};

Job coroutine_of_a_local_object() {
  Session session;
  return session.run();  // E0515
}
