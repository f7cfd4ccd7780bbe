#include "judge/pairing.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace mustfail {

std::string with_plain_quotes(std::string text) {
  for (const std::string_view quote : {"\u2018", "\u2019"}) {
    for (std::size_t at = 0; (at = text.find(quote, at)) != std::string::npos; ++at) {
      text.replace(at, quote.size(), "'");
    }
  }
  return text;
}

namespace {

constexpr std::int64_t kAutomatonBytes = std::int64_t{256} << 20;

RE2::Options pattern_options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kAutomatonBytes);
  return options;
}

/// All texts that are asked for, each once, as one automaton.
class Texts {
 public:
  explicit Texts(bool whole) : whole_(whole) {}

  int add(const Expectation& expectation) {
    std::string pattern = expectation.is_regex
                              ? with_plain_quotes(expectation.pattern)
                              : RE2::QuoteMeta(with_plain_quotes(expectation.text));
    if (whole_) pattern = R"(\A\s*(?:)" + pattern + R"()\s*\z)";
    const auto [known, added] = numbers_.emplace(pattern, static_cast<int>(patterns_.size()));
    if (added) patterns_.push_back(pattern);
    return known->second;
  }

  void compile() {
    set_ = std::make_unique<RE2::Set>(pattern_options(), RE2::UNANCHORED);
    for (const auto& pattern : patterns_) is_sound_ &= set_->Add(pattern, nullptr) >= 0;
    is_sound_ = is_sound_ && !patterns_.empty() && set_->Compile();
  }

  /// How many messages were read by a pattern; one for all of them where there is an automaton.
  std::size_t read() const { return read_; }

  /// The texts that the message holds.
  const std::vector<int>& in(const std::string& message) {
    const auto [known, added] = found_.try_emplace(message);
    if (added) known->second = search(with_plain_quotes(message));
    return known->second;
  }

 private:
  std::vector<int> search(const std::string& message) {
    std::vector<int> found;
    RE2::Set::ErrorInfo error{};
    ++read_;
    if (is_sound_ && set_->Match(message, &found, &error)) return found;
    if (is_sound_ && error.kind == RE2::Set::kNoError) return {};
    found.clear();  // the automaton is too large for its memory: one text after the other
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      const RE2 pattern(patterns_[i], pattern_options());
      ++read_;
      if (pattern.ok() && RE2::PartialMatch(message, pattern)) found.push_back(static_cast<int>(i));
    }
    return found;
  }

  bool whole_;
  std::map<std::string, int> numbers_;
  std::vector<std::string> patterns_;
  std::unique_ptr<RE2::Set> set_;
  bool is_sound_ = true;
  std::size_t read_ = 0;
  std::unordered_map<std::string, std::vector<int>> found_;
};

/// What an expectation asks for; expectations with the same key share their candidates.
struct Key {
  Severity severity = Severity::error;
  Expectation::Where where = Expectation::Where::line;
  int file = -1;  ///< Number of the file's name among those asked for; -1: any.
  int line = 0;
  int text = 0;

  friend bool operator==(const Key&, const Key&) = default;
};

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::size_t hash = static_cast<std::size_t>(key.severity);
    for (const int part : {static_cast<int>(key.where), key.file, key.line, key.text}) {
      hash = hash * 1'000'003U + static_cast<std::size_t>(part);
    }
    return hash;
  }
};

/// The candidates that fit a key, in order, and how far they have been given away.
struct Queue {
  std::vector<std::size_t> candidates;
  std::size_t next = 0;
};

class Pairer {
 public:
  Pairer(const std::vector<const Expectation*>& expectations,
         const std::vector<Candidate>& candidates, const SameFile& same_file,
         const Strictness& strictness)
      : expectations_(expectations),
        candidates_(candidates),
        same_file_(same_file),
        strictness_(strictness),
        texts_(strictness.whole_text) {
    for (const Expectation* each : expectations_) {
      keys_.push_back(key_of(*each));
      queues_.try_emplace(keys_.back());
    }
    texts_.compile();
    for (std::size_t i = 0; i < candidates_.size(); ++i) offer(i);
  }

  Pairing run() {
    Pairing pairing{std::vector<int>(expectations_.size()), std::vector<bool>(candidates_.size()),
                    0};
    for (const bool notes : {false, true}) {  // whether a note may be taken depends on its owner
      for (std::size_t i = 0; i < expectations_.size(); ++i) {
        ++work_;
        if ((expectations_[i]->severity == Severity::note) == notes) take(i, pairing);
      }
    }
    pairing.work = work_ + texts_.read();
    return pairing;
  }

 private:
  void take(std::size_t index, Pairing& pairing) {
    Queue& queue = queues_[keys_[index]];
    int& found = pairing.found[index];
    while (found < expectations_[index]->most && queue.next < queue.candidates.size()) {
      const std::size_t candidate = queue.candidates[queue.next++];
      ++work_;
      const int owner = candidates_[candidate].owner;
      const bool belongs = owner < 0 || pairing.taken[static_cast<std::size_t>(owner)];
      if (pairing.taken[candidate] || (strictness_.notes && !belongs)) continue;
      pairing.taken[candidate] = true;
      ++found;
    }
  }

  Key key_of(const Expectation& expectation) {
    Key key{expectation.severity, expectation.where, -1, 0, texts_.add(expectation)};
    if (key.where == Expectation::Where::anywhere) return key;
    const auto [known, added] =
        files_.emplace(expectation.file, static_cast<int>(meant_files_.size()));
    if (added) meant_files_.push_back(expectation.file);
    key.file = known->second;
    if (key.where == Expectation::Where::line) key.line = expectation.line;
    return key;
  }

  /// The asked-for names that mean the printed file.
  const std::vector<int>& names_of(const std::string& printed) {
    const auto [known, added] = names_.try_emplace(printed);
    if (added) {
      for (std::size_t i = 0; i < meant_files_.size(); ++i) {
        ++work_;
        if (same_file_(printed, meant_files_[i])) known->second.push_back(static_cast<int>(i));
      }
    }
    return known->second;
  }

  void offer(std::size_t index) {
    const Candidate& candidate = candidates_[index];
    const auto put = [&](const Key& key) {
      ++work_;
      const auto queue = queues_.find(key);
      if (queue == queues_.end()) return;
      auto& waiting = queue->second.candidates;
      if (waiting.empty() || waiting.back() != index) waiting.push_back(index);
    };
    using Where = Expectation::Where;
    const Severity severity = candidate.diagnostic->severity;
    for (const int text : texts_.in(candidate.diagnostic->message)) {
      put({severity, Where::anywhere, -1, 0, text});
      for (const Location& place : candidate.places) {
        for (const int file : names_of(place.file)) {
          put({severity, Where::whole_file, file, 0, text});
          put({severity, Where::line, file, place.line, text});
        }
      }
    }
  }

  const std::vector<const Expectation*>& expectations_;
  const std::vector<Candidate>& candidates_;
  const SameFile& same_file_;
  const Strictness& strictness_;
  Texts texts_;
  std::map<std::string, int> files_;
  std::vector<std::string> meant_files_;
  std::unordered_map<std::string, std::vector<int>> names_;
  std::vector<Key> keys_;
  std::unordered_map<Key, Queue, KeyHash> queues_;
  std::size_t work_ = 0;
};

}  // namespace

Pairing pair_up(const std::vector<const Expectation*>& expectations,
                const std::vector<Candidate>& candidates, const SameFile& same_file,
                const Strictness& strictness) {
  return Pairer(expectations, candidates, same_file, strictness).run();
}

}  // namespace mustfail
