#include "command/command_description.hpp"

#include <CLI/CLI.hpp>

#include "util/text.hpp"

namespace mustfail {

namespace {

/// CLI11 knows the choices of an IsMember only as `{a,b,c}` in the type's name.
std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  return split_list(std::string_view(type).substr(begin + 1, end - begin - 1), ',');
}

OptionDescription describe(const CLI::Option& option) {
  OptionDescription described;
  described.positional = option.get_positional();
  if (described.positional) {
    described.names.push_back(option.get_name(true, false));
  }
  for (const auto& name : option.get_snames()) described.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) described.names.push_back("--" + name);
  described.about = option.get_description();
  described.choices = choices_of(option);
  described.takes_value = option.get_items_expected_max() > 0;
  described.required = option.get_required();
  described.repeatable = option.get_expected_max() > 1;
  return described;
}

CommandDescription describe_below(const CLI::App& app, const std::string& above) {
  CommandDescription described;
  described.name = app.get_name();
  described.path = above.empty() ? described.name : above + " " + described.name;
  described.about = app.get_description();
  described.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) described.options.push_back(describe(*option));
  }
  for (const CLI::App* command : app.get_subcommands(std::function<bool(const CLI::App*)>())) {
    described.commands.push_back(describe_below(*command, described.path));
  }
  return described;
}

}  // namespace

CommandDescription describe(const CLI::App& app) { return describe_below(app, {}); }

}  // namespace mustfail
