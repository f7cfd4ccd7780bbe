//@ needs: statics-plugin
// What it refers to lives longer, or is not looked at after it slept.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<std::string>>;

Job append(Shared shared, const std::string& text) {
  co_await std::suspend_always();
  shared->with([&](std::string& all) { all += text; });
}

Job append_at_once(Shared shared, const std::string& text) {
  shared->with([&](std::string& all) { all += text; });
  co_await std::suspend_always();
}

int main() {
  auto shared = Shared::make("");
  const std::string text(40, 'a');
  Job job = append(shared, text);
  job.wake();
  Job at_once = append_at_once(shared, std::string(40, 'b'));
  at_once.wake();
  const auto start = [shared]() -> Job {
    co_await std::suspend_always();
    shared->with([](std::string& all) { all += "c"; });
  };
  Job later = start();
  later.wake();
  std::cout << shared->with([](std::string& all) { return all.size(); }) << '\n';
}
