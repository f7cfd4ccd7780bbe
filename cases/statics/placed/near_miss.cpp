//@ needs: statics-plugin
//@ flags: -Wno-unused
// const, constexpr and thread_local ones may stand anywhere; so may declarations that nobody uses.
#include <norace/norace.hpp>

static const int limit = 7;
constexpr double ratio = 0.5;
inline constexpr char name[] = "norace";
extern const int elsewhere;
extern int never_used;
thread_local int depth = 0;

namespace {
const long squares[] = {1, 4, 9};
}

struct Config {
  static const int width = 80;
  static constexpr int height = 25;
  inline static const char* const title = "title";
  inline static thread_local int visits = 0;
};

template <class T>
constexpr T zero = T();

template <class T>
struct Traits {
  static constexpr bool small = sizeof(T) < 8;
  static int never_instantiated;
};

int fibonacci(int n) {
  static const int table[] = {1, 1, 2, 3, 5};
  static thread_local int calls = 0;
  ++calls;
  return table[n % 5] + zero<int> + Traits<int>::small;
}

int main() {
  ++depth;
  ++Config::visits;
  return limit + static_cast<int>(squares[0]) + Config::width + fibonacci(depth) > 0 ? 0 : 1;
}
