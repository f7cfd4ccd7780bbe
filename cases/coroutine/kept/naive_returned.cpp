//@ rule: E0515
//@ needs: statics-plugin
//@ witness: memory
// What the coroutine refers to ends with the function that makes it.
#include <norace/norace.hpp>

#include <string>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<std::string>>;

Job append(Shared shared, const std::string& text) {
  co_await std::suspend_always();
  shared->with([&](std::string& all) { all += text; });
}

Job greet(Shared shared, int times) {
  const std::string text(static_cast<std::size_t>(times), 'a');
  return append(shared, text);  // expected-error {{[E0515]}}
}

int main() {
  auto shared = Shared::make("");
  Job job = greet(shared, 40);
  job.wake();
}
