//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// What owns memory, classes with private members, and closures of these.
#include <norace/norace.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

class Name {
 public:
  explicit Name(std::string text) : text_(std::move(text)) {}
  ~Name() {}
  std::size_t length() const { return text_.size(); }

 private:
  std::string text_;
};

int main() {
  std::string text = "text";
  const std::vector<int> numbers{1, 2};
  auto inner = [text] { return text.size(); };
  auto first = norace::spawn([text, numbers] { return text.size() + numbers.size(); });
  auto second = norace::spawn([name = Name("n"), inner] { return name.length() + inner(); });
  auto third = norace::spawn([owned = std::make_unique<int>(1)]() mutable { return ++*owned; });
  auto fourth = norace::spawn([table = std::map<int, std::string>()] { return table.size(); });
  return first.join() + second.join() + fourth.join() == 0 ? third.join() : 0;
}
