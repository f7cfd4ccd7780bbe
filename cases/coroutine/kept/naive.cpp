//@ rule: E0597
//@ needs: statics-plugin
//@ witness: memory
// The coroutine got a reference, and wakes when what it refers to is gone.
#include <norace/norace.hpp>

#include <optional>
#include <string>
#include <utility>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<std::string>>;

Job append(Shared shared, const std::string& text) {
  co_await std::suspend_always();
  shared->with([&](std::string& all) { all += text; });
}

int main() {
  auto shared = Shared::make("");
  std::optional<Job> job;
  {
    const std::string text(40, 'a');
    job.emplace(append(shared, text));  // expected-error {{[E0597]}}
  }
  job->wake();
}
