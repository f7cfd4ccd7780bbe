//@ needs: statics-plugin
// A variable that its author answers for, with a reason.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("only main() touches it, before the first thread") int argument_count = 0;

struct Settings {
  NORACE_UNSAFE_STATIC("set once, before main()") inline static int width = 80;
};

int main(int count, char**) {
  NORACE_UNSAFE_STATIC("main() runs once") static int calls = 0;
  ++calls;
  argument_count = count + Settings::width + calls;
  return argument_count == 0;
}
