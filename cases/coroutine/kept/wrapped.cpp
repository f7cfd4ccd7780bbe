// A coroutine owns what it needs: parameters by value, and no captures.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<std::string>>;

Job append(Shared shared, std::string text) {
  co_await std::suspend_always();
  shared->with([&](std::string& all) { all += text; });
}

int main() {
  auto shared = Shared::make("");
  Job job = append(shared, std::string(40, 'a'));
  job.wake();
  std::cout << shared->with([](std::string& all) { return all.size(); }) << '\n';
}
