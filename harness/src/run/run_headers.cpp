#include "run/run_headers.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "diagnostic/diagnostic_line.hpp"
#include "suite/include_guard.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// From how many compiles on a header that is not there yet is worth its making, measured on this
/// repository's own: GCC takes 2.0 s for it and saves 0.45 s a compile, Clang 0.75 s and 0.47 s.
std::size_t worth_from(Family family) { return family == Family::gcc ? 5 : 2; }

}  // namespace

namespace {

/// Whether a file that includes the header's parts again, as each does that uses it, has none of
/// them twice.
bool are_all_guarded(const PrecompiledHeader& header, const Inputs& inputs) {
  return std::ranges::all_of(header.includes, [&](const std::string& include) {
    const std::string name = include.substr(1, include.size() - 2);
    return std::ranges::all_of(inputs.read, [&](const auto& each) {
      const std::string& path = each.first;
      const bool is_it = path == fs::path(name).lexically_normal().string() ||
                         (include.front() == '<' && path.ends_with("/" + name));
      if (!is_it) return true;
      const auto text = read_file(path);
      return text && is_guarded(*text);
    });
  });
}

/// Whether one of the files has one of the names in it.
bool mention(const std::vector<std::string>& files, const std::vector<std::string>& names) {
  return std::ranges::any_of(files, [&](const std::string& file) {
    if (is_presence(file)) return false;
    const auto text = read_file(file);
    return text && std::ranges::any_of(names, [&](const std::string& name) {
             for (std::size_t at = text->find(name); at != std::string::npos;
                  at = text->find(name, at + 1)) {
               const bool begins = at == 0 || !is_name_character((*text)[at - 1]);
               const std::size_t end = at + name.size();
               if (begins && (end == text->size() || !is_name_character((*text)[end]))) return true;
             }
             return false;
           });
  });
}

/// Whether a header that the compiler warns about has a pragma of these.
bool have_pragma(const std::vector<std::string>& files, const RE2& pattern) {
  return std::ranges::any_of(files, [&](const std::string& file) {
    if (file.starts_with("/usr/") || is_presence(file)) return false;
    const auto text = read_file(file);
    return text && RE2::PartialMatch(*text, pattern);
  });
}

bool silence(const std::vector<std::string>& files) {
  static const RE2 pattern(R"(\bGCC\s+diagnostic\b)");
  return have_pragma(files, pattern);
}

/// What GCC forgets, and what would then be missing.
bool sharpen(const std::vector<std::string>& files) {
  static const RE2 pattern(R"(\bGCC\s+diagnostic\s+(?:error|warning)\b)");
  return have_pragma(files, pattern);
}

bool tell_includer(const Inputs& inputs) {
  return std::ranges::any_of(inputs.read, [](const auto& each) {
    const auto text = read_file(each.first);
    return !text || tells_includer(*text);
  });
}

}  // namespace

RunHeaders::RunHeaders(const Plan& plan, PrecompiledStore* store)
    : plan_(plan), store_(store), headers_(plan.headers.size()) {
  for (const Job& job : plan.jobs) {
    if (job.own_header) ++headers_[*job.own_header].possible_users;
  }
}

void RunHeaders::count_user(const Job& job) {
  if (store_ == nullptr || !job.header) return;
  Header& header = headers_[*job.header];
  const PrecompiledHeader& planned = plan_.headers[*job.header];
  ++header.users;
  if (header.state != Header::State::unused) return;
  if (header.users == 1) {
    if (auto known = store_->find(planned)) {
      become_ready(header, planned, *std::move(known));
      return;
    }
  }
  if (header.users >= worth_from(planned.toolchain->family)) header.state = Header::State::wanted;
}

void RunHeaders::become_ready(Header& header, const PrecompiledHeader& planned, ReadyHeader ready) {
  header.has_pragmas = planned.toolchain->family == Family::gcc && !keeps_pragmas(ready.folder) &&
                       silence(ready.inputs);
  header.ready = std::move(ready);
  header.state = Header::State::ready;
}

bool RunHeaders::has_lost_pragma(const Job& job, const ProcessResult& result) {
  constexpr int kSome = 2;
  const auto number = header_of(job);
  if (!number || !headers_[*number].has_pragmas) return false;
  Header& header = headers_[*number];
  // In the dialect `verify` no option is printed, and an error may be a warning's.
  const bool shows_options = job.variant->mode != Mode::verify;
  const bool warns = std::ranges::any_of(split_lines(result.errors), [&](std::string_view line) {
    const auto diagnostic = parse_diagnostic_line(line);
    return diagnostic && (!shows_options || !diagnostic->option.empty());
  });
  ++header.looked_at;
  // Such a compile is done twice: a header costs more than it saves where most are.
  if (warns) ++header.lost_pragmas;
  if (warns && header.lost_pragmas >= kSome && 2 * header.lost_pragmas > header.looked_at) {
    header.state = Header::State::failed;
  }
  return warns;
}

