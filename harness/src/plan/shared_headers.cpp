#include "plan/shared_headers.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "suite/include_guard.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace {

/// From how many compiles on a run is worth a header of its own: GCC takes longer to make one.
std::size_t worth_from(Family family) { return family == Family::gcc ? 5 : 3; }

/// Which headers may be a part: those of the cases and of the library under test whose second
/// inclusion does nothing, and those of the system.
class Parts {
 public:
  explicit Parts(const Suite& suite) : suite_(suite) {}

  bool may_have(const std::string& include) {
    const auto [known, is_new] = known_.try_emplace(include, true);
    if (is_new) known->second = look(include);
    return known->second;
  }

 private:
  bool look(const std::string& include) const {
    const std::string name = include.substr(1, include.size() - 2);
    if (include.front() == '"') {
      const auto text = read_file(name);
      return text && is_guarded(*text);
    }
    for (const auto& folder : suite_.include) {
      std::error_code problem;
      if (!std::filesystem::is_regular_file(folder / name, problem)) continue;
      const auto text = read_file(folder / name);
      return text && is_guarded(*text);
    }
    return true;
  }

  const Suite& suite_;
  std::map<std::string, bool> known_;
};

/// The runs of leading includes of some compiles, as a tree.
struct Node {
  std::map<std::string, Node> next;
  std::vector<std::size_t> jobs;  ///< Those whose run ends here, or was cut back to here.
};

/// Compiles that can share headers.
struct Group {
  const Toolchain* toolchain = nullptr;
  std::vector<std::string> flags;

  friend auto operator<=>(const Group&, const Group&) = default;
};

class Sharing {
 public:
  Sharing(const Suite& suite, Plan& plan, const Group& group)
      : suite_(suite), plan_(plan), group_(group) {}

  /// Gives the jobs of the tree their headers, deepest first; what is too few for one of its own is
  /// handed up.
  void share(Node& node) {
    for (auto& [include, below] : node.next) {
      run_.push_back(include);
      share(below);
      run_.pop_back();
      node.jobs.insert(node.jobs.end(), below.jobs.begin(), below.jobs.end());
    }
    if (run_.empty() || node.jobs.size() < worth_from(group_.toolchain->family)) return;
    const std::size_t header = add(group_.flags, plan_.jobs[node.jobs.front()].command);
    std::map<std::vector<std::string>, std::size_t> own;
    for (const std::size_t index : node.jobs) {
      Job& job = plan_.jobs[index];
      job.header = header;
      job.header_macros = job.wish->macros;
      if (job.header_macros.empty()) continue;
      const auto [known, is_new] = own.try_emplace(job.wish->flags);
      if (is_new) known->second = add(job.wish->flags, job.command);
      job.own_header = known->second;
    }
    node.jobs.clear();
  }

 private:
  std::size_t add(const std::vector<std::string>& flags, const Command& command) {
    PrecompiledHeader header;
    header.toolchain = group_.toolchain;
    header.includes = run_;
    header.flags = flags;
    header.command = command;
    header.command.argv = flags;
    header.command.folder = suite_.cases;
    header.is_named = false;
    plan_.headers.push_back(std::move(header));
    return plan_.headers.size() - 1;
  }

  const Suite& suite_;
  Plan& plan_;
  const Group& group_;
  std::vector<std::string> run_;
};

}  // namespace

void share_headers(const Suite& suite, Plan& plan) {
  Parts parts(suite);
  std::map<Group, Node> groups;
  for (std::size_t i = 0; i < plan.jobs.size(); ++i) {
    const Job& job = plan.jobs[i];
    if (!job.wish) continue;
    Node* node = &groups[{job.toolchain, job.wish->bare_flags}];
    for (const LeadingInclude& include : job.variant->leading_includes) {
      if (!parts.may_have(include.header)) break;
      node = &node->next[include.header];
    }
    node->jobs.push_back(i);
  }
  for (auto& [group, root] : groups) Sharing(suite, plan, group).share(root);
}

}  // namespace mustfail
