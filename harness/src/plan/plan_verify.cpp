#include "plan/plan_verify.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include "suite/verify_options.hpp"
#include "suite/verify_source.hpp"
#include "toolchain/command_inputs.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// As an #include in `from` finds it, among the user's own folders.
std::optional<fs::path> find_user_file(std::string_view name, const fs::path& from,
                                       const std::vector<fs::path>& include_folders) {
  std::vector<fs::path> folders{from.parent_path()};
  folders.insert(folders.end(), include_folders.begin(), include_folders.end());
  for (const fs::path& folder : folders) {
    std::error_code problem;
    fs::path file = (folder / name).lexically_normal();
    if (fs::is_regular_file(file, problem)) return file;
  }
  return std::nullopt;
}

}  // namespace

VerifySource verify_source_of(const Job& job, std::string_view text) {
  const std::vector<fs::path> folders = include_folders(job.command);
  return read_verify_source(job.variant->file, text, job.verify_options,
                            [&](std::string_view name, const fs::path& from) {
                              return find_user_file(name, from, folders);
                            });
}

void plan_verify(JobBuilder& build) {
  const Variant& variant = build.variant();
  const Toolchain& toolchain = build.toolchain();
  Job& job = build.job(build.compile(Step::compile, Product::check, {}));
  job.verify_options.clang_major =
      toolchain.family == Family::clang ? toolchain.version.major : VerifyOptions{}.clang_major;
  job.verify_options.strictness = variant.strictness;
  if (!variant.revision.empty()) add_prefix(job.verify_options, variant.revision);
  auto source = std::make_shared<VerifySource>(verify_source_of(job, variant.source));
  if (!source->probe.empty()) {
    Probing& probing = job.probing.emplace();
    probing.extension = variant.file.extension().string();
    probing.command = job.command;
    // A library's headers fill more than a compiler should say, and none of it is kept.
    constexpr std::uint64_t kPreprocessed = std::uint64_t{256} << 20U;
    probing.command.output_limit = std::max(job.command.output_limit, kPreprocessed);
    auto& argv = probing.command.argv;
    std::erase(argv, "-fsyntax-only");
    if (const std::size_t end = argv.size() - 1; argv.size() > 4 && argv[end - 1] == "/dev/null") {
      argv.erase(argv.end() - 4, argv.end() - 1);  // -S -o /dev/null
    }
    argv.insert(argv.end() - 1, {"-E", "-P", "-w"});
    // A probe finds nothing beside the file whose place it takes.
    std::set<std::string> folders;
    for (const ProbeFile& each : source->probe) {
      const std::string folder = source->files[each.number].parent_path().string();
      if (folders.insert(folder).second) argv.insert(argv.end() - 1, {"-iquote", folder});
    }
    probing.put_into(build.program().string() + "-probe");
  }
  job.verify = std::move(source);
}

}  // namespace mustfail
