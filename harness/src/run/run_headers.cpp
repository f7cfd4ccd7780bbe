#include "run/run_headers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

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

bool tell_includer(const Inputs& inputs) {
  return std::ranges::any_of(inputs.read, [](const auto& each) {
    const auto text = read_file(each.first);
    return !text || tells_includer(*text);
  });
}

}  // namespace

RunHeaders::RunHeaders(const Plan& plan, PrecompiledStore* store)
    : plan_(plan), store_(store), headers_(plan.headers.size()) {}

void RunHeaders::count_user(const Job& job) {
  if (store_ == nullptr || !job.header) return;
  Header& header = headers_[*job.header];
  const PrecompiledHeader& planned = plan_.headers[*job.header];
  ++header.users;
  if (header.state != Header::State::unused) return;
  if (header.users == 1) {
    if (auto known = store_->find(planned)) {
      header.ready = *std::move(known);
      header.state = Header::State::ready;
      return;
    }
  }
  if (header.users >= worth_from(planned.toolchain->family)) header.state = Header::State::wanted;
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
  if (result.ending.exited_with(0) && result.errors.empty() && inputs && !tell_includer(*inputs)) {
    if (auto ready = store_->publish(plan_.headers[header], folder, *inputs)) {
      built.ready = *std::move(ready);
      built.state = Header::State::ready;
    }
  }
  std::error_code ignored;
  if (built.state == Header::State::failed) fs::remove_all(folder, ignored);
  return built.state == Header::State::ready;
}

std::string RunHeaders::complaint(std::size_t header, const ProcessResult& result) const {
  const PrecompiledHeader& planned = plan_.headers[header];
  const auto said = split_lines(result.errors);
  return fmt::format("{}: {} cannot be precompiled, so its compiles are slow: {}",
                     planned.toolchain->name, planned.include,
                     said.empty() ? "the compiler did not end well" : trim(said.front()));
}

bool RunHeaders::has_to_wait(std::size_t job) {
  const auto& wanted = plan_.jobs[job].header;
  if (!wanted || headers_[*wanted].state != Header::State::building) return false;
  headers_[*wanted].waiting.push_back(job);
  return true;
}

std::vector<std::size_t> RunHeaders::take_waiting(std::size_t header) {
  return std::exchange(headers_[header].waiting, {});
}

const ReadyHeader* RunHeaders::ready_for(const Job& job) const {
  if (!job.header || headers_[*job.header].state != Header::State::ready) return nullptr;
  return &headers_[*job.header].ready;
}

}  // namespace mustfail
