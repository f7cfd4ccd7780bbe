// References to what outlives the function may be returned.
#include <norace/norace.hpp>

#include <string>

const std::string& name(const norace::Arc<std::string>& owner) { return *owner; }
int& own(int& n) { return n; }

int main() {
  const auto text = norace::Arc<std::string>::make("ada");
  int n = -3;
  return own(n) + static_cast<int>(name(text).size());
}
