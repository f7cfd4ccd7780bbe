#include "command_line.hpp"

class mkdeps;
extern void deps_add_dep(mkdeps*, const char*);

namespace norace::plugin {

namespace {

AnsweredLines answered;

cpp_hashnode* macro_node(const char* name) {
  cpp_hashnode* node = cpp_lookup(parse_in, reinterpret_cast<const unsigned char*>(name),
                                  static_cast<unsigned>(strlen(name)));
  return cpp_macro_p(node) ? node : nullptr;
}

std::string text_of(const cpp_token* token) {
  if (token->type == CPP_NAME)
    return reinterpret_cast<const char*>(NODE_NAME(token->val.node.node));
  if (token->type == CPP_STRING)
    return std::string(reinterpret_cast<const char*>(token->val.str.text), token->val.str.len);
  if (token->type == CPP_OPEN_PAREN) return "(";
  if (token->type == CPP_CLOSE_PAREN) return ")";
  return "?";
}

// `#pragma norace unsafe_shared ...`, while GCC's lexer stands there.
void on_pragma(cpp_reader* reader) {
  std::vector<std::string> words;
  for (const cpp_token* token = cpp_get_token(reader);
       token->type != CPP_EOF && token->type != CPP_PRAGMA_EOL; token = cpp_get_token(reader))
    words.push_back(text_of(token));
  const expanded_location here = expand_location(line_table->highest_line);
  const unsigned line = static_cast<unsigned>(here.line);
  if (is_reason(words, 0)) {
    const std::optional<std::string> text = read_text(here.file);
    answered.add(here.file, line, text ? last_line_marked(*text, line) : line);
  } else if (!words.empty() && words[0] == "push" && is_reason(words, 1)) {
    answered.push(here.file, line);
  } else if (words.size() != 1 || words[0] != "pop") {
    error_at(line_table->highest_line, "%s", unsafe_shared_mistake);
  } else if (!answered.pop(here.file, line)) {
    error_at(line_table->highest_line, "%s", unsafe_shared_pop_mistake);
  }
}

}  // namespace

bool is_defined(const char* macro) { return macro_node(macro) != nullptr; }

std::optional<std::string> GccCommandLine::macro(const char* name) const {
  cpp_hashnode* node = macro_node(name);
  if (node == nullptr) return std::nullopt;
  const std::string text = reinterpret_cast<const char*>(cpp_macro_definition(parse_in, node));
  const std::size_t space = text.find(' ');
  return space == std::string::npos ? std::string() : text.substr(space + 1);
}

void GccCommandLine::mistake(const std::string& file, unsigned line,
                             const std::string& text) const {
  if (line == 0) {
    error_at(UNKNOWN_LOCATION, "%s", text.c_str());
    return;
  }
  linemap_add(line_table, LC_ENTER, 0, ggc_strdup(file.c_str()), line);
  const location_t place = linemap_line_start(line_table, line, 1);
  error_at(place, "%s", text.c_str());
  linemap_add(line_table, LC_LEAVE, 0, nullptr, 0);
}

void GccCommandLine::depends_on(const std::string& file) const {
  if (mkdeps* const files = cpp_get_deps(parse_in)) deps_add_dep(files, file.c_str());
}

void register_pragmas() {
  cpp_define(parse_in, "NORACE_PLUGIN=1");
  for (const char* each : unsafe_shared_macros) cpp_define(parse_in, each);
  if (flag_preprocess_only) return;  // the pragmas stay in what is printed
  cpp_register_pragma(parse_in, "norace", "unsafe_shared", on_pragma, false);
}

bool is_answered_for_at(location_t place) {
  const location_t where =
      linemap_resolve_location(line_table, place, LRK_MACRO_EXPANSION_POINT, nullptr);
  if (where <= BUILTINS_LOCATION) return false;
  const expanded_location here = expand_location(where);
  return here.file != nullptr && answered.covers(here.file, static_cast<unsigned>(here.line));
}

}  // namespace norace::plugin
