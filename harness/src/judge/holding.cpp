#include "judge/holding.hpp"

#include <algorithm>

#include "judge/match.hpp"
#include "judge/verify.hpp"
#include "plan/plan_verify.hpp"
#include "suite/comment.hpp"
#include "suite/embedded.hpp"

namespace mustfail {

namespace {

Holding hold_native(const FileView& view, std::string_view source,
                    const std::set<std::size_t>& without) {
  Holding holding;
  const Variant& variant = *view.job->variant;
  const auto comments = find_comments(source);
  const auto& revisions = variant.revisions;
  Expectations read =
      parse_expectations(source, comments, variant.file, holding.mistakes, revisions);
  keep_revision(read, variant.revision, revisions);
  keep_embedded(read, variant.revision, find_embedded(source, comments));
  std::erase_if(read.list, [&](const Expectation& each) {
    return without.contains(each.offset) || !is_active(each, *view.job->toolchain);
  });
  const Match result =
      match(read.list, *view.job->toolchain, view.diagnostics, variant.file, variant.strictness);
  for (const Unmet& each : result.unmet) holding.unmet.push_back(*each.expectation);
  for (const Diagnostic* each : result.unasked) holding.unasked.push_back(*each);
  holding.counting = std::move(read.list);
  return holding;
}

Holding hold_verify(const FileView& view, std::string_view source,
                    const std::set<std::size_t>& without) {
  Holding holding;
  const std::string file = view.job->variant->file.string();
  VerifyHeaders headers;
  VerifySource read = verify_source_of(*view.job, source, headers);
  const auto counts = [&](const VerifyItem& each) {
    return !view.met || each.file != file ||
           std::ranges::any_of(*view.met, [&](const MetLine& met) {
             return met.file == 0 && met.line == each.line;
           });
  };
  std::erase_if(read.items, [&](const VerifyItem& each) {
    return each.kind == VerifyItem::Kind::expectation && each.file == file &&
           without.contains(each.expectation.offset);
  });
  for (const VerifyItem& each : read.items) {
    if (!counts(each)) {
      holding.passed_over.insert(each.line);
      continue;
    }
    if (each.kind == VerifyItem::Kind::mistake) {
      holding.mistakes.push_back({{each.file, each.mistake_line}, each.mistake, {}});
    } else if (each.kind == VerifyItem::Kind::expectation && each.file == file) {
      holding.counting.push_back(each.expectation);
    }
  }
  const VerifySource met = view.met ? as_met(read, *view.met) : std::move(read);
  Verification result =
      verify(met, view.job->verify_options, view.job->variant->file, view.diagnostics);
  for (auto& each : result.unmet) {
    const bool is_here = std::ranges::any_of(holding.counting, [&](const Expectation& known) {
      return known.offset == each.expectation.offset && known.text == each.expectation.text;
    });
    if (is_here) {
      holding.unmet.push_back(std::move(each.expectation));
    } else {
      holding.mistakes.push_back({{each.expectation.file, each.expectation.line},
                                  "a directive in a header is not met: " + each.expectation.text,
                                  "correct it there"});
    }
  }
  holding.unasked = std::move(result.unexpected);
  return holding;
}

}  // namespace

Holding hold(const FileView& view, std::string_view source, const std::set<std::size_t>& without) {
  return view.job->variant->mode == Mode::verify ? hold_verify(view, source, without)
                                                 : hold_native(view, source, without);
}

}  // namespace mustfail
