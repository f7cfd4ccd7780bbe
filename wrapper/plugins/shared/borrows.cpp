#include "borrows.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "borrow_lowering.hpp"
#include "library_names.hpp"

namespace norace::plugin {

std::vector<BorrowReport> find_borrows(const Form& form) {
  const bool uses_library =
      std::any_of(form.callees.begin(), form.callees.end(),
                  [](const Callee& each) { return begins_with(each.name, "norace::"); });
  if (!uses_library) return {};
  std::vector<BorrowReport> found;
  // A closure is read by itself and where it is called, and both may find the same: who sees more
  // of the object, `totals.hits` and not `totals`, tells it.
  std::map<std::pair<unsigned, int>, std::size_t> told;
  for (std::size_t i = 0; i < form.functions.size(); ++i) {
    const FormFunction& each = form.functions[i];
    const bool has_body = each.body != nullptr || each.coroutine != nullptr;
    if (!has_body || begins_with(each.name, "norace::")) continue;
    const auto graph = BorrowLowering(form).lower(static_cast<int>(i));
    if (!graph) continue;
    for (BorrowReport& report : check_borrows(*graph)) {
      const auto [known, is_new] =
          told.try_emplace({report.place, static_cast<int>(report.kind)}, found.size());
      if (is_new)
        found.push_back(std::move(report));
      else if (report.name.size() > found[known->second].name.size())
        found[known->second] = std::move(report);
    }
  }
  return found;
}

}  // namespace norace::plugin
