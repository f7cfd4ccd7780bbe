// The GCC plugin: E0133, a mutable static that every thread can reach, E0373 and E0277 of captures,
// and E0382, a use of what was moved.
//
//   g++-12 -fplugin=.../norace-gcc-12.so -c file.cpp
//
// GCC tells it each variable as it is declared; it judges them when the whole file has been parsed,
// before code is generated, so that nothing is instantiated earlier than without the plugin.
// docs/plugins.md says what it sees.
#include "borrow_message.hpp"
#include "borrows.hpp"
#include "capture_judge.hpp"
#include "command_line.hpp"
#include "form_text.hpp"
#include "handings.hpp"
#include "headers.hpp"
#include "library.hpp"
#include "lower.hpp"
#include "message.hpp"
#include "races.hpp"
#include "reader.hpp"
#include "static_judge.hpp"
#include "types.hpp"

extern "C" {
__attribute__((visibility("default"))) int plugin_is_GPL_compatible;
}

namespace norace::plugin {

namespace {

constexpr int kMostNotes = 2;

// Of the user's own files, in the order in which GCC finished them. The collector must not free
// what stands here: see mark().
std::vector<tree> variables;
std::vector<tree> functions;
GccProgram program{GccPlaces()};
Lowering lowering;
Settings settings;
bool is_parsed = false;  // what the library instantiates for us is none of the user's

bool is_own(location_t place) { return place > BUILTINS_LOCATION && !is_system_place(place); }

// A member's name begins with its class's, which the user may have given to a system header's
// macro: GoogleTest's TEST_P declares one so.
bool is_of_system_macro(tree variable) {
  const location_t place = DECL_SOURCE_LOCATION(variable);
  if (!DECL_CLASS_SCOPE_P(variable) || !linemap_location_from_macro_expansion_p(line_table, place))
    return false;
  return is_system_place(
      linemap_resolve_location(line_table, place, LRK_MACRO_DEFINITION_LOCATION, nullptr));
}

bool is_definition(tree variable) {
  if (!DECL_EXTERNAL(variable)) return true;
  return DECL_LANG_SPECIFIC(variable) != nullptr && DECL_NOT_REALLY_EXTERN(variable);
}

void on_declaration(void* event, void*) {
  const tree declared = static_cast<tree>(event);
  if (is_parsed || declared == NULL_TREE || !VAR_P(declared) || processing_template_decl != 0)
    return;
  if (!TREE_STATIC(declared) && !DECL_EXTERNAL(declared)) return;
  if (CP_DECL_THREAD_LOCAL_P(declared) || DECL_THREAD_LOCAL_P(declared)) return;
  if (DECL_ARTIFICIAL(declared) && !DECL_DECOMPOSITION_P(declared) &&
      !ANON_AGGR_TYPE_P(TREE_TYPE(declared)))
    return;
  if (!is_own(DECL_SOURCE_LOCATION(declared)) || is_of_system_macro(declared)) return;
  if (is_in_norace(declared)) return;  // the library vouches for its own
  variables.push_back(declared);
  // What code initialises has just been put there.
  if (static_aggregates != NULL_TREE && TREE_VALUE(static_aggregates) == declared &&
      TREE_PURPOSE(static_aggregates) != NULL_TREE)
    read_initialiser(declared, TREE_PURPOSE(static_aggregates), program);
}

void on_function(void* event, void*) {
  const tree function = static_cast<tree>(event);
  if (is_parsed || (DECL_ARTIFICIAL(function) && !LAMBDA_FUNCTION_P(function))) return;
  if (!is_own(expansion_point_location_if_in_system_header(DECL_SOURCE_LOCATION(function)))) return;
  functions.push_back(function);
  if (processing_template_decl != 0 || seen_error()) return;
  if (!is_in_norace(function)) lowering.add(function);
}

void mark(void*, void*) {
  for (const tree each : variables) gt_ggc_mx_lang_tree_node(each);
  for (const tree each : functions) gt_ggc_mx_lang_tree_node(each);
}

// Says it, where no baseline knows it.
bool tell(location_t place, const std::string& text) {
  const expanded_location here = expand_location(GccPlaces::where_it_stands(place));
  if (here.file != nullptr && settings.baseline.takes(text, here.file)) return false;
  error_at(place, "%s", text.c_str());
  return true;
}

// Its name's place; a union without a name stands where it begins.
location_t place_of(tree variable) {
  const tree type = TREE_TYPE(variable);
  return ANON_AGGR_TYPE_P(type) ? DECL_SOURCE_LOCATION(TYPE_MAIN_DECL(type))
                                : DECL_SOURCE_LOCATION(variable);
}

struct Report {
  tree variable;
  Rule rule;
  std::optional<tree> culprit;
};

std::vector<Report> judge(Library& library) {
  StaticJudge judge{GccTypes(library)};
  std::vector<Report> reports;
  std::set<tree> seen;
  std::set<location_t> places;
  for (const tree each : variables) {
    if (!seen.insert(each).second || is_answered_for(each)) continue;
    if (TREE_TYPE(each) == NULL_TREE || TREE_TYPE(each) == error_mark_node) continue;
    if (DECL_HAS_VALUE_EXPR_P(each) && !DECL_DECOMPOSITION_P(each)) continue;
    if (DECL_DECOMPOSITION_P(each) && DECL_DECOMP_BASE(each) != NULL_TREE) continue;
    if (uses_template_parms(TREE_TYPE(each))) continue;
    const auto verdict = judge.judge({TREE_TYPE(each)});
    if (verdict.rule == Rule::None || !places.insert(DECL_SOURCE_LOCATION(each)).second) continue;
    reports.push_back({each, verdict.rule, verdict.culprit});
  }
  std::stable_sort(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
    return DECL_SOURCE_LOCATION(a.variable) < DECL_SOURCE_LOCATION(b.variable);
  });
  return reports;
}

std::string text_of(tree type) { return type_text(type_as_string(type, TFF_PLAIN_IDENTIFIER)); }

std::string name_of(tree variable) {
  if (VAR_P(variable) && DECL_DECOMPOSITION_P(variable)) {
    std::string names;
    for (const tree each : variables)
      if (DECL_DECOMPOSITION_P(each) && DECL_DECOMP_BASE(each) == variable)
        names += (names.empty() ? "[" : ", ") + plain_name(each);
    return names.empty() ? "[...]" : names + "]";
  }
  const tree owner = DECL_CONTEXT(variable);
  if (owner == NULL_TREE || !CLASS_TYPE_P(owner) || TYPE_UNNAMED_P(owner))
    return plain_name(variable);
  return plain_name(TYPE_NAME(TYPE_MAIN_VARIANT(owner))) + "::" + plain_name(variable);
}

void say(const Report& report, const GccProgram::Uses& uses) {
  const tree variable = report.variable;
  const bool is_here = is_definition(variable);
  if (!is_here && uses.places.empty()) return;
  const tree type = TREE_TYPE(variable);
  const tree plain = cv_unqualified(TYPE_REF_P(type) ? TREE_TYPE(type) : type);
  const std::string text = message(report.rule, name_of(variable), text_of(type), text_of(plain));
  const location_t place = place_of(variable);
  if (!tell(is_here ? place : uses.places.front(), text)) return;
  auto use = uses.places.begin();
  int notes = 0;
  const auto note = [&](location_t where, const std::string& words) {
    if (notes++ < kMostNotes) inform(where, "%s", words.c_str());
  };
  if (!is_here) {
    note(place, declared_note);
    ++use;
  }
  if (report.culprit)
    note(DECL_SOURCE_LOCATION(*report.culprit),
         culprit_note(plain_name(*report.culprit),
                      text_of(GccTypes::type_of(*report.culprit).type)));
  if (use != uses.places.end())
    note(*use, use == uses.places.begin() ? first_use_note : next_use_note), ++use;
  if (!uses.threads.empty()) note(uses.threads.front(), thread_note);
  if (use != uses.places.end()) note(*use, next_use_note);
}

void say_capture(tree closure, Rule rule, std::optional<tree> field) {
  const bool is_lambda = LAMBDA_TYPE_P(closure);
  std::string name = !field                                 ? "its base"
                     : is_own(DECL_SOURCE_LOCATION(*field)) ? plain_name(*field)
                                                            : bound_argument;
  if (is_lambda && name.rfind("__", 0) == 0) name.erase(0, 2);
  location_t place = is_lambda ? LAMBDA_EXPR_LOCATION(CLASSTYPE_LAMBDA_EXPR(closure))
                               : DECL_SOURCE_LOCATION(TYPE_MAIN_DECL(closure));
  // A function object's class may stand far from the call, and in a system header.
  if (!is_lambda) {
    const location_t handed = find_handing_over(functions, closure);
    if (handed != UNKNOWN_LOCATION) place = handed;
  }
  const std::string type = field ? text_of(GccTypes::type_of(*field).type) : "";
  if (!tell(place, capture_message(rule, name, type))) return;
  if (field && !is_lambda && is_own(DECL_SOURCE_LOCATION(*field)))
    inform(DECL_SOURCE_LOCATION(*field), "%s", declared_note);
  if (!field || !is_lambda) return;
  const location_t captured = DECL_SOURCE_LOCATION(*field);
  inform(captured, "%s", capture_note);
  const location_t used = find_use_of_capture(functions, closure, *field);
  if (used != UNKNOWN_LOCATION && LOCATION_LINE(used) != LOCATION_LINE(captured))
    inform(used, "%s", capture_use_note);
}

void judge_captures(Library& library) {
  CaptureJudge judge{GccTypes(library)};
  for (const tree closure : library.closures_to_judge()) {
    const auto verdict = judge.judge({closure});
    const bool is_send = verdict.rule == Rule::E0277_SEND;
    if (verdict.rule == Rule::None ||
        is_defined(is_send ? "NORACE_UNCHECKED_E0277" : "NORACE_UNCHECKED_E0373"))
      continue;
    say_capture(closure, verdict.rule, verdict.capture);
  }
}

// Level strict: of all that a thread gets which may outlive the function, what spawn() asks.
void judge_handings(Library& library) {
  if (settings.level != Level::Strict) return;
  if (!library.knows_captures()) {
    error_at(UNKNOWN_LOCATION, "%s", strict_needs_traits);
    return;
  }
  CaptureJudge judge{GccTypes(library)};
  std::set<tree> closures;
  for (const Handing& handing : find_handings(lowering.form(), settings.sinks)) {
    if (is_answered_for_at(handing.place)) continue;
    std::size_t index = 0;
    for (tree each = FUNCTION_FIRST_USER_PARMTYPE(lowering.callee(handing.callee));
         each != NULL_TREE && each != void_list_node; each = TREE_CHAIN(each), ++index) {
      if (index < handing.first || index >= handing.behind) continue;
      const tree type = cv_unqualified(non_reference(TREE_VALUE(each)));
      if (CLASS_TYPE_P(type) && LAMBDA_TYPE_P(type)) {
        const auto verdict = judge.judge({type});
        if (verdict.rule == Rule::None || !closures.insert(type).second ||
            is_defined(verdict.rule == Rule::E0277_SEND ? "NORACE_UNCHECKED_E0277"
                                                        : "NORACE_UNCHECKED_E0373"))
          continue;
        say_capture(type, verdict.rule, verdict.capture);
        continue;
      }
      const bool is_code = FUNC_OR_METHOD_TYPE_P(type) || TYPE_PTRMEM_P(type) ||
                           (TYPE_PTR_P(type) && FUNC_OR_METHOD_TYPE_P(TREE_TYPE(type)));
      const Rule rule = is_code ? Rule::None : judge.judge_argument({type});
      if (rule != Rule::None &&
          !is_defined(rule == Rule::E0521 ? "NORACE_UNCHECKED_E0521" : "NORACE_UNCHECKED_E0277"))
        tell(handing.place, plain_message(rule));
    }
  }
}

void say_races() {
  if (is_defined("NORACE_PRINT_FORM"))
    fprintf(stderr, "%s", FormText(lowering.form()).text().c_str());
  if (settings.level == Level::Off || is_defined("NORACE_UNCHECKED_N0005")) return;
  for (const Race& each : find_races(lowering.form(), settings.sinks, is_answered_for_at)) {
    const bool is_told = settings.level == Level::Strict || is_defined("NORACE_UNCHECKED_E0373");
    if (each.kind == Race::Kind::Outlived && is_told) continue;
    if (!tell(each.place, race_message(each))) continue;
    inform(each.started, "%s", thread_started_note);
    if (each.other != each.place) inform(each.other, "%s", race_other_note(each));
  }
}

void say_borrows() {
  for (const BorrowReport& each : find_borrows(lowering.form())) {
    if (is_defined(borrow_switch(each.kind).c_str())) continue;
    if (!tell(each.place, borrow_message(each))) continue;
    for (const auto& [place, words] : borrow_notes(each)) inform(place, "%s", words);
  }
}

void say_program() {
  for (const auto& each : program.early_threads()) {
    if (is_answered_for(each.starter)) continue;
    if (!tell(place_of(each.starter), early_message(plain_name(each.used)))) continue;
    inform(each.place, "%s", first_use_note);
  }
  for (const auto& each : program.hidden_uses()) {
    if (!tell(each.place, hidden_message(each.name, each.instead))) continue;
    inform(each.thread, "%s", thread_note);
  }
}

void check() {
  if (seen_error() || is_defined("NORACE_UNCHECKED")) return;
  GccCommandLine command_line;
  settings = read_settings(command_line);
  if (seen_error()) return;
  Library library;
  judge_captures(library);
  judge_handings(library);
  say_borrows();
  say_races();
  if (is_defined("NORACE_UNCHECKED_E0133")) return;
  const std::vector<Report> reports = judge(library);
  for (const tree each : functions) read_function(each, program);
  for (const Report& each : reports) say(each, program.uses_of(each.variable));
  say_program();
}

// lang_hooks.parse_file returns when all templates are instantiated and nothing is compiled yet; no
// plugin event stands there.
void (*parse_file)() = nullptr;
void parse_file_and_check() {
  parse_file();
  is_parsed = true;
  check();
}

tree refuse_attribute(tree name, const char* what, bool* no_add) {
  warning(OPT_Wattributes, "%qE attribute only applies to %s", name, what);
  *no_add = true;
  return NULL_TREE;
}

tree keep_on_static(tree* node, tree name, tree, int, bool* no_add) {
  return VAR_OR_FUNCTION_DECL_P(*node) ? NULL_TREE
                                       : refuse_attribute(name, "variables and functions", no_add);
}

tree keep_on_parameter(tree* node, tree name, tree, int, bool* no_add) {
  return TREE_CODE(*node) == PARM_DECL ? NULL_TREE : refuse_attribute(name, "parameters", no_add);
}

const attribute_spec attributes[] = {
    {kUnsafeStatic, 1, 1, true, false, false, false, keep_on_static, nullptr},
    {kStartsThread, 0, 0, true, false, false, false, keep_on_parameter, nullptr},
    {kJoined, 0, 0, true, false, false, false, keep_on_parameter, nullptr},
    {kConcurrent, 0, 0, true, false, false, false, keep_on_parameter, nullptr},
    {nullptr, 0, 0, false, false, false, false, nullptr, nullptr},
};

tree keep_anywhere(tree*, tree, tree, int, bool*) { return NULL_TREE; }

// Clang's own, which GCC 12 does not know.
const attribute_spec clang_attributes[] = {
    {kBound, 0, 0, false, false, false, false, keep_anywhere, nullptr},
    {nullptr, 0, 0, false, false, false, false, nullptr, nullptr},
};

void on_attributes(void*, void*) {
  register_scoped_attributes(attributes, "norace");
  register_scoped_attributes(clang_attributes, "clang");
}

void on_start(void*, void*) { register_pragmas(); }

}  // namespace

}  // namespace norace::plugin

__attribute__((visibility("default"))) int plugin_init(plugin_name_args* arguments,
                                                       plugin_gcc_version* version) {
  using namespace norace::plugin;
  if (!plugin_default_version_check(version, &gcc_version)) {
    error("this norace plugin was built for GCC %s", gcc_version.basever);
    return 1;
  }
  const std::string language = lang_hooks.name;
  if (language.find("C++") == std::string::npos) return 0;
  const char* name = arguments->base_name;
  register_callback(name, PLUGIN_FINISH_DECL, on_declaration, nullptr);
  register_callback(name, PLUGIN_PRE_GENERICIZE, on_function, nullptr);
  register_callback(name, PLUGIN_GGC_MARKING, mark, nullptr);
  register_callback(name, PLUGIN_ATTRIBUTES, on_attributes, nullptr);
  register_callback(name, PLUGIN_PRAGMAS, on_start, nullptr);
  parse_file = lang_hooks.parse_file;
  lang_hooks.parse_file = parse_file_and_check;
  return 0;
}
