#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>

#include "command/command_description.hpp"

namespace mustfail {

namespace {

/// Calls with the command and every one below it.
void for_each(const CommandDescription& command,
              const std::function<void(const CommandDescription&)>& call) {
  call(command);
  for (const auto& each : command.commands) for_each(each, call);
}

std::vector<std::string> command_names(const CommandDescription& command) {
  std::vector<std::string> names;
  for (const auto& each : command.commands) names.push_back(each.name);
  return names;
}

std::vector<std::string> option_names(const CommandDescription& command) {
  std::vector<std::string> names;
  for (const auto& option : command.options) {
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Inside '...' of a POSIX shell.
std::string quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string bash(const CommandDescription& program) {
  std::string script = R"(# bash completion for mustfail; written by `mustfail completion bash`
_mustfail() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path=mustfail i
  local commands options values
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${COMP_WORDS[i]}" in
)";
  for_each(program, [&](const CommandDescription& command) {
    if (command.path != program.path) {
      script += fmt::format("      {}) path={} ;;\n", quoted(command.path), quoted(command.path));
    }
  });
  script += "    esac\n  done\n  case \"$path\" in\n";
  for_each(program, [&](const CommandDescription& command) {
    script += fmt::format("    {}) commands={} options={} ;;\n", quoted(command.path),
                          quoted(fmt::format("{}", fmt::join(command_names(command), " "))),
                          quoted(fmt::format("{}", fmt::join(option_names(command), " "))));
  });
  script += "  esac\n  case \"$path $before\" in\n";
  for_each(program, [&](const CommandDescription& command) {
    for (const auto& option : command.options) {
      if (option.positional || !option.takes_value) continue;
      std::vector<std::string> patterns;
      for (const auto& name : option.names) patterns.push_back(quoted(command.path + " " + name));
      script += fmt::format(
          "    {}) values={}; compopt -o default; "
          "COMPREPLY=($(compgen -W \"$values\" -- \"$word\")); return ;;\n",
          fmt::join(patterns, "|"), quoted(fmt::format("{}", fmt::join(option.choices, " "))));
    }
    for (const auto& option : command.options) {
      if (!option.positional || option.choices.empty()) continue;
      script += fmt::format("    {}*) commands+={} ;;\n", quoted(command.path + " "),
                            quoted(" " + fmt::format("{}", fmt::join(option.choices, " "))));
    }
  });
  script += R"(  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) compopt -o default
       COMPREPLY=($(compgen -W "$commands" -- "$word")) ;;
  esac
}
complete -F _mustfail mustfail
)";
  return script;
}

/// One `_arguments` specification of zsh.
std::string zsh_option(const OptionDescription& option, const std::string& name) {
  std::string about;
  for (const char c : first_line(option.about)) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') about += '\\';
    about += c;
  }
  const std::string value = option.choices.empty()
                                ? ":value:_files"
                                : fmt::format(":value:({})", fmt::join(option.choices, " "));
  return quoted(fmt::format("{}{}[{}]{}", option.repeatable ? "*" : "", name, about,
                            option.takes_value ? value : ""));
}

std::string zsh_function(const CommandDescription& command) {
  std::string name = "_" + command.path;
  for (char& c : name) {
    if (c == ' ') c = '_';
  }
  std::string script = name + "() {\n";
  if (!command.commands.empty()) {
    script += "  local context state state_descr line\n  typeset -A opt_args\n";
  }
  script += "  _arguments -S";
  for (const auto& option : command.options) {
    if (option.positional) continue;
    for (const auto& each : option.names) script += " \\\n    " + zsh_option(option, each);
  }
  if (command.commands.empty()) {
    std::vector<std::string> choices;
    for (const auto& option : command.options) {
      if (option.positional) choices = option.choices;
    }
    script += choices.empty()
                  ? " \\\n    '*:file:_files'\n}\n"
                  : fmt::format(" \\\n    ':value:({})'\n}}\n", fmt::join(choices, " "));
    return script;
  }
  script +=
      " \\\n    '1: :->command' '*:: :->rest'\n  case $state in\n    command)\n      local -a "
      "commands=(\n";
  for (const auto& each : command.commands) {
    script += fmt::format("        {}\n", quoted(each.name + ":" + first_line(each.about)));
  }
  script += "      )\n      _describe command commands ;;\n    rest)\n      case $line[1] in\n";
  for (const auto& each : command.commands) {
    script += fmt::format("        {}) {}_{} ;;\n", each.name, name, each.name);
  }
  return script + "      esac ;;\n  esac\n}\n";
}

std::string zsh(const CommandDescription& program) {
  std::string script = "#compdef mustfail\n# written by `mustfail completion zsh`\n";
  for_each(program, [&](const CommandDescription& command) { script += zsh_function(command); });
  return script +
         "if [ \"$funcstack[1]\" = _mustfail ]; then\n  _mustfail \"$@\"\nelse\n"
         "  compdef _mustfail mustfail\nfi\n";
}

std::string fish_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

void add_fish(std::string& script, const CommandDescription& command,
              const std::vector<std::string>& above) {
  std::string condition;
  for (const auto& name : above) {
    condition +=
        fmt::format("{}__fish_seen_subcommand_from {}", condition.empty() ? "" : "; and ", name);
  }
  const std::string below =
      command.commands.empty()
          ? ""
          : fmt::format("{}not __fish_seen_subcommand_from {}", condition.empty() ? "" : "; and ",
                        fmt::join(command_names(command), " "));
  const auto line = [&](const std::string& when, const std::string& rest) {
    script +=
        "complete -c mustfail" + (when.empty() ? "" : " -n " + fish_quoted(when)) + rest + "\n";
  };
  for (const auto& each : command.commands) {
    line(condition + below,
         fmt::format(" -f -a {} -d {}", each.name, fish_quoted(first_line(each.about))));
  }
  for (const auto& option : command.options) {
    const std::string values =
        option.choices.empty()
            ? ""
            : " -f -a " + fish_quoted(fmt::format("{}", fmt::join(option.choices, " ")));
    if (option.positional) {
      if (!values.empty()) line(condition, values);
      continue;
    }
    std::string names;
    for (const auto& name : option.names) {
      names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    line(condition + below, fmt::format("{}{}{} -d {}", names, option.takes_value ? " -r" : "",
                                        values, fish_quoted(first_line(option.about))));
  }
  for (const auto& each : command.commands) {
    auto path = above;
    path.push_back(each.name);
    add_fish(script, each, path);
  }
}

}  // namespace

std::string completion_script(const CommandDescription& command, const std::string& shell) {
  if (shell == "bash") return bash(command);
  if (shell == "zsh") return zsh(command);
  if (shell != "fish") return {};
  std::string script = "# written by `mustfail completion fish`\n";
  add_fish(script, command, {});
  return script;
}

}  // namespace mustfail
