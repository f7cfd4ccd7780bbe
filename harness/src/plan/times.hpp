#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "plan/job.hpp"
#include "util/failure.hpp"

namespace mustfail {

/// How long steps took when they were last done, by case, variant, toolchain and step.
class Times {
 public:
  /// Of an earlier run, from its JSON report.
  static Result<Times> from_report(const std::filesystem::path& file);

  /// Lines `SECONDS<tab>NAME`, as `lines` gives them. What is not such a line is left out.
  static Times from_lines(std::string_view text);
  std::string lines() const;

  std::optional<double> of(const Job& job) const;
  void set(const Job& job, double seconds);
  bool empty() const { return seconds_.empty(); }

 private:
  std::map<std::string, double, std::less<>> seconds_;
};

}  // namespace mustfail
