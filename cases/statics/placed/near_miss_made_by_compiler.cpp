//@ needs: statics-plugin
//@ flags: -Wno-unused
// What a compiler makes for itself is nobody's: vtables, guard variables, type infos, string
// literals, __func__, temporaries whose life is extended, and closures that hold nothing.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <typeinfo>

struct Shape {
  virtual ~Shape() = default;
  virtual const char* name() const { return __func__; }
};
struct Circle : Shape {
  const char* name() const override { return "circle"; }
};

const std::string& greeting() {
  static const std::string text = "hello";  // a guard variable stands beside it
  return text;
}

const std::string& extended = std::string("lives as long as its name");
auto less = [](int a, int b) { return a < b; };
constexpr auto twice = [](int n) { return 2 * n; };

struct Tag {};
Tag tag;

enum class Colour { Red, Green };
constexpr Colour first_colour = Colour::Red;

int main() {
  Circle circle;
  std::cout << circle.name() << typeid(Shape).name() << greeting() << extended << less(1, 2)
            << twice(3) << static_cast<int>(first_colour) << '\n';
}