bool RunHeaders::does_not_do(const Job& job) {
  Header& shared = headers_[*job.header];
  if (shared.state != Header::State::ready || job.header_macros.empty()) return false;
  const auto [known, is_new] = shared.mentions.try_emplace(job.header_macros);
  if (is_new) known->second = mention(shared.ready.inputs, job.header_macros);
  return known->second;
}

std::optional<std::size_t> RunHeaders::header_of(const Job& job) {
  if (!job.header) return std::nullopt;
  if (!job.own_header || !does_not_do(job)) return job.header;
  need_own(*job.own_header);
  return job.own_header;
}

/// It is known only now that it is needed, and then all that could use it do.
void RunHeaders::need_own(std::size_t number) {
  Header& own = headers_[number];
  if (own.state != Header::State::unused || own.users > 0) return;
  own.users = own.possible_users;
  const PrecompiledHeader& planned = plan_.headers[number];
  if (auto known = store_->find(planned)) {
    become_ready(own, planned, *std::move(known));
  } else if (own.users >= worth_from(planned.toolchain->family)) {
    own.state = Header::State::wanted;
  }
}

std::vector<std::size_t> RunHeaders::wanted() const {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < headers_.size(); ++i) {
    if (is_wanted(i)) all.push_back(i);
  }
  return all;
}

bool RunHeaders::is_wanted(std::size_t header) const {
  return headers_[header].state == Header::State::wanted;
}

std::optional<fs::path> RunHeaders::begin(std::size_t header) {
  auto folder = store_->prepare(plan_.headers[header]);
  headers_[header].state = folder ? Header::State::building : Header::State::failed;
  return folder;
}

Command RunHeaders::command(std::size_t header, const fs::path& folder) const {
  Command command = plan_.headers[header].command;
  command.argv = build_argv(plan_.headers[header], folder);
  return command;
}

bool RunHeaders::end(std::size_t header, const fs::path& folder, const ProcessResult& result,
                     const std::optional<Inputs>& inputs) {
  Header& built = headers_[header];
  built.state = Header::State::failed;
  // A header with a warning of its own would lose it: each compile says it when done plainly.
  // One that can tell how it was reached would tell of ours.
  const PrecompiledHeader& planned = plan_.headers[header];
  const bool is_gcc = planned.toolchain->family == Family::gcc;
  if (result.ending.exited_with(0) && result.errors.empty() && inputs && !tell_includer(*inputs) &&
      !(is_gcc && sharpen(inputs->names)) &&
      (planned.is_named || are_all_guarded(planned, *inputs))) {
    if (auto ready = store_->publish(planned, folder, *inputs)) {
      become_ready(built, planned, *std::move(ready));
    }
  }
  std::error_code ignored;
  if (built.state == Header::State::failed) fs::remove_all(folder, ignored);
  return built.state == Header::State::ready;
}

std::string RunHeaders::complaint(std::size_t header, const ProcessResult& result) const {
  const PrecompiledHeader& planned = plan_.headers[header];
  if (!planned.is_named) return {};  // nobody asked for it
  const std::string& include = planned.includes.front();
  const std::string name = include.substr(1, include.size() - 2);
  const auto said = split_lines(result.errors);
  return fmt::format("{}: {} cannot be precompiled, so its compiles are slow: {}",
                     planned.toolchain->name, name,
                     said.empty() ? "the compiler did not end well" : trim(said.front()));
}

bool RunHeaders::has_to_wait(std::size_t job) {
  const auto wanted = header_of(plan_.jobs[job]);
  if (!wanted || headers_[*wanted].state != Header::State::building) return false;
  headers_[*wanted].waiting.push_back(job);
  return true;
}

std::vector<std::size_t> RunHeaders::take_waiting(std::size_t header) {
  return std::exchange(headers_[header].waiting, {});
}

const ReadyHeader* RunHeaders::ready_for(const Job& job) {
  const auto header = header_of(job);
  if (!header || headers_[*header].state != Header::State::ready) return nullptr;
  return &headers_[*header].ready;
}

}  // namespace mustfail
