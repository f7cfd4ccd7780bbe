#include "plan/precompiled.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "process/loadable.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using std::string_view_literals::operator""sv;

namespace {

fs::path source_in(const fs::path& folder) { return folder / kPrecompiledSource; }

/// GCC looks for `X.gch` beside an included `X`; Clang is told the file.
fs::path product_in(Family family, const fs::path& folder) {
  return source_in(folder).string() + (family == Family::gcc ? ".gch" : ".pch");
}

/// The plugin that keeps what GCC forgets of a header's pragmas; empty: none.
fs::path find_pragma_plugin(const Toolchain& toolchain) {
  return find_loadable(fmt::format("pragmas_gcc_{}.so", toolchain.version.major));
}

}  // namespace

fs::path find_instantiator(const Toolchain& toolchain) {
  if (toolchain.family != Family::gcc) return {};
  return find_loadable(fmt::format("instantiate_gcc_{}.so", toolchain.version.major));
}

std::vector<std::string> quick_environment(Family family, bool uses_header) {
  // The heap in huge pages that is taken 16 MiB at a time: a fifth less time of Clang's, measured.
  std::vector<std::string> variables{
      "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.top_pad=16777216"};
  if (family != Family::gcc || !uses_header) return variables;
  static const std::string loadable = preloadable(find_loadable("huge_pages.so"));
  if (!loadable.empty()) variables.push_back("LD_PRELOAD=" + loadable);
  return variables;
}

std::string source_of(const PrecompiledHeader& header) {
  std::string source;
  for (const auto& each : header.includes) source += fmt::format("#include {}\n", each);
  return source + (header.instantiator.empty() ? "" : "#pragma mustfail instantiate\n");
}

bool keeps_pragmas(const fs::path& folder) {
  std::error_code problem;
  return fs::exists(product_in(Family::gcc, folder).string() + ".pragmas", problem);
}

std::vector<std::string> use_flags(const Toolchain& toolchain, const fs::path& folder) {
  const fs::path product = product_in(toolchain.family, folder);
  if (toolchain.family != Family::gcc) return {"-include-pch", product.string()};
  std::vector<std::string> flags{"-include", source_in(folder).string()};
  const fs::path plugin = find_pragma_plugin(toolchain);
  if (!plugin.empty() && keeps_pragmas(folder)) {
    flags.push_back("-fplugin=" + plugin.string());
    flags.push_back(fmt::format("-fplugin-arg-{}-of={}", plugin.stem().string(), product.string()));
  }
  return flags;
}

std::vector<std::string> build_argv(const PrecompiledHeader& header, const fs::path& folder) {
  std::vector<std::string> argv = header.flags;
  const Family family = header.toolchain->family;
  if (family == Family::clang) {
    // Instantiating in the header what it needs once saves each case from doing it again.
    if (header.is_named) argv.emplace_back("-fpch-instantiate-templates");
    // The flags may name a linker, which a header has no use for: Clang would warn, and a header
    // with a warning is not taken.
    argv.emplace_back("-Wno-unused-command-line-argument");
  }
  if (!header.instantiator.empty()) argv.push_back("-fplugin=" + header.instantiator.string());
  if (family == Family::gcc) {
    const fs::path plugin = find_pragma_plugin(*header.toolchain);
    if (!plugin.empty()) argv.push_back("-fplugin=" + plugin.string());
  }
  argv.insert(argv.end(), {"-x", "c++-header", source_in(folder).string(), "-o",
                           product_in(family, folder).string()});
  return argv;
}

bool names_relative_path(const std::vector<std::string>& argv) {
  constexpr std::array kPaths{"-I",       "-isystem", "-iquote",   "-idirafter", "-include",
                              "-imacros", "-B",       "-isysroot", "--sysroot=", "-fplugin="};
  // Words that hold others, which nobody takes apart here.
  constexpr std::array kWrappers{"@", "-Wp,", "-Xpreprocessor", "--include", "-specs"};
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string_view word = argv[i];
    if (std::ranges::any_of(kWrappers, [&](const char* each) { return word.starts_with(each); })) {
      return true;
    }
    for (const std::string_view option : kPaths) {
      if (!word.starts_with(option)) continue;
      const bool is_joined = word.size() > option.size();
      if (!is_joined && i + 1 == argv.size()) return true;
      const std::string_view path = is_joined ? word.substr(option.size()) : argv[i + 1];
      if (!path.starts_with('/')) return true;
    }
  }
  return false;
}

bool tells_includer(std::string_view header) {
  return header.find("__BASE_FILE__") != std::string_view::npos ||
         header.find("__INCLUDE_LEVEL__") != std::string_view::npos;
}

bool shows_header(const ProcessResult& result) {
  constexpr int kRejected = 1;  // beyond it compilers crash
  if (result.ending.how != Ending::How::exited || result.ending.code > kRejected) return true;
  for (const std::string_view line : split_lines(result.errors)) {
    // A plugin that lacks a function which it never calls loads only where functions are looked up
    // when they are called, and a ForkServer looks them up before. What a header opens and the file
    // closes is not open, since Clang keeps no open pragma. A header is a file deeper than it was.
    for (const std::string_view mark :
         {kPrecompiledSource, "precompiled header"sv, "PCH file"sv, "unable to load plugin"sv,
          " could not pop"sv, "#include nested"sv}) {
      if (line.find(mark) != std::string_view::npos) return true;
    }
  }
  return false;
}

}  // namespace mustfail
