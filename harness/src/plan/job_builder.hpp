#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "plan/compile_flags.hpp"
#include "plan/plan.hpp"

namespace mustfail {

/// Adds jobs of one variant on one toolchain to a plan: what is compiled, and what is run of it,
/// with the exact argv. What is given to it has to outlive it.
class JobBuilder {
 public:
  JobBuilder(const Suite& suite, const Case& owner, const Variant& variant,
             const Toolchain& toolchain, const std::filesystem::path& work_folder, Plan& plan);

  const Case& owner() const { return owner_; }
  const Variant& variant() const { return variant_; }
  const Toolchain& toolchain() const { return toolchain_; }

  /// What files of this variant and toolchain in the work folder are named after.
  const std::filesystem::path& program() const { return program_; }

  Job& job(std::size_t index) { return plan_.jobs[index]; }

  /// A job without a command. References to jobs are good until the next one is added.
  Job& add(Step step);

  /// A compile, by its index. `source` is what is compiled instead of the variant's file.
  std::size_t compile(Step step, Product product, const std::vector<std::string>& extra,
                      const std::filesystem::path& source = {});

  /// A run of the program that the job `build` makes, under the detector that it is built with.
  Job& run(Step step, std::size_t build);

 private:
  std::filesystem::path example_file() const;
  HeaderWish header_wish(const std::vector<std::string>& flags,
                         const std::vector<std::string>& extra) const;
  Fixing fixing_of(const Command& compile) const;
  std::size_t header_for(const Command& command, const std::vector<std::string>& flags);
  std::chrono::seconds limit(std::chrono::seconds usual) const;

  const Suite& suite_;
  const Case& owner_;
  const Variant& variant_;
  const Toolchain& toolchain_;
  std::filesystem::path program_;
  Plan& plan_;
};

}  // namespace mustfail
