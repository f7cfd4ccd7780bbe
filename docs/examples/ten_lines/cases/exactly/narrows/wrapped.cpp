#include <cstdio>

#include <exactly.hpp>

int main() {
  Exactly<int> size = static_cast<int>(2.5);
  std::printf("%d\n", size.value);
}
