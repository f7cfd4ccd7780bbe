//@ rule: E0597
//@ needs: statics-plugin
// Each turn lends a string of its own, which ends with the turn.
#include <norace/norace.hpp>

#include <string>

int main() {
  norace::scope([](norace::Scope& s) {
    for (int i = 0; i < 3; ++i) {
      std::string text(40, 'a');
      s.spawn([](std::string& mine) { mine += '!'; }, norace::borrow_mut(text));  // expected-error {{[E0597]}}
    }
  });
}
//@ safe: text += '!';
