// The author of a closed class vouches for it.
#include <norace/norace.hpp>

#include <string>
#include <utility>

class Account {
 public:
  explicit Account(std::string owner) : owner_(std::move(owner)) {}
  std::size_t length() const { return owner_.size(); }

 private:
  std::string owner_;
};
template <>
inline constexpr bool norace::unsafe_send<Account> = true;

int main() {
  auto handle = norace::spawn([](Account a) { return a.length(); }, Account("ada"));
  return handle.join() == 3 ? 0 : 1;
}
