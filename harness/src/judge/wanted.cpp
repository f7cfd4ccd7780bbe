#include "judge/wanted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <tuple>

#include "judge/telling_text.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

namespace fs = std::filesystem;

/// A diagnostic as an expectation sees it.
struct Said {
  std::string message;
  std::string code;
};

/// What one place has to say, view by view.
struct PlaceKey {
  int line = 0;
  std::string place;
  Severity severity = Severity::error;

  friend auto operator<=>(const PlaceKey&, const PlaceKey&) = default;
};

using SaidByView = std::map<std::size_t, std::vector<Said>>;

bool is_verify(const FileView& view) { return view.job->variant->mode == Mode::verify; }

/// Where an expectation of this file may name the diagnostic.
PlaceKey place_of(const FileView& view, const Diagnostic& said) {
  const fs::path& file = view.job->variant->file;
  const auto is_here = [&](const Location& at) { return at.file == file.string() && at.line > 0; };
  if (!is_verify(view) && is_here(said.blame)) return {said.blame.line, {}, said.severity};
  if (is_here(said.location)) return {said.location.line, {}, said.severity};
  const fs::path there(said.location.file);
  std::error_code problem;
  const fs::path beside = there.lexically_relative(file.parent_path());
  const bool is_below = !beside.empty() && *beside.begin() != "..";
  if (said.location.file.empty() || said.location.line == 0) return {0, "@*", said.severity};
  if (is_below) {
    return {0, fmt::format("@{}:{}", beside.string(), said.location.line), said.severity};
  }
  // A line of a header that is not the case's moves with every version of it.
  if (is_verify(view)) return {0, "@*:*", said.severity};
  return {0, fmt::format("@{}:*", there.filename().string()), said.severity};
}

std::set<std::size_t> views_where(const std::vector<FileView>& views, auto&& holds) {
  std::set<std::size_t> numbers;
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (holds(*views[i].job)) numbers.insert(i);
  }
  return numbers;
}

/// What all of them are to be asked for by; empty when they share no such words.
std::string text_for(const std::vector<Said>& said, bool whole_text, bool has_to_say_enough) {
  const auto same = [&](auto member) {
    return std::ranges::all_of(
        said, [&](const Said& each) { return each.*member == said.front().*member; });
  };
  if (whole_text) return same(&Said::message) ? std::string(trim(said.front().message)) : "";
  if (!said.front().code.empty() && same(&Said::code)) {
    const std::string code = "[" + said.front().code;
    const bool closes = std::ranges::all_of(
        said, [&](const Said& each) { return each.message.find(code + "]") != std::string::npos; });
    if (closes) return code + "]";
  }
  std::vector<std::string> messages;
  for (const Said& each : said) messages.push_back(each.message);
  std::string text = telling_text(messages);
  const bool is_one = said.size() == 1 || same(&Said::message);
  return !has_to_say_enough || is_one || says_enough(text) ? text : std::string();
}

/// Makes the wanted expectations of one place.
class PlaceGrouping {
 public:
  PlaceGrouping(const PlaceKey& key, SaidByView said, const std::vector<PrefixViews>& prefixes,
                bool whole_text, std::vector<Wanted>& into)
      : key_(key),
        said_(std::move(said)),
        prefixes_(prefixes),
        whole_text_(whole_text),
        into_(into),
        begin_(into.size()) {}

  /// What is left over is what no prefix can name.
  bool group() {
    for (const bool strict : {true, false}) {
      for (const PrefixViews& each : prefixes_) {
        while (take(each, strict)) {
        }
      }
    }
    // The longer text first: it must not be left with what the shorter one takes as well.
    std::stable_sort(
        into_.begin() + static_cast<std::ptrdiff_t>(begin_), into_.end(),
        [](const Wanted& a, const Wanted& b) { return a.text.size() > b.text.size(); });
    return std::ranges::all_of(said_, [](const auto& each) { return each.second.empty(); });
  }

 private:
  /// One expectation with this prefix, when each of its views has something left that fits.
  bool take(const PrefixViews& prefix, bool strict) {
    for (const std::size_t view : prefix.views) {
      if (said_[view].empty()) return false;
    }
    const std::size_t first = *prefix.views.begin();
    for (std::size_t seed = 0; seed < said_[first].size(); ++seed) {
      std::vector<Said> together{said_[first][seed]};
      std::map<std::size_t, std::size_t> chosen{{first, seed}};
      for (const std::size_t view : prefix.views) {
        if (view == first) continue;
        const std::size_t best = nearest_in(view, together.front());
        chosen[view] = best;
        together.push_back(said_[view][best]);
      }
      const std::string text = text_for(together, whole_text_, strict);
      constexpr std::size_t kLeast = 4;
      if (text.empty() || (!strict && prefix.views.size() > 1 && text.size() < kLeast)) continue;
      add(prefix, text, together);
      for (const auto& [view, number] : chosen) {
        said_[view].erase(said_[view].begin() + static_cast<std::ptrdiff_t>(number));
      }
      return true;
    }
    return false;
  }

