// NORACE_LIFETIMEBOUND, which is clang::lifetimebound: what is returned refers to the argument.
#include <norace/norace.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Text = norace::Arc<norace::Mutex<std::string>>;

std::string name_of(int n);
void show(int n);
void show(std::string_view text);

const std::string& longer(const std::string& one NORACE_LIFETIMEBOUND,
                          const std::string& other NORACE_LIFETIMEBOUND);
const std::string& chosen(const std::string& one NORACE_LIFETIMEBOUND, const std::string& hint);
std::string_view trim(std::string_view text NORACE_LIFETIMEBOUND);
std::string_view first_word(const std::string& text NORACE_LIFETIMEBOUND);
const int& unrelated(const std::string& text);

struct Table {
  const int& at(int row) const NORACE_LIFETIMEBOUND;
  int* find(int row) NORACE_LIFETIMEBOUND;
  int count() const;
};

class View {
 public:
  explicit View(const std::string& text NORACE_LIFETIMEBOUND);
  char first() const;

 private:
  const std::string* text_;
};

void reference_into_temporaries() {
  const std::string& found = longer(name_of(1), name_of(2));  // E0716
  show(found);
}

void view_of_a_view() {
  std::string_view word;
  {
    const std::string text = name_of(1);
    word = trim(text);  // E0597
  }
  show(word);
}

void view_of_a_string() {
  std::string_view word;
  {
    const std::string text = name_of(1);
    word = first_word(text);  // E0597
  }
  show(word);
}

void object_moves_when_its_vector_grows(std::vector<Table> tables) {
  const int& n = tables[0].at(1);
  tables.push_back({});  // E0502
  show(n);
}

const int& of_a_local() {
  const Table table;
  return table.at(1);  // E0515
}

int* pointer_into_a_local() {
  Table table;
  return table.find(1);  // E0515
}

void object_with_a_temporary() {
  const View view(name_of(1));  // E0716
  show(view.first());
}

void guarded(Text text) {
  auto guard = text->lock();
  const std::string_view word = first_word(*guard);
  guard.unlock();  // E0505
  show(word);
}

void of_the_other_argument() {
  const std::string text = name_of(1);
  const std::string& found = chosen(text, name_of(2));
  show(found);
}

void used_at_once() {
  show(longer(name_of(1), name_of(2)));
  show(View(name_of(1)).first());
}

void copied() {
  Table table;
  const int n = table.at(1);
  table = Table();
  show(n);
}

void not_bound() {
  const int& n = unrelated(name_of(1));
  show(n);
}

const std::string& of_a_parameter(const std::string& one, const std::string& other) {
  return longer(one, other);
}
