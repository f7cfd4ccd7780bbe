//@ rule: E0506
//@ needs: statics-plugin
//@ witness: memory
// One way of two gives the guarded optional another value, under a reference to its first one.
#include <norace/norace.hpp>

#include <optional>
#include <string>

int main(int argc, char**) {
  const norace::Mutex<std::optional<std::string>> shared(std::string(40, 'a'));
  auto name = shared.lock();
  const std::string& inside = **name;
  if (argc == 1) {
    *name = std::nullopt;  // expected-error {{[E0506]}}
  } else {
    return 0;
  }
  return inside.front() == 'a' ? 0 : 1;
}
//@ safe: return 0;
