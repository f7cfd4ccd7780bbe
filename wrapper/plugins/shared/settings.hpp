// What the macros of a command line ask of the plugins. (No plugin argument does: GCC gives none to
// a plugin whose file's name has a dash.)
//
//   -DNORACE_STD_THREADS=races         off, races or strict
//   -DNORACE_THREAD_SINKS='"f.json"'   see sinks_file.hpp
//   -DNORACE_BASELINE='"known.txt"'    see baseline.hpp
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "answered_lines.hpp"
#include "baseline.hpp"
#include "sinks_file.hpp"
#include "thread_sinks.hpp"

namespace norace::plugin {

// Macros that every file with a plugin has, as NAME=TEXT.
inline constexpr const char* unsafe_shared_macros[] = {
    "NORACE_UNSAFE_SHARED_(text)=_Pragma(#text)",
    "NORACE_UNSAFE_SHARED(why)=NORACE_UNSAFE_SHARED_(norace unsafe_shared(why))"};
inline constexpr char unsafe_shared_mistake[] =
    "unsafe_shared takes (\"why\"), push(\"why\") or pop, and why is not empty";
inline constexpr char unsafe_shared_pop_mistake[] = "nothing was pushed here that this could pop";

enum class Level : unsigned char { Off, Races, Strict };

// Nothing: there is no such level.
inline std::optional<Level> level_of(std::string_view text) {
  if (text.empty() || text == "races") return Level::Races;
  if (text == "off") return Level::Off;
  if (text == "strict") return Level::Strict;
  return std::nullopt;
}

// A macro's text as a path: in quotes, or as it stands.
inline std::string path_of(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

struct Settings {
  Level level = Level::Races;
  ThreadSinks sinks;
  Baseline baseline;
};

// `Compiler` has
//   macro(name)                       the macro's text; nothing: it is not defined
//   mistake(file, line, text)         an error there; line 0: about the command line
//   depends_on(file)                  the object file does
template <class Compiler>
Settings read_settings(Compiler& compiler) {
  Settings settings;
  const std::string level = compiler.macro("NORACE_STD_THREADS").value_or("");
  if (const auto known = level_of(level))
    settings.level = *known;
  else
    compiler.mistake("", 0, "NORACE_STD_THREADS is off, races or strict, and not '" + level + "'");
  const auto read = [&](const char* name, const auto& take) {
    const std::optional<std::string> text = compiler.macro(name);
    if (!text) return;
    const std::string path = path_of(*text);
    const std::optional<std::string> content = read_text(path);
    if (!content) {
      compiler.mistake("", 0, std::string(name) + ": '" + path + "' cannot be read");
      return;
    }
    compiler.depends_on(path);
    if (const std::optional<FileMistake> mistake = take(*content))
      compiler.mistake(path, mistake->line, mistake->text);
  };
  read("NORACE_THREAD_SINKS",
       [&](const std::string& text) { return read_sinks(text, settings.sinks); });
  read("NORACE_BASELINE", [&](const std::string& text) { return settings.baseline.read(text); });
  return settings;
}

}  // namespace norace::plugin
