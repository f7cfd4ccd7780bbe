//@ rule: E0277
// An error_code leads to its category, which is anybody's and counts what it is asked.
#include <norace/norace.hpp>

#include <string>
#include <system_error>

class Category : public std::error_category {
 public:
  const char* name() const noexcept override { return "mine"; }
  std::string message(int) const override { return std::to_string(++asked_); }

 private:
  mutable int asked_ = 0;
};

int main() {
  const Category category;
  const std::error_code code(1, category);
  auto handle = norace::spawn([](std::error_code c) { return c.message(); }, code);  // expected-error {{[E0277]}}
  const std::string here = code.message();
  return handle.join() == here ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] { return std::string(); });
