//@ needs: statics-plugin
//@ flags: -Wno-unused
// const, and Sync through and through: tables, texts, pointers to const, closed classes.
#include <norace/norace.hpp>

#include <array>
#include <complex>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

struct Option {
  const char* name;
  int value;
  void (*apply)(int);
};
void nothing(int) {}

// A class that no type can look into; the plugin can.
class Version {
 public:
  Version() {}
  ~Version() {}
  int major() const { return major_; }

 private:
  int major_ = 1;
  std::string text_ = "1";
  const Version* before_ = nullptr;
};

// Vouched for: it locks itself.
class Cache {
 public:
  Cache() {}
  int get() const { return hits_; }

 private:
  mutable int hits_ = 0;
};
template <>
inline constexpr bool norace::unsafe_sync<Cache> = true;

const norace::LazyLock<std::regex> lazy_word([] { return std::regex("[a-z]+"); });
const norace::OnceLock<std::regex> once_word;
const int numbers[][2] = {{1, 2}, {3, 4}};
const char* const words[] = {"one", "two"};
constexpr std::string_view view = "text";
const Option options[] = {{"a", 1, nothing}, {"b", 2, nullptr}};
const std::map<std::string, std::vector<int>> table{{"a", {1}}};
const std::vector<std::string_view> views{"a", "b"};
const std::vector<const Option*> chosen{&options[0]};
const std::array<std::optional<std::string>, 2> maybe{};
const std::tuple<int, std::string, const char*> mixed(1, "a", "b");
const std::variant<int, std::string> either = 1;
const std::complex<double> unit(0, 1);
const std::unique_ptr<const int> owned(new int(1));
const std::shared_ptr<const Version> shared;
const std::span<const int> part = numbers[0];
const std::regex pattern("a*");
const Version version;
const Version& same_version = version;
const Version* const pointer_to_version = &version;
const Cache cache;
void (*const hook)(int) = nothing;
int Option::*const which = &Option::value;
const auto add = [by = 3](int n) { return n + by; };

int main() { return version.major() + cache.get() + add(1) > 0 ? 0 : 1; }
