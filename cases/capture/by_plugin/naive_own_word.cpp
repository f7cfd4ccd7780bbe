//@ rule: E0277
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
//@ witness: none: its class says that it belongs to the thread that made it
// What a function object's class says of itself counts, whatever its members are.
#include <norace/norace.hpp>

struct DrawCall {
  int id;
  void operator()() const {}
};
template <>
inline constexpr bool norace::not_send<DrawCall> = true;

int main() {
  auto thread = norace::spawn(DrawCall{1});  // expected-error {{[E0277]}}
  thread.join();
}
