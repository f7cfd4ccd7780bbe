// E0505: what goes away, to a thread, a channel, a lock or an end, while a reference into it is
// used later.
#include <cstdio>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Counter = norace::Arc<norace::Mutex<int>>;
using Numbers = std::vector<int>;
using Text = norace::Arc<std::string>;

template <class T>
void drop(T) {}

std::size_t length(Text text) { return text->size(); }
std::size_t letters(std::string text) { return text.size(); }
int total(Numbers all) { return all.empty() ? 0 : all.front(); }

struct Job {
  std::string name;
  Numbers parts;
  std::unique_ptr<int> box;
};
void run(Job job) { job.parts.push_back(*job.box); }

struct Store {
  Numbers all{1, 2, 3};
  int& first() { return all.front(); }
  const int* last() const { return &all.back(); }
};
int consume(Store store) { return store.first(); }

void arc_moved_into_thread_under_its_reference() {
  auto text = Text::make("a text that is long enough for the heap");
  const std::string& inside = *text;
  auto reader = norace::spawn(length, std::move(text));  // E0505
  reader.join();
  std::printf("%zu\n", inside.size());
}

void guard_unlocked_in_one_branch(const Counter& counter, bool early) {
  auto guard = counter->lock();
  int& n = *guard;
  if (early) guard.unlock();  // E0505
  n += 1;
}

void iterator_of_vector_sent() {
  auto [tx, rx] = norace::channel<Numbers>();
  Numbers v(100);
  auto at = v.begin();
  tx.send(std::move(v));  // E0505
  rx.recv();
  *at = 3;
}

void view_of_string_moved_into_thread() {
  std::string text(100, 'x');
  const std::string_view view = text;
  auto counted = norace::spawn(letters, std::move(text));  // E0505
  counted.join();
  std::printf("%c\n", view.front());
}

void give(const norace::Sender<Numbers>& tx, Numbers v) { tx.send(std::move(v)); }

void span_of_vector_given_through_a_function() {
  auto [tx, rx] = norace::channel<Numbers>();
  Numbers v(100);
  const std::span<int> part(v);
  give(tx, std::move(v));  // E0505
  rx.recv();
  part[1] = 4;
}

void pointer_into_box_of_a_moved_struct() {
  Job job{"a", Numbers(3), std::make_unique<int>(5)};
  int* inside = job.box.get();
  auto runner = norace::spawn(run, std::move(job));  // E0505
  runner.join();
  *inside = 6;
}

void element_by_structured_binding() {
  Job job{"a", Numbers(3), std::make_unique<int>(5)};
  auto& [name, parts, box] = job;
  int& first = parts[0];
  auto runner = norace::spawn(run, std::move(job));  // E0505
  runner.join();
  first = 1;
}

std::size_t entries(std::map<std::string, int> all) { return all.size(); }

void value_of_moved_map() {
  std::map<std::string, int> table{{"one", 1}};
  int& one = table["one"];
  auto size = norace::spawn(entries, std::move(table));  // E0505
  size.join();
  one = 2;
}

void element_of_an_optional_vector() {
  auto [tx, rx] = norace::channel<std::optional<Numbers>>();
  std::optional<Numbers> maybe(Numbers{1, 2});
  int& first = maybe->front();
  tx.send(std::move(maybe));  // E0505
  rx.recv();
  first = 3;
}

void closure_called_after_what_it_refers_to_moved() {
  Numbers v(10);
  const auto bump = [&v] { v[0] += 1; };
  auto sum = norace::spawn(total, std::move(v));  // E0505
  sum.join();
  bump();
}

void closure_with_reference_to_an_element() {
  Numbers v(10);
  const auto bump = [&first = v[0]] { first += 1; };
  auto sum = norace::spawn(total, std::move(v));  // E0505
  sum.join();
  bump();
}

void moved_on_before_it_is_sent() {
  Numbers v(10);
  int& first = v.front();
  Numbers other = std::move(v);  // E0505
  auto sum = norace::spawn(total, std::move(other));
  sum.join();
  first = 1;
}

void exchanged_and_then_sent() {
  auto box = std::make_unique<int>(1);
  int& inside = *box;
  auto old = std::exchange(box, nullptr);  // E0505 E0499
  auto end = norace::spawn([](std::unique_ptr<int> mine) { *mine += 1; }, std::move(old));
  end.join();
  inside = 2;
}

void swapped_and_then_sent() {
  Numbers one(10);
  Numbers other(20);
  int& first = one[0];
  std::swap(one, other);  // E0505 E0499
  auto sum = norace::spawn(total, std::move(other));
  sum.join();
  first = 2;
}

