#include "judge/snapshot.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <tuple>

#include "diagnostic/compiler_output.hpp"
#include "suite/variant_file.hpp"
#include "util/files.hpp"
#include "util/json_text.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// Which snapshots a variant has, by what it has to do.
bool has_kind(const Variant& variant, SnapshotKind kind) {
  if (!has_snapshots(variant)) return false;
  switch (variant.mode) {
    case Mode::compile_fail:
      return variant.directives.known_hole.empty() && kind != SnapshotKind::output;
    case Mode::compile_pass:
      return false;
    case Mode::run_pass:
      return kind == SnapshotKind::output;
    case Mode::verify:
      return false;
  }
  return false;
}

std::optional<SnapshotKind> kind_of(const fs::path& file) {
  for (const SnapshotKind kind :
       {SnapshotKind::meaning, SnapshotKind::wording, SnapshotKind::output}) {
    if (file.extension() == extension(kind)) return kind;
  }
  return std::nullopt;
}

/// Whether the file can only have been written by us. A meaning is told by what it holds. What a
/// compiler or a program printed is told by its name, where the case is there or was: that of a
/// variant which needs no `mode`.
bool is_snapshot(const fs::path& file, bool has_case) {
  const auto kind = kind_of(file);
  std::error_code problem;
  if (!kind || !fs::is_regular_file(fs::symlink_status(file, problem))) return false;
  if (*kind != SnapshotKind::meaning) return has_case || mode_of_stem(file.stem().string());
  const auto text = read_file(file);
  const auto json = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
  if (!json.is_object()) return false;
  return std::ranges::all_of(json.items(), [](const auto& item) {
    return item.key() == "schema" || item.key() == "diagnostics";
  });
}

/// Why no variant owns the file; empty when one does.
std::string why_orphan(const Case* owner, const fs::path& file) {
  if (owner == nullptr) return "there is no such case";
  const auto kind = kind_of(file);
  if (!kind) return "a snapshot's name ends in .json, .stderr or .stdout";
  const std::string stem = file.stem().string();
  for (const Variant& variant : owner->variants) {
    const std::string own = snapshot_stem(variant);
    const bool exact = stem == own;
    static const RE2 selector(R"(\.(?:gcc|clang|[\w+-]+))");
    const bool selected =
        stem.starts_with(own) && RE2::FullMatch(stem.substr(own.size()), selector);
    if (!exact && !selected) continue;
    if (has_kind(variant, *kind)) return {};
    return fmt::format("'{}' is {}, and such a file has no {} snapshot", variant.name,
                       name(variant.mode), extension(*kind));
  }
  return "the case has no such variant";
}

}  // namespace

std::string_view extension(SnapshotKind kind) {
  switch (kind) {
    case SnapshotKind::meaning:
      return ".json";
    case SnapshotKind::wording:
      return ".stderr";
    case SnapshotKind::output:
      return ".stdout";
  }
  return "";
}

fs::path snapshot_folder(const Suite& suite, const std::string& case_name) {
  return suite.expected / case_name;
}

Result<SnapshotFolder> read_snapshots(const fs::path& folder) {
  SnapshotFolder snapshots;
  std::error_code problem;
  for (fs::directory_iterator entries(folder, problem), end; !problem && entries != end;
       entries.increment(problem)) {
    // What is no file is told by reading it.
    if (entries->is_directory(problem) || !kind_of(entries->path())) continue;
    auto bytes = read_file(entries->path());
    if (!bytes) return bytes.error();
    snapshots.emplace(entries->path().filename().string(), *std::move(bytes));
  }
  return snapshots;
}

std::optional<std::string> find_snapshot(const SnapshotFolder& folder, std::string_view variant,
                                         const Toolchain& toolchain, SnapshotKind kind) {
  const std::array candidates{
      fmt::format("{}.{}{}", variant, toolchain.name, extension(kind)),
      fmt::format("{}.{}{}", variant, name(toolchain.family), extension(kind)),
      fmt::format("{}{}", variant, extension(kind)),
  };
  for (const auto& candidate : candidates) {
    if (folder.contains(candidate)) return candidate;
  }
  return std::nullopt;
}

