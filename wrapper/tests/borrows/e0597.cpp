// E0597: what is referred to, or lent, ends before its last use.
#include <array>
#include <coroutine>
#include <cstdio>
#include <functional>
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
using Shared = norace::Arc<norace::Mutex<int>>;

void add(int& n) { n += 1; }

struct View {
  const std::string* text = nullptr;
};

void pointer_to_a_local_of_a_block() {
  int* there = nullptr;
  {
    int n = 1;
    there = &n;  // E0597
  }
  *there = 2;
}

void pointer_behind_a_guard_of_a_block(const norace::Mutex<Numbers>& numbers) {
  int* first = nullptr;
  {
    auto guard = numbers.lock();
    first = guard->data();  // E0597
  }
  *first = 2;
}

void view_of_a_string_of_a_block() {
  std::string_view view;
  {
    const std::string text(40, 'a');
    view = text;  // E0597
  }
  std::printf("%c\n", view[0]);
}

void span_of_a_vector_of_a_block() {
  std::span<int> part;
  {
    Numbers v{1, 2};
    part = v;  // E0597
  }
  part[0] = 1;
}

void iterator_of_a_set_of_a_block() {
  std::map<int, int>::iterator at;
  {
    std::map<int, int> table{{1, 2}};
    at = table.begin();  // E0597
  }
  at->second = 3;
}

void pointers_kept_in_a_loop() {
  std::vector<const int*> kept;
  for (int i = 0; i < 3; ++i) {
    const int square = i * i;
    kept.push_back(&square);  // E0597
  }
  for (const int* each : kept) std::printf("%d\n", *each);
}

void copy_of_an_element_in_a_loop() {
  const std::vector<std::string> names{std::string(30, 'a'), std::string(40, 'b')};
  std::string_view longest;
  for (const std::string name : names)
    if (name.size() > longest.size()) longest = name;  // E0597
  std::printf("%zu %c\n", longest.size(), longest[0]);
}

void member_of_a_struct() {
  View view;
  {
    const std::string text("inner");
    view.text = &text;  // E0597
  }
  std::printf("%zu\n", view.text->size());
}

void whole_struct_assigned() {
  View view;
  {
    const std::string text("inner");
    view = View{&text};  // E0597
  }
  std::printf("%zu\n", view.text->size());
}

std::unique_ptr<int> made() { return std::make_unique<int>(1); }

void owner_of_a_condition() {
  int* there = nullptr;
  if (auto box = made(); box != nullptr) there = box.get();  // E0597
  *there = 2;
}

void owner_of_a_case(int way) {
  const int* there = nullptr;
  switch (way) {
    case 0: {
      const std::array<int, 3> three{1, 2, 3};
      there = three.data();  // E0597
      break;
    }
    default:
      return;
  }
  std::printf("%d\n", *there);
}

void received_in_a_loop(const norace::Receiver<std::string>& rx) {
  std::string_view last;
  while (auto text = rx.recv()) {
    if (!last.empty()) std::printf("%c\n", last[0]);
    last = *text;  // E0597
  }
}

void block_of_a_try() {
  const std::string* there = nullptr;
  try {
    const std::string text("inner");
    there = &text;  // E0597
  } catch (...) {
    return;
  }
  std::printf("%zu\n", there->size());
}

const int& larger(const int& a, const int& b) { return a < b ? b : a; }

void through_a_function() {
  const int outer = 1;
  const int* there = &outer;
  {
    const int inner = 2;
    there = &larger(inner, inner);  // E0597
  }
  std::printf("%d\n", *there);
}

void store_in(const int*& slot, const int& n) { slot = &n; }

void stored_by_a_function() {
  const int* there = nullptr;
  {
    const int inner = 2;
    store_in(there, inner);  // E0597
  }
  std::printf("%d\n", *there);
}

void local_of_the_scopes_function() {
  norace::scope([](norace::Scope& s) {
    int n = 0;
    s.spawn(add, norace::borrow_mut(n));  // E0597
  });
}

void local_of_a_block_in_a_scope() {
  norace::scope([](norace::Scope& s) {
    {
      Numbers part(10);
      s.spawn([](Numbers& all) { all[0] = 1; }, norace::borrow_mut(part));  // E0597
    }
    std::puts("behind");
  });
}

void local_of_a_loop_in_a_scope() {
  norace::scope([](norace::Scope& s) {
    for (int i = 0; i < 3; ++i) {
      std::string text = std::to_string(i);
      s.spawn([](std::string& mine) { mine += '!'; }, norace::borrow_mut(text));  // E0597
    }
  });
}

