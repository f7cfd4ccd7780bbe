// What may outlive us is owned; what may not is borrowed in a scope.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <string_view>

int main() {
  std::string text = "hello";
  int n = 0;
  auto owned = norace::spawn([](std::string s) { return s.size(); }, text);
  norace::scope([&](norace::Scope& s) {
    s.spawn([](std::string_view view, int& count) { count = static_cast<int>(view.size()); },
            norace::borrow(text), norace::borrow_mut(n));
  });
  text[0] = 'j';
  std::cout << owned.join() << ' ' << n << ' ' << text << '\n';
}
