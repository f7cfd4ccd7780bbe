// Who needs the first object keeps an owner of it.
#include <norace/norace.hpp>

#include <iostream>
#include <string>

int main() {
  auto text = norace::Arc<std::string>::make("the first one");
  const auto kept = text.clone();
  const std::string& inside = *kept;
  text = norace::Arc<std::string>::make("another one");
  std::cout << inside << ", " << *text << '\n';
}
