//@ rule: E0521
//@ needs: statics-plugin
//@ witness: memory
// The Scope itself is kept, and asked for a thread when it is over.
#include <norace/norace.hpp>

int main() {
  norace::Scope* kept = nullptr;
  norace::scope([&kept](norace::Scope& s) { kept = &s; });  // expected-error {{[E0521]}}
  kept->spawn([] {});
}