bool pins_wording(const Suite& suite, const SnapshotFolder& folder, std::string_view variant,
                  const Toolchain& toolchain) {
  const auto reference = suite.reference.find(std::string(name(toolchain.family)));
  if (reference != suite.reference.end() && reference->second == toolchain.name) return true;
  return folder.contains(
      fmt::format("{}.{}{}", variant, toolchain.name, extension(SnapshotKind::wording)));
}

std::string snapshot_name(std::string_view variant, const Toolchain& toolchain, SnapshotKind kind) {
  if (kind != SnapshotKind::wording) return fmt::format("{}{}", variant, extension(kind));
  return fmt::format("{}.{}{}", variant, name(toolchain.family), extension(kind));
}

bool pins_wording(const Suite& suite, const SnapshotFolder& folder, const Variant& variant,
                  const Toolchain& toolchain) {
  return is_pinned_alone(variant, toolchain) ||
         pins_wording(suite, folder, snapshot_stem(variant), toolchain);
}

std::string snapshot_name(const Variant& variant, const Toolchain& toolchain, SnapshotKind kind) {
  const std::string stem = snapshot_stem(variant);
  if (!is_pinned_alone(variant, toolchain)) return snapshot_name(stem, toolchain, kind);
  return fmt::format("{}.{}{}", stem, name(toolchain.family), extension(kind));
}

std::string meaning_of(const std::vector<Diagnostic>& diagnostics, const NormalizeContext& context,
                       MeaningScope scope) {
  using Key = std::tuple<std::string, int, std::string, std::string, std::string>;
  std::map<Key, int> counted;
  for (const Diagnostic& each : diagnostics) {
    if (each.code.empty() && scope == MeaningScope::coded) continue;
    ++counted[{normal_path(each.blame.file, context), each.blame.line,
               std::string(name(each.severity)), each.code, rule_text(each)}];
  }
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [key, count] : counted) {
    const auto& [file, line, severity, code, text] = key;
    list.push_back({{"severity", severity},
                    {"code", code},
                    {"blame", {{"file", file}, {"line", line}}},
                    {"count", count},
                    {"text", text}});
  }
  using Json = nlohmann::ordered_json;  // a compiler may print bytes that are not UTF-8
  return Json{{"schema", 1}, {"diagnostics", list}}.dump(2, ' ', false,
                                                         Json::error_handler_t::replace) +
         "\n";
}

namespace {

/// An editor or a checkout changes how lines end, and whether the last one does.
std::string with_plain_ends(const std::string& text) {
  std::string plain;
  for (std::string_view line : split_lines(text)) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    plain.append(line).append("\n");
  }
  while (plain.ends_with("\n\n")) plain.pop_back();
  return plain;
}

}  // namespace

bool says_the_same(SnapshotKind kind, const std::string& one, const std::string& other) {
  if (one == other || kind == SnapshotKind::output) return one == other;
  if (kind == SnapshotKind::wording) return with_plain_ends(one) == with_plain_ends(other);
  const auto value = nlohmann::json::parse(one, nullptr, false);
  return !value.is_discarded() && value == nlohmann::json::parse(other, nullptr, false) &&
         !duplicate_key(one) && !duplicate_key(other);
}

Result<std::vector<Orphan>> find_orphans(const Suite& suite, const std::vector<Case>& cases) {
  std::vector<Orphan> orphans;
  std::error_code problem;
  if (!fs::exists(suite.expected, problem)) return orphans;
  fs::recursive_directory_iterator entries(suite.expected, problem);
  for (const fs::recursive_directory_iterator end; !problem && entries != end;
       entries.increment(problem)) {
    const fs::path& file = entries->path();
    if (entries->is_directory(problem) || file.filename().string().starts_with('.')) continue;
    const std::string case_name = file.parent_path().lexically_relative(suite.expected).string();
    const auto owner = std::ranges::find(cases, case_name, &Case::name);
    auto why = why_orphan(owner == cases.end() ? nullptr : &*owner, file);
    if (why.empty()) continue;
    orphans.push_back({file, std::move(why), is_snapshot(file, owner != cases.end())});
  }
  if (problem) {
    return Failure{{suite.expected, 0},
                   fmt::format("cannot list this folder: {}", problem.message()),
                   "check that it is readable"};
  }
  std::ranges::sort(orphans, {}, &Orphan::file);
  return orphans;
}

}  // namespace mustfail
