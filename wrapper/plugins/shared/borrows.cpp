#include "borrows.hpp"

#include <algorithm>
#include <set>
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
  std::set<std::pair<unsigned, int>> told;
  for (std::size_t i = 0; i < form.functions.size(); ++i) {
    const FormFunction& each = form.functions[i];
    const bool has_body = each.body != nullptr || each.coroutine != nullptr;
    if (!has_body || begins_with(each.name, "norace::")) continue;
    const auto graph = BorrowLowering(form).lower(static_cast<int>(i));
    if (!graph) continue;
    for (BorrowReport& report : check_borrows(*graph))
      if (told.insert({report.place, static_cast<int>(report.kind)}).second)
        found.push_back(std::move(report));
  }
  return found;
}

}  // namespace norace::plugin
