//@ needs: statics-plugin
//@ flags: -Wno-unused
// Nothing of Norace here: locks, atomics and const tables are known by their names.
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

std::mutex lock;
std::once_flag once;
std::condition_variable ready;
std::atomic<int> hits;
thread_local int depth = 0;
const std::map<std::string, std::vector<int>> table{{"a", {1}}};
const std::vector<std::string_view> views{"a"};
const char* const names[] = {"a", "b"};
const std::shared_ptr<const std::string> text;
constexpr auto seconds = 3;
[[norace::unsafe_static("only main() uses it")]] int answered = 0;

int main() {
  std::thread first([] { ++hits; });
  first.join();
  return answered;
}
