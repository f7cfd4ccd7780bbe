// E0506: an object gets another value while somebody else still has the old one.
#include <cstdio>
#include <map>
#include <memory>
#include <norace/norace.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

using Numbers = std::vector<int>;

void add(int& n) { n += 1; }
int show(const int& n) { return n; }

struct Point {
  int x = 1;
  int y = 2;
};
int length(const Point& point) { return point.x + point.y; }

struct Job {
  std::string name;
  Numbers parts{1, 2};
};

void assigned_while_a_thread_reads() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(n));
    n = 1;  // E0506
  });
}

void assigned_while_a_thread_changes() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    n = 1;  // E0506
  });
}

void added_to_while_a_thread_reads() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(n));
    n += 2;  // E0506
  });
}

void counted_up_between_two_threads() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(n));
    ++n;  // E0506
    s.spawn(show, norace::borrow(n));
  });
}

void counter_of_the_loop() {
  int i = 0;
  norace::scope([&](norace::Scope& s) {
    while (i < 3) {
      s.spawn(show, norace::borrow(i));
      i += 1;  // E0506
    }
  });
}

void member_of_a_lent_struct() {
  Point point;
  norace::scope([&](norace::Scope& s) {
    s.spawn(length, norace::borrow(point));
    point.y = 3;  // E0506
  });
}

void struct_whose_member_is_lent() {
  Point point;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(point.x));
    point = Point{3, 4};  // E0506
  });
}

void element_of_a_lent_array() {
  int numbers[3] = {};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const int(&all)[3]) { return all[2]; }, norace::borrow(numbers));
    numbers[2] = 1;  // E0506
  });
}

void content_of_a_lent_box() {
  auto box = std::make_unique<int>(1);
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(*box));
    *box = 2;  // E0506
  });
}

void in_one_case_only(int way) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn(show, norace::borrow(n));
    switch (way) {
      case 0:
        thread.join();
        n = 1;
        break;
      case 1:
        n = 2;  // E0506
        break;
      default:
        break;
    }
  });
}

void arc_gets_another_object() {
  auto text = norace::Arc<std::string>::make("first, and long enough for the heap");
  const std::string& inside = *text;
  text = norace::Arc<std::string>::make("second");  // E0506
  std::printf("%zu\n", inside.size());
}

void box_gets_another_object() {
  auto box = std::make_unique<int>(1);
  int& inside = *box;
  box = std::make_unique<int>(2);  // E0506
  inside = 3;
}

void string_under_a_view() {
  std::string text(40, 'a');
  const std::string_view view = text;
  text = std::string(80, 'b');  // E0506
  std::printf("%c\n", view.back());
}

void vector_under_a_reference() {
  Numbers v{1, 2};
  const int& first = v[0];
  v = Numbers(100);  // E0506
  std::printf("%d\n", first);
}

void vector_gets_a_list() {
  Numbers v{1, 2};
  const auto at = v.begin();
  v = {3, 4, 5, 6, 7};  // E0506
  *at = 1;
}

void optional_emptied() {
  std::optional<std::string> maybe(std::string(40, 'a'));
  const std::string& text = *maybe;
  maybe = std::nullopt;  // E0506
  std::puts(text.c_str());
}

void box_emptied() {
  auto box = std::make_unique<std::string>("a");
  const std::string* const text = box.get();
  box = nullptr;  // E0506
  std::printf("%zu\n", text->size());
}

void guard_of_another_lock(const norace::Mutex<int>& one, const norace::Mutex<int>& other) {
  auto guard = one.lock();
  int& n = *guard;
  guard = other.lock();  // E0506
  n = 1;
}

std::string next_line(int number) { return std::string(static_cast<std::size_t>(number), '-'); }

void longest_line_so_far() {
  std::string line;
  std::string_view longest;
  for (int i = 20; i < 30; ++i) {
    line = next_line(i);  // E0506
    if (longest.empty() || line.back() > longest.back()) longest = line;
  }
}

void variant_gets_another_type() {
  std::variant<std::string, int> either(std::string(40, 'a'));
  const std::string& text = std::get<std::string>(either);
  either = 1;  // E0506
  std::puts(text.c_str());
}

void struct_under_an_element() {
  Job job;
  int& first = job.parts[0];
  job = Job{"other", {3, 4}};  // E0506
  first = 1;
}

void member_under_an_element() {
  Job job;
  const int& first = job.parts.front();
  job.parts = Numbers{5};  // E0506
  std::printf("%d\n", first);
}

void guarded_vector_replaced(const norace::RwLock<Numbers>& lock) {
  auto guard = lock.write();
  const int& first = guard->front();
  *guard = Numbers(5);  // E0506
  std::printf("%d\n", first);
}