  std::size_t nearest_in(std::size_t view, const Said& to) {
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t i = 0; i < said_[view].size(); ++i) {
      const Said& each = said_[view][i];
      std::size_t shared = telling_text({to.message, each.message}).size();
      if (!to.code.empty() && each.code == to.code) shared += to.message.size();
      if (shared > most) {
        most = shared;
        best = i;
      }
    }
    return best;
  }

  void add(const PrefixViews& prefix, const std::string& text, const std::vector<Said>& said) {
    for (std::size_t i = begin_; i < into_.size(); ++i) {
      if (into_[i].prefix != prefix.prefix || into_[i].text != text) continue;
      ++into_[i].count;
      return;
    }
    Wanted wanted{prefix.prefix, prefix.views, key_.severity, key_.line, key_.place, 1, text, {}};
    for (const Said& each : said) wanted.messages.push_back(each.message);
    into_.push_back(std::move(wanted));
  }

  const PlaceKey& key_;
  SaidByView said_;
  const std::vector<PrefixViews>& prefixes_;
  bool whole_text_;
  std::vector<Wanted>& into_;
  std::size_t begin_;
};

}  // namespace

std::vector<PrefixViews> prefixes_of(const std::vector<FileView>& views, bool asked_all) {
  std::vector<PrefixViews> prefixes;
  const auto add = [&](const std::string& prefix, std::set<std::size_t> numbers) {
    const auto known = std::ranges::find(prefixes, prefix, &PrefixViews::prefix);
    if (known == prefixes.end() && !numbers.empty())
      prefixes.push_back({prefix, std::move(numbers)});
  };
  const bool verifies = !views.empty() && is_verify(views.front());
  if (!verifies && asked_all) {
    add("expected", views_where(views, [](const Job&) { return true; }));
  }
  for (const FileView& view : views) {
    for (const auto& prefix :
         verifies ? view.job->verify_options.prefixes : std::vector<std::string>()) {
      add(prefix, views_where(views, [&](const Job& job) {
            return std::ranges::find(job.verify_options.prefixes, prefix) !=
                   job.verify_options.prefixes.end();
          }));
    }
    const std::string& revision = view.job->variant->revision;
    if (!verifies && !revision.empty()) {
      add(revision,
          views_where(views, [&](const Job& job) { return job.variant->revision == revision; }));
    }
  }
  for (const FileView& view : views) {
    if (verifies) break;
    const std::string family(name(view.job->toolchain->family));
    for (const auto& prefix :
         {family, family + std::to_string(view.job->toolchain->version.major)}) {
      add(prefix,
          views_where(views, [&](const Job& job) { return is_active(prefix, *job.toolchain); }));
    }
  }
  std::stable_sort(prefixes.begin(), prefixes.end(),
                   [](const auto& a, const auto& b) { return a.views.size() > b.views.size(); });
  return prefixes;
}

std::vector<Wanted> wanted_for(const std::vector<FileView>& views,
                               const std::vector<std::vector<Diagnostic>>& unasked, bool asked_all,
                               Failures& failures) {
  std::map<PlaceKey, SaidByView> places;
  for (std::size_t view = 0; view < views.size(); ++view) {
    for (const Diagnostic& each : unasked[view]) {
      places[place_of(views[view], each)][view].push_back({each.message, each.code});
    }
  }
  const auto prefixes = prefixes_of(views, asked_all);
  std::vector<Wanted> wanted;
  for (const auto& [key, said] : places) {
    const Variant& variant = *views.front().job->variant;
    PlaceGrouping grouping(key, said, prefixes, variant.strictness.whole_text, wanted);
    if (grouping.group()) continue;
    const auto& [view, first] = *said.begin();
    failures.push_back({{variant.file, key.line},
                        fmt::format("no prefix of a comment names just the toolchains that say: {}",
                                    telling_text({first.front().message})),
                        is_verify(views[view])
                            ? "give each family one: \"flags\": {\"gcc\": [\"-Xclang\", "
                              "\"-verify=expected,gcc\"], ...}"
                            : "make the revisions files of their own, or use \"expectations\": "
                              "\"optional\""});
  }
  return wanted;
}

}  // namespace mustfail
