//@ rule: E0597
//@ witness: memory
// The loans are kept, and what they lend has ended when the scope takes them.
#include <norace/norace.hpp>

#include <string>
#include <vector>

int main() {
  std::vector<norace::Borrow<std::string>> lent;
  {
    std::vector<std::string> names(3, "a name that is long enough for the heap");
    for (const std::string& name : names) lent.push_back(norace::borrow(name));  // expected-error {{[E0597]}}
  }
  norace::scope([&](norace::Scope& s) {
    for (auto each : lent) s.spawn([](const std::string& name) { return name.size(); }, each);
  });
}
//@ safe: for (const std::string& name : names) static_cast<void>(name);
