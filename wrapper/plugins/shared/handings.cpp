#include "handings.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "library_names.hpp"

namespace norace::plugin {

namespace {

// What the thread gets of a call's parameters: from one to behind another; nothing, where it starts
// none.
std::optional<std::pair<std::size_t, std::size_t>> handed(const Callee& callee,
                                                          const std::optional<ThreadSink>& sink) {
  const std::size_t count = callee.parameters.size();
  const std::string_view name = callee.name;
  if (count == 0) return std::nullopt;
  const std::string_view first = callee.parameters.front().class_name;
  const bool is_handle = is_thread_class(first) || is_future_class(first);
  if (callee.is_constructor && is_thread_class(name.substr(0, name.rfind("::"))))
    return is_handle ? std::nullopt : std::optional(std::pair(std::size_t{0}, count));
  if (name == "std::async") return std::pair(std::size_t{0}, count);
  const bool makes_one = is_one_of(
      last_name(name), {"emplace_back", "emplace_front", "emplace", "make_unique", "make_shared"});
  if (makes_one && begins_with(name, "std::") && is_thread_class(callee.element))
    return is_handle ? std::nullopt : std::optional(std::pair(std::size_t{0}, count));
  if (!sink || sink->joins) return std::nullopt;
  if (sink->argument < 0) return std::pair(std::size_t{0}, count);
  const auto at = static_cast<std::size_t>(sink->argument);
  if (at >= count) return std::nullopt;
  return std::pair(at, sink->passes_on ? count : at + 1);
}

}  // namespace

std::vector<Handing> find_handings(const Form& form, const ThreadSinks& sinks) {
  std::vector<Handing> found;
  const std::vector<std::optional<ThreadSink>> known = sinks.of(form);
  std::set<std::pair<int, unsigned>> told;
  for (const FormFunction& each : form.functions) {
    std::vector<const Node*> open{each.body};
    while (!open.empty()) {
      const Node* const node = open.back();
      open.pop_back();
      if (node == nullptr) continue;
      open.insert(open.end(), node->parts.rbegin(), node->parts.rend());
      if (node->op != Op::Call) continue;
      const auto parameters = handed(at(form.callees, node->callee), at(known, node->callee));
      if (parameters && told.emplace(node->callee, node->place).second)
        found.push_back({node->callee, node->place, parameters->first, parameters->second});
    }
  }
  return found;
}

}  // namespace norace::plugin
