// get() and set() copy.
#include <norace/norace.hpp>

#include <string>

struct NameTag {
  static std::string init() { return "?"; }
};
constexpr norace::LocalKey<NameTag, std::string> name;

int main() {
  name.set("main");
  auto handle = norace::spawn([] { return name.get().size(); });
  return name.get() == "main" && handle.join() == 1 ? 0 : 1;
}
