#include "run/job_command.hpp"

#include "diagnostic/fix_it.hpp"
#include "run/serving.hpp"
#include "util/files.hpp"

namespace mustfail {

Command command_of(const Job& job, const ReadyHeader* header, const std::filesystem::path& depfile,
                   const FileTrace* trace, const std::filesystem::path& temporary) {
  Command command = job.command;
  const Family family = job.toolchain->family;
  if (header != nullptr) {
    const auto flags = use_flags(*job.toolchain, header->folder);
    command.argv.insert(command.argv.begin() + 1, flags.begin(), flags.end());
  }
  if (!job.after && !is_twin(job)) {
    const auto quick = quick_environment(family, header != nullptr);
    command.environment.insert(command.environment.end(), quick.begin(), quick.end());
    set_variable(command.environment, "TMPDIR", temporary.string());
  }
  if (!depfile.empty() && family == Family::rust) {
    command.argv.insert(command.argv.end(), {"--emit", "dep-info=" + depfile.string()});
  }
  if (trace != nullptr) add_trace(*trace, command.environment);
  if (header != nullptr) command.serving = serving_of(job, command, header->folder);
  return command;
}

void set_variable(std::vector<std::string>& environment, const std::string& name,
                  const std::string& value) {
  std::erase_if(environment, [&](const std::string& each) { return each.starts_with(name + "="); });
  environment.push_back(name + "=" + value);
}

bool write_fixed_copy(const Job& job, std::string_view hints) {
  if (!job.fixing || !job.fixing->compile) return false;
  const auto fix_its = fix_its_for(job.variant->file.string(), read_fix_its(hints));
  const Fixed fixed = apply_fix_its(job.variant->source, fix_its);
  return fixed.applied != 0 &&
         write_file(job.fixing->copy, fixed.text, Durability::lazy).has_value();
}

}  // namespace mustfail
