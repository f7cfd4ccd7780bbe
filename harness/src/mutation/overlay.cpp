#include "mutation/overlay.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <map>
#include <string>
#include <system_error>

#include "util/digest.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// More than this is no library's own folder: somebody's whole /usr/include.
constexpr std::size_t kMostFiles = 5000;

/// Name below the include folder -> bytes.
using Headers = std::map<std::string, std::string>;

Result<void> add(Headers& headers, const fs::path& folder, const fs::path& file) {
  auto bytes = read_file(file);
  if (!bytes) return bytes.error();
  headers.emplace(file.lexically_relative(folder).string(), *std::move(bytes));
  return {};
}

/// The header's first folder, or its neighbours where it stands in the include folder itself.
Result<Headers> read_headers(const fs::path& folder, const fs::path& header) {
  Headers headers;
  Failure unreadable{{folder, 0}, "this include folder cannot be listed", "check its permissions"};
  const auto take = [&](const fs::directory_entry& entry) -> Result<void> {
    std::error_code ignored;
    if (!entry.is_regular_file(ignored)) return {};
    if (headers.size() == kMostFiles) {
      return Failure{{folder, 0},
                     fmt::format("more than {} files stand beside {}", kMostFiles, header.string()),
                     "give the library an include folder of its own"};
    }
    return add(headers, folder, entry.path());
  };
  std::error_code problem;
  if (header.has_parent_path()) {
    fs::recursive_directory_iterator entries(folder / *header.begin(), problem);
    for (const fs::recursive_directory_iterator end; !problem && entries != end;
         entries.increment(problem)) {
      if (const auto taken = take(*entries); !taken) return taken.error();
    }
  } else {
    fs::directory_iterator entries(folder, problem);
    for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
      if (const auto taken = take(*entries); !taken) return taken.error();
    }
  }
  if (problem) return unreadable;
  return headers;
}

/// Complete under a name of its own, then renamed: nobody sees half of it.
Result<void> write_headers(const Headers& headers, const fs::path& home) {
  const fs::path unfinished = fmt::format("{}.{}", home.string(), ::getpid());
  for (const auto& [name, bytes] : headers) {
    if (const auto written = write_file(unfinished / name, bytes, Durability::lazy); !written) {
      return written.error();
    }
  }
  std::error_code problem;
  fs::rename(unfinished, home, problem);
  std::error_code ignored;
  if (problem) fs::remove_all(unfinished, ignored);
  if (!problem || fs::is_directory(home, ignored)) return {};  // somebody else was first
  return Failure{{home, 0}, "this folder cannot be made: " + problem.message(), "check the disk"};
}

}  // namespace

Result<fs::path> make_overlay(const Mutation& mutation, const std::vector<fs::path>& include,
                              const fs::path& root) {
  std::error_code ignored;
  for (const fs::path& folder : include) {
    if (!fs::is_regular_file(folder / mutation.file, ignored)) continue;
    auto headers = read_headers(folder, mutation.file);
    if (!headers) return headers.error();
    std::string& header = (*headers)[mutation.file];
    auto mutated = apply(mutation, header);
    if (!mutated) return mutated.error();
    header = *std::move(mutated);
    Digest digest;
    for (const auto& [name, bytes] : *headers) digest.add(name).add(bytes);
    fs::path home = root / "overlays" / digest.finish();
    if (fs::is_directory(home, ignored)) {
      fs::last_write_time(home, fs::file_time_type::clock::now(), ignored);  // the last to go
      return home;
    }
    if (const auto written = write_headers(*headers, home); !written) return written.error();
    return home;
  }
  std::vector<std::string> folders;
  for (const fs::path& folder : include) folders.push_back(folder.string());
  return Failure{mutation.place,
                 fmt::format("'{}' is in none of the suite's include folders", mutation.file),
                 fmt::format("name the header as #include does, below {}", listed(folders))};
}

}  // namespace mustfail