void ref_of_a_refcell_dropped() {
  const norace::RefCell<Numbers> cell(Numbers{1, 2});
  auto reader = cell.borrow();
  const int& first = reader->front();
  drop(std::move(reader));  // E0505
  cell.borrow_mut()->assign(1000, 1);
  std::printf("%d\n", first);
}

void finish(norace::RwLockWriteGuard<Numbers> guard) { guard->push_back(1); }

void write_guard_given_to_a_function(const norace::RwLock<Numbers>& lock) {
  auto guard = lock.write();
  int& first = guard->front();
  finish(std::move(guard));  // E0505 E0499
  first = 1;
}

void arc_of_struct_dropped_under_its_member() {
  auto store = norace::Arc<Store>::make();
  const Numbers& all = store->all;
  drop(std::move(store));  // E0505
  std::printf("%zu\n", all.size());
}

void reference_by_a_method(bool last) {
  Store store;
  int& first = store.first();
  const int* const end = store.last();
  auto end_of = norace::spawn(consume, std::move(store));  // E0505
  end_of.join();
  first = last ? *end : 0;
}

void moved_in_a_case(int way) {
  Numbers v(10);
  int& first = v[0];
  switch (way) {
    case 0:
      norace::spawn(total, std::move(v)).join();  // E0505
      break;
    case 1:
      first = 1;
      break;
    default:
      return;
  }
  first += 1;
}

bool has_two(Numbers& all) { return all.size() > 1; }

void condvar_waits_under_a_reference(const norace::Mutex<Numbers>& numbers,
                                     const norace::Condvar& changed) {
  auto guard = numbers.lock();
  int& first = guard->front();
  guard = changed.wait(std::move(guard), has_two);  // E0505 E0506
  first = 1;
}

void pushed_into_what_is_guarded(const norace::Mutex<std::vector<std::unique_ptr<int>>>& boxes) {
  auto box = std::make_unique<int>(1);
  int& inside = *box;
  {
    auto guard = boxes.lock();
    guard->push_back(std::move(box));  // E0505
  }
  inside = 2;
}

void assigned_into_what_is_guarded(const norace::Mutex<Numbers>& numbers) {
  Numbers mine(10);
  int* const first = mine.data();
  *numbers.lock() = std::move(mine);  // E0505
  *first = 2;
}

void moved_into_a_mutex() {
  Numbers mine(10);
  int* const first = &mine[0];
  auto shared = norace::Arc<norace::Mutex<Numbers>>::make(std::move(mine));  // E0505
  auto writer = norace::spawn([](auto s) { s->with([](Numbers& all) { all[0] = 1; }); }, shared);
  *first = 2;
  writer.join();
}

void missed_moved_in_a_loop_that_goes_on() {
  std::vector<Numbers> rows(3, Numbers(10));
  const int* before = nullptr;
  for (Numbers& row : rows) {
    if (before != nullptr) std::printf("%d\n", *before);
    before = &row[0];
    norace::spawn(total, std::move(row)).join();  // E0505
  }
}

using Counters = norace::Arc<norace::Mutex<int>>;

void take(Counters counters) {
  counters->with([](int& n) { n += 1; });
}

void pointer_to_change_an_arcs_own() {
  auto numbers = norace::Arc<Numbers>::make(Numbers{1, 2});
  Numbers* const own = numbers.get_mut();
  auto reader = norace::spawn([](norace::Arc<Numbers>) {}, std::move(numbers));  // E0505
  own->push_back(3);
  reader.join();
}

void unwrapped_under_a_reference() {
  auto numbers = norace::Arc<Numbers>::make(Numbers{1, 2});
  const Numbers& inside = numbers.as_ref();
  auto all = norace::Arc<Numbers>::into_inner(std::move(numbers));  // E0505
  std::printf("%zu %zu\n", inside.size(), all->size());
}

void rc_dropped_under_a_reference() {
  auto text = norace::Rc<std::string>::make("a text that is long enough for the heap");
  const std::string& inside = *text;
  drop(std::move(text));  // E0505
  std::puts(inside.c_str());
}

void once_opened_under_a_pointer() {
  norace::OnceLock<Numbers> once;
  static_cast<void>(once.set(Numbers{1, 2}));
  const Numbers* const inside = once.get();
  auto all = std::move(once).into_inner();  // E0505
  std::printf("%d %zu\n", (*inside)[0], all->size());
}

void outer_guard_unlocked_first(const norace::Mutex<norace::Mutex<int>>& both) {
  auto outer = both.lock();
  auto inner = outer->lock();
  outer.unlock();  // E0505
  *inner = 1;
}

