//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull -DNORACE_PLUGIN_CAPTURES
// Each turn's closure would have the Arc to itself.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

int main() {
  auto results = norace::Arc<norace::Mutex<std::vector<int>>>::make();
  for (int i = 0; i < 3; ++i) {
    auto job = [results = std::move(results), i] { results->lock()->push_back(i); };  // expected-error {{[E0382]}}
    norace::spawn(std::move(job)).join();
  }
}
//@ safe: auto job = [results, i] { results->lock()->push_back(i); };
