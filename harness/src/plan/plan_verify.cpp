#include "plan/plan_verify.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include "plan/include_search.hpp"
#include "suite/verify_options.hpp"
#include "suite/verify_source.hpp"

namespace mustfail {

namespace fs = std::filesystem;

VerifySource verify_source_of(const Job& job, std::string_view text, VerifyHeaders& headers) {
  const IncludeSearch search = include_search(job.command);
  std::string folders;
  for (const auto& each : search.quoted) folders += each.string() + '\0';
  folders += '\0';
  for (const auto& each : search.folders) folders += each.string() + '\0';
  const auto find = [&](std::string_view name, const fs::path& from) {
    std::string key = folders;
    key.append(from.parent_path().native()).append(1, '\0').append(name);
    return headers.found(key, [&] { return find_header(search, name, from); });
  };
  HeaderLookup lookup{find, headers, job.command.folder, {}};
  for (const ForcedInclude& each : search.forced) {
    lookup.forced.push_back({each.name, each.word.has_value()});
  }
  return read_verify_source(job.variant->file, text, job.verify_options, lookup);
}

namespace {

bool has_probe(const VerifySource& source, std::optional<std::size_t> number) {
  return number &&
         std::ranges::find(source.probe, *number, &ProbeFile::number) != source.probe.end();
}

}  // namespace

void plan_verify(JobBuilder& build, VerifyHeaders& headers) {
  const Variant& variant = build.variant();
  const Toolchain& toolchain = build.toolchain();
  Job& job = build.job(build.compile(Step::compile, Product::check, {}));
  job.verify_options.clang_major =
      toolchain.family == Family::clang ? toolchain.version.major : VerifyOptions{}.clang_major;
  job.verify_options.strictness = variant.strictness;
  if (!variant.revision.empty()) add_prefix(job.verify_options, variant.revision);
  auto source = std::make_shared<VerifySource>(verify_source_of(job, variant.source, headers));
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
    probing.words.push_back({argv.size() - 1, {}, 0});
    const auto forced = include_search(probing.command).forced;
    for (std::size_t i = 0; i < forced.size(); ++i) {
      if (!forced[i].word || !has_probe(*source, source->forced[i])) continue;
      probing.words.push_back({*forced[i].word, forced[i].before, *source->forced[i]});
    }
    probing.put_into(build.program().string() + "-probe");
  }
  job.verify = std::move(source);
}

}  // namespace mustfail