void chunks_of_a_local_of_the_scopes_function() {
  norace::scope([](norace::Scope& s) {
    Numbers v(8);
    for (auto part : norace::chunks_mut(v, 4))  // E0597
      s.spawn([](std::span<int> mine) { mine[0] = 1; }, part);
  });
}

void local_of_a_thread_of_the_scope() {
  norace::scope([](norace::Scope& s) {
    s.spawn([](norace::Scope& same) {
      int mine = 0;
      same.spawn(add, norace::borrow_mut(mine));  // E0597
    });
  });
}

void guard_that_outlives_its_arc() {
  std::optional<norace::MutexGuard<int>> held;
  {
    auto inner = Shared::make(1);
    held.emplace(inner->lock());  // E0597
  }
  **held = 2;
}

struct Goodbye {
  const std::string* name = nullptr;
  ~Goodbye() {
    if (name != nullptr) std::puts(name->c_str());
  }
};

void used_by_the_end_of_what_was_there_before() {
  Goodbye goodbye;
  const std::string name("a name that is long enough for the heap");
  goodbye.name = &name;  // E0597
}

void closure_that_is_called_later() {
  int (*nothing)() = nullptr;
  static_cast<void>(nothing);
  const auto call = [](const auto& f) { return f(); };
  const int* there = nullptr;
  {
    int n = 3;
    const auto address = [&n] { return &n; };
    there = call(address);  // E0597
  }
  std::printf("%d\n", *there);
}

void parameter_by_value_of_a_closure() {
  const std::string* kept = nullptr;
  const auto keep = [&kept](const std::string text) { kept = &text; };  // E0597 E0521
  keep("a text that is long enough for the heap");
  std::printf("%zu\n", kept->size());
}

void pointer_to_a_pointer() {
  int outer = 1;
  int* there = &outer;
  int** const place = &there;
  {
    int inner = 2;
    *place = &inner;  // E0597
  }
  *there = 3;
}

void in_one_branch_only(bool nearer) {
  const int far = 1;
  const int* there = &far;
  if (nearer) {
    const int near = 2;
    there = &near;  // E0597
  }
  std::printf("%d\n", *there);
}

void map_of_views() {
  std::map<int, std::string_view> names;
  {
    const std::string name("a name that is long enough for the heap");
    names[1] = name;  // E0597
  }
  std::printf("%zu %c\n", names.at(1).size(), names.at(1)[0]);
}

void tried_guard_of_a_condition(const norace::Mutex<Numbers>& numbers) {
  int* first = nullptr;
  if (auto guard = numbers.try_lock()) first = &(*guard)->front();  // E0597
  *first = 1;
}

void tried_guard_of_a_loop(const norace::Mutex<int>& m) {
  int* there = nullptr;
  while (auto guard = m.try_lock()) {
    there = &**guard;  // E0597
    if (*there > 0) break;
  }
  *there = 1;
}

void inner_guard_outlives_the_outer_one(const norace::Mutex<norace::Mutex<int>>& both) {
  std::optional<norace::MutexGuard<int>> inner;
  {
    auto outer = both.lock();
    inner.emplace(outer->lock());  // E0597
  }
  **inner = 1;
}

void pointer_into_a_refcell_of_a_block() {
  const std::string* there = nullptr;
  {
    const norace::RefCell<std::string> cell(std::string("inside"));
    const auto text = cell.borrow();
    there = &*text;  // E0597
  }
  std::puts(there->c_str());
}

void received_by_iteration(const norace::Receiver<std::string>& rx) {
  const std::string* last = nullptr;
  for (std::string text : rx) last = &text;  // E0597
  std::puts(last->c_str());
}

void arc_of_a_block() {
  const std::string* there = nullptr;
  {
    const auto text = norace::Arc<std::string>::make("a text that is long enough for the heap");
    there = &*text;  // E0597
  }
  std::puts(there->c_str());
}

void member_of_an_arc_of_a_turn(const norace::Receiver<Shared>& rx) {
  std::optional<norace::MutexGuard<int>> held;
  while (auto each = rx.recv()) {
    held.emplace((*each)->lock());  // E0597
  }
  **held = 1;
}

void lent_guard_ends_before_the_scope(const norace::Mutex<int>& m) {
  norace::scope([&](norace::Scope& s) {
    auto guard = m.lock();
    s.spawn(add, norace::borrow_mut(*guard));  // E0597
  });
}

