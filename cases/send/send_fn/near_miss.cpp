// A SendFn may hold a SendFn, and a pointer to a function.
#include <norace/norace.hpp>

#include <utility>

int main() {
  norace::SendFn<int(int)> inner([](int x) { return x + 1; });
  norace::SendFn<int()> outer([](norace::SendFn<int(int)>& f) { return f(-1); }, std::move(inner));
  int (*plain)() = [] { return 0; };
  norace::SendFn<int()> pointer(plain);
  return outer() + pointer();
}