void read_guard_unlocked_in_its_loop(const norace::RwLock<Numbers>& lock) {
  auto guard = lock.read();
  for (const int& x : *guard)
    if (x == 1) guard.unlock();  // E0505
}

struct Session {
  Counters counters = Counters::make(0);
  std::string user = "ada";
};

void member_arc_moved_under_its_guard() {
  Session session;
  auto guard = session.counters->lock();
  auto other = norace::spawn(take, std::move(session.counters));  // E0505
  *guard = 1;
  guard.unlock();
  other.join();
}

void whole_struct_moved_under_its_guard() {
  Session session;
  auto guard = session.counters->lock();
  auto other = norace::spawn([](Session s) { take(s.counters); }, std::move(session));  // E0505
  *guard = 1;
  guard.unlock();
  other.join();
}

void sent_in_a_pair() {
  auto [tx, rx] = norace::channel<std::pair<int, Numbers>>();
  Numbers v(100);
  const int& last = v.back();
  tx.send({1, std::move(v)});  // E0505
  rx.recv();
  std::printf("%d\n", last);
}

void captured_by_move(const norace::Mutex<int>& done) {
  Numbers v(100);
  int& first = v[0];
  auto worker = norace::spawn([mine = std::move(v)]() mutable { mine[0] = 1; });  // E0505
  first = 2;
  worker.join();
  *done.lock() = 1;
}

template <class T>
void pass_on(const norace::Sender<Numbers>& tx, T&& all) {
  tx.send(std::forward<T>(all));
}

void missed_forwarded_through_a_template() {
  auto [tx, rx] = norace::channel<Numbers>();
  Numbers v(100);
  int& first = v[0];
  pass_on(tx, std::move(v));  // E0505
  rx.recv();
  first = 1;
}

void sent_under_its_own_loop() {
  auto [tx, rx] = norace::channel<Numbers>();
  Numbers v(100);
  for (auto at = v.begin(); at != v.end(); ++at)
    if (*at == 0) tx.send(std::move(v));  // E0505 E0382
}

void pointer_in_a_map() {
  Numbers v(100);
  std::map<int, int*> places;
  places[7] = &v[7];
  norace::spawn(total, std::move(v)).join();  // E0505
  *places[7] = 1;
}

void missed_pointer_in_a_pair() {
  Numbers v(100);
  const std::pair<int*, std::size_t> window{&v[0], 5};
  norace::spawn(total, std::move(v)).join();  // E0505
  *window.first = 1;
}

struct Cursor {
  explicit Cursor(Numbers& all) : at_(all.data()) {}
  void set(int n) { *at_ = n; }

 private:
  int* at_;
};

void guard_of_a_boxed_mutex() {
  auto box = std::make_unique<norace::Mutex<int>>(1);
  auto guard = box->lock();
  auto other = norace::spawn([](std::unique_ptr<norace::Mutex<int>>) {}, std::move(box));  // E0505
  *guard = 2;
  guard.unlock();
  other.join();
}

class Buffer {
 public:
  void flush(const norace::Sender<Numbers>& tx) {
    int& last = all_.back();
    tx.send(std::move(all_));  // E0505
    last = 1;
  }

 private:
  Numbers all_{1, 2};
};

void row_of_an_array() {
  Numbers rows[2] = {Numbers(10), Numbers(10)};
  int& inside = rows[0][1];
  norace::spawn(total, std::move(rows[0])).join();  // E0505
  inside = 1;
}

void one_of_two_owners(bool first) {
  std::string one(40, 'a');
  std::string other(40, 'b');
  const std::string_view chosen = first ? std::string_view(one) : std::string_view(other);
  norace::spawn(letters, std::move(one)).join();  // E0505
  std::printf("%c\n", chosen[0]);
}

void reference_of_either_branch(bool first) {
  Numbers v(10);
  int* place = nullptr;
  if (first)
    place = &v[0];
  else
    place = &v[1];
  norace::spawn(total, std::move(v)).join();  // E0505
  *place = 1;
}

void two_steps_away() {
  Job job{"a", Numbers(3), std::make_unique<int>(5)};
  Job& same = job;
  Numbers* const parts = &same.parts;
  int& last = parts->back();
  norace::spawn(run, std::move(same)).join();  // E0505
  last = 1;
}

std::string_view one_of_both(std::string_view a, std::string_view b, bool is_first) {
  return is_first ? a : b;
}

void missed_view_by_a_condition(bool is_first) {
  std::string s(40, 'a');
  std::string t(40, 'b');
  const std::string_view view = one_of_both(s, t, is_first);
  norace::spawn(letters, std::move(s)).join();  // E0505
  std::printf("%c\n", view[0]);
}