void replaced_in_a_branch(bool anew) {
  std::string text(40, 'a');
  const char* const letters = text.data();
  if (anew) text = "another text that is longer than a small one";  // E0506
  std::puts(letters);
}

void replaced_by_a_method_of_its_own() {
  struct Names {
    std::vector<std::string> all{"a", "b"};
    void forget() { all = {}; }
  };
  Names names;
  const std::string& first = names.all[0];
  names.forget();  // E0502 E0499 E0506
  std::printf("%zu\n", first.size());
}

void thread_assigns_what_it_lent_on() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(
        [](int& mine) {
          norace::scope([&](norace::Scope& inner) {
            inner.spawn(show, norace::borrow(mine));
            mine = 2;  // E0506
          });
        },
        norace::borrow_mut(n));
  });
}

struct Node {
  int value = 1;
  std::unique_ptr<Node> next;
};

void head_of_a_list_replaced() {
  auto list = std::make_unique<Node>();
  list->next = std::make_unique<Node>();
  const Node* const first = list.get();
  list = std::move(list->next);  // E0506
  std::printf("%d\n", first->value);
}

struct Session {
  norace::Arc<std::string> user = norace::Arc<std::string>::make("ada, with enough for the heap");
  Numbers marks{1, 2};
};

void arc_of_a_struct_replaced() {
  Session session;
  const std::string& user = *session.user;
  session.user = norace::Arc<std::string>::make("bob");  // E0506
  std::puts(user.c_str());
}

void start_anew(Session& session) { session = Session{}; }

void replaced_by_a_function() {
  Session session;
  const int& first = session.marks[0];
  start_anew(session);  // E0506 E0502
  std::printf("%d\n", first);
}

void element_replaced_under_a_view() {
  std::vector<std::string> names{std::string(40, 'a'), "b"};
  const std::string_view first = names[0];
  names[0] = std::string(80, 'c');  // E0506
  std::printf("%c\n", first[0]);
}

void missed_entry_replaced_under_an_element() {
  std::map<std::string, Numbers> table;
  table["a"] = Numbers{1, 2};
  int& first = table["a"][0];
  table["a"] = Numbers(100);  // E0506
  first = 1;
}

void replaced_inside_with(const norace::Mutex<std::string>& guarded) {
  guarded.with([](std::string& text) {
    const std::string_view view = text;
    text = std::string(80, 'c');  // E0506
    std::printf("%c\n", view.empty() ? ' ' : view[0]);
  });
}

void moved_in_from_another() {
  Numbers v{1, 2};
  Numbers other{3, 4};
  const int& first = v[0];
  v = std::move(other);  // E0506
  std::printf("%d\n", first);
}

void missed_in_the_next_turn() {
  std::vector<std::string_view> words;
  std::string line;
  for (int i = 20; i < 23; ++i) {
    line = next_line(i);  // E0506
    words.push_back(line);
  }
  std::printf("%c\n", words[0][0]);
}

void thread_writes_after_it_lent_on() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](norace::Scope& same, int& mine) {
          same.spawn(show, norace::borrow(mine));
          mine += 1;  // E0506
        },
        norace::borrow_mut(n));
  });
}

void start(norace::Scope& s, const int& n) { s.spawn(show, norace::borrow(n)); }

void lent_by_a_function() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    start(s, n);
    n = 1;  // E0506
  });
}

class Work {
 public:
  void run() {
    norace::scope([this](norace::Scope& s) {
      s.spawn(add, norace::borrow_mut(n_));
      n_ = 1;  // E0506
    });
  }

 private:
  int n_ = 0;
};

void one_of_two_threads_joined() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(show, norace::borrow(n));
    auto second = s.spawn(show, norace::borrow(n));
    first.join();
    n = 1;  // E0506
    second.join();
  });
}

void handle_dropped_and_not_joined() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    { auto thread = s.spawn(show, norace::borrow(n)); }
    n = 1;  // E0506
  });
}

void element_by_an_unknown_index(std::size_t i) {
  int numbers[4] = {};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int(&all)[4]) { all[1] = 1; }, norace::borrow_mut(numbers));
    numbers[i] = 2;  // E0506
  });
}

void in_a_loop_behind_the_loan() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(n));
    for (int i = 0; i < 3; ++i) n = i;  // E0506
  });
}

void by_another_thread_of_an_inner_scope() {
  int n = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(show, norace::borrow(n));
    norace::scope([&](norace::Scope& inner) {
      inner.spawn([] {});
      n = 1;  // E0506
    });
  });
}

void check(int n) {
  if (n > 0) throw n;
}

void in_a_handler(int wanted) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(show, norace::borrow(n));
    try {
      check(wanted);
    } catch (int) {
      n = 1;  // E0506
    }
  });
}
