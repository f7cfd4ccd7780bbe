#include <fmt/format.h>

#include <string_view>

#include "command/command_description.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// Text for roff: hyphens that are not to become dashes, and nothing that looks like a request.
std::string roff(std::string_view text) {
  std::string written;
  for (const char c : text) {
    const bool starts_line = written.empty() || written.back() == '\n';
    if (starts_line && (c == '.' || c == '\'')) written += "\\&";
    if (c == '\\') {
      written += "\\e";
    } else if (c == '-') {
      written += "\\-";
    } else {
      written += c;
    }
  }
  return written;
}

std::string option_line(const OptionDescription& option) {
  std::string line;
  for (const auto& name : option.names) {
    line += fmt::format("{}\\fB{}\\fR", line.empty() ? "" : ", ", roff(name));
  }
  if (!option.choices.empty()) {
    std::string choices;
    for (const auto& each : option.choices) choices += (choices.empty() ? "" : "|") + roff(each);
    line += " " + choices;
  } else if (option.takes_value && !option.positional) {
    line += " \\fIvalue\\fR";
  }
  return line;
}

void add_options(std::string& page, const CommandDescription& command) {
  for (const auto& option : command.options) {
    page += fmt::format(".TP\n{}\n{}\n", option_line(option), roff(option.about));
  }
}

void add_commands(std::string& page, const CommandDescription& above) {
  for (const auto& command : above.commands) {
    page += fmt::format(".SS \"{}\"\n{}\n", roff(command.path), roff(command.about));
    add_options(page, command);
    add_commands(page, command);
  }
}

}  // namespace

std::string manual_page(const CommandDescription& command, std::string_view version) {
  const std::size_t cut = command.about.find('\n');
  const std::string first = command.about.substr(0, cut);
  const std::string prefix = command.name + ": ";
  const std::string purpose = first.starts_with(prefix) ? first.substr(prefix.size()) : first;
  std::string page = fmt::format(
      ".\\\" Written by `mustfail man`.\n.TH MUSTFAIL 1 \"\" \"mustfail {}\" \"User Commands\"\n"
      ".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n.B {}\n.I COMMAND\n[\\fIOPTION\\fR...]\n"
      ".SH DESCRIPTION\n{}\n.SH OPTIONS\n",
      roff(version), command.name, roff(purpose), command.name,
      roff(cut == std::string::npos ? purpose : command.about.substr(cut + 1)));
  add_options(page, command);
  page += ".SH COMMANDS\n";
  add_commands(page, command);
  // The footer's paragraphs are `Title: text`.
  for (const std::string_view line : split_lines(command.footer)) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos &&
        line.substr(0, colon).find(',') == std::string_view::npos && line.front() >= 'A' &&
        line.front() <= 'Z' && colon < 20) {
      page += fmt::format(".SH \"{}\"\n{}\n", roff(line.substr(0, colon)),
                          roff(line.substr(colon + 2)));
    } else if (!trim(line).empty()) {
      page += roff(line) + "\n";
    }
  }
  return page;
}

}  // namespace mustfail