void lent_box_ends_before_the_scope() {
  norace::scope([](norace::Scope& s) {
    const auto box = std::make_unique<int>(1);
    s.spawn(add, norace::borrow_mut(*box));  // E0597
  });
}

void lent_in_a_function(norace::Scope& s) {
  int n = 0;
  s.spawn(add, norace::borrow_mut(n));  // E0597
}

void lent_parameter(norace::Scope& s, std::string text) {
  s.spawn([](std::string& mine) { mine += '!'; }, norace::borrow_mut(text));  // E0597
}

void function_with_a_local() {
  std::function<int()> later;
  {
    int n = 1;
    later = [&n] { return n; };  // E0597
  }
  std::printf("%d\n", later());
}

void content_of_a_box_that_stays() {
  const auto view = std::make_unique<View>();
  {
    const std::string text("a text that is long enough for the heap");
    view->text = &text;  // E0597
  }
  std::puts(view->text->c_str());
}

class Log {
 public:
  void attach(const std::string& name) { name_ = &name; }
  void print() const { std::puts(name_->c_str()); }

 private:
  const std::string* name_ = nullptr;
};

void attached_by_a_method() {
  Log log;
  {
    const std::string name("a name that is long enough for the heap");
    log.attach(name);  // E0597
  }
  log.print();
}

void pushed_into_a_queue() {
  std::queue<const int*> all;
  for (int i = 0; i < 3; ++i) {
    const int n = i;
    all.push(&n);  // E0597
  }
  std::printf("%d\n", *all.front());
}

void the_name_of_the_last_turn() {
  const std::string* before = nullptr;
  for (int i = 0; i < 3; ++i) {
    if (before != nullptr) std::puts(before->c_str());
    const std::string now = std::to_string(i);
    before = &now;  // E0597
  }
}

void swapped_outward() {
  int outer = 1;
  int* there = &outer;
  {
    int inner = 2;
    int* here = &inner;  // E0597
    std::swap(there, here);
  }
  *there = 3;
}

void exchanged_outward() {
  int outer = 1;
  int* there = &outer;
  {
    int inner = 2;
    std::exchange(there, &inner);  // E0597
  }
  *there = 3;
}

void one_of_two(bool nearer) {
  const int outer = 1;
  const int* there = &outer;
  {
    const int inner = 2;
    there = nearer ? &inner : &outer;  // E0597
  }
  std::printf("%d\n", *there);
}

View view_of(const std::string& text) { return View{&text}; }

void made_by_a_function() {
  View view;
  {
    const std::string text("a text that is long enough for the heap");
    view = view_of(text);  // E0597
  }
  std::puts(view.text->c_str());
}

void element_of_an_array_of_pointers() {
  std::array<const int*, 2> places{};
  {
    const int n = 1;
    places[1] = &n;  // E0597
  }
  std::printf("%d\n", *places[1]);
}

void made_in_an_optional() {
  std::optional<std::string_view> view;
  {
    const std::string text(40, 'a');
    view.emplace(text);  // E0597
  }
  std::printf("%c\n", view->front());
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

void coroutine_with_a_local_of_a_block() {
  Job job;
  {
    const std::string text(40, 'a');
    job = reader(text);  // E0597
  }
  job.resume();
}

Job awaited_too_late() {
  Job job;
  {
    const std::string text(40, 'a');
    job = reader(text);  // E0597
  }
  co_await std::suspend_always();
  job.resume();
}

struct Reported {
  explicit Reported(const int& n) : of(&n) {}
  ~Reported() { std::printf("%d\n", *of); }
  const int* of;
};

void missed_vector_with_destructors_outlives_a_guard(const norace::Mutex<int>& m) {
  std::vector<Reported> all;
  auto guard = m.lock();
  all.emplace_back(*guard);  // E0597
}

void missed_optional_with_a_destructor_outlives_a_guard(const norace::Mutex<int>& m) {
  std::optional<Reported> one;
  auto guard = m.lock();
  one.emplace(*guard);  // E0597
}

void missed_put_under_a_lock() {
  const norace::Mutex<const int*> shared(nullptr);
  {
    int n = 1;
    *shared.lock() = &n;  // E0597
  }
  auto guard = shared.lock();
  std::printf("%d\n", **guard);
}

void missed_put_into_a_cell() {
  const norace::RefCell<const int*> cell(nullptr);
  {
    int n = 1;
    *cell.borrow_mut() = &n;  // E0597
  }
  auto in = cell.borrow();
  std::printf("%d\n", **in);
}
