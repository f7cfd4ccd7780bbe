#include "program.hpp"

#include "calls.hpp"
#include "hidden_state.hpp"

namespace norace::plugin {

std::string plain_name(tree declaration) {
  if (DECL_NAME(declaration) == NULL_TREE) return "(unnamed)";
  return IDENTIFIER_POINTER(DECL_NAME(declaration));
}

// One body, as it is walked.
struct Walk {
  explicit Walk(tree walked) : function(walked) {}

  Program* program = nullptr;  // what is told; or one of the two below is looked for
  tree function;
  std::vector<tree> path;    // from the body to here: an expression's place may be its parent's
  std::set<tree> seen;       // expressions may be shared
  tree capture = NULL_TREE;  // a closure's member
  location_t capture_use = UNKNOWN_LOCATION;   // the first place that names it
  tree handed = NULL_TREE;                     // a class
  location_t handing_over = UNKNOWN_LOCATION;  // the first place that gives one to the library

  location_t place() const {
    for (auto each = path.rbegin(); each != path.rend(); ++each)
      if (EXPR_P(*each) && EXPR_HAS_LOCATION(*each)) return EXPR_LOCATION(*each);
    return DECL_SOURCE_LOCATION(function);
  }
  location_t place_of(tree node) const {
    return EXPR_HAS_LOCATION(node) ? EXPR_LOCATION(node) : place();
  }

  void mention_variable(tree variable);
  void mention_function(tree called);
  void look_at_call(tree node);
  void look_at_shift(tree node);
  void change(tree by, tree stream, location_t place);
};

namespace {

bool is_in_std(tree declaration) {
  tree space = decl_namespace_context(declaration);
  for (; space != global_namespace; space = CP_DECL_CONTEXT(space))
    if (space == std_node) return true;
  return false;
}

bool is_in_norace(tree declaration) {
  tree space = decl_namespace_context(declaration);
  while (space != global_namespace && CP_DECL_CONTEXT(space) != global_namespace)
    space = CP_DECL_CONTEXT(space);
  return space != global_namespace && DECL_NAME(space) != NULL_TREE &&
         std::string(IDENTIFIER_POINTER(DECL_NAME(space))) == "norace";
}

bool is_free_or_std(tree function) {
  return !DECL_FUNCTION_MEMBER_P(function) &&
         (CP_DECL_CONTEXT(function) == global_namespace || is_in_std(function));
}

std::string class_name_of_constructor(tree callee) {
  return plain_name(TYPE_NAME(DECL_CONTEXT(callee)));
}

// What starts a thread that runs one of the arguments.
bool starts_thread(tree callee) {
  if (DECL_CONSTRUCTOR_P(callee)) {
    const std::string made = class_name_of_constructor(callee);
    return is_in_std(callee) && (made == "thread" || made == "jthread");
  }
  const std::string name = plain_name(callee);
  return name == "spawn" || (name == "async" && is_in_std(callee));
}

bool is_of_class(tree argument, tree wanted) {
  tree type = TREE_TYPE(argument);
  while (type != NULL_TREE && INDIRECT_TYPE_P(type)) type = TREE_TYPE(type);
  return type != NULL_TREE && CLASS_TYPE_P(type) && same_type_p(TYPE_MAIN_VARIANT(type), wanted);
}

tree strip(tree argument) {
  while (true) {
    STRIP_NOPS(argument);
    if (TREE_CODE(argument) == ADDR_EXPR || TREE_CODE(argument) == TARGET_EXPR ||
        TREE_CODE(argument) == CLEANUP_POINT_EXPR || TREE_CODE(argument) == INDIRECT_REF)
      argument = TREE_CODE(argument) == TARGET_EXPR ? TARGET_EXPR_INITIAL(argument)
                                                    : TREE_OPERAND(argument, 0);
    else if (TREE_CODE(argument) == COMPOUND_EXPR)
      argument = TREE_OPERAND(argument, 1);
    else
      return argument;
    if (argument == NULL_TREE) return error_mark_node;
  }
}

// The functions that a thread runs when it is given this argument.
std::vector<tree> functions_in(tree argument) {
  const tree stripped = strip(argument);
  if (TREE_CODE(stripped) == FUNCTION_DECL) return {stripped};
  tree type = TREE_TYPE(argument);
  while (type != NULL_TREE && INDIRECT_TYPE_P(type)) type = TREE_TYPE(type);
  if (type == NULL_TREE || !CLASS_TYPE_P(type) || !COMPLETE_TYPE_P(type)) return {};
  std::vector<tree> functions;
  for (tree each = TYPE_FIELDS(TYPE_MAIN_VARIANT(type)); each != NULL_TREE; each = DECL_CHAIN(each))
    if (TREE_CODE(each) == FUNCTION_DECL && DECL_OVERLOADED_OPERATOR_IS(each, CALL_EXPR))
      functions.push_back(each);
  return functions;
}

bool is_shift(tree callee) {
  return DECL_OVERLOADED_OPERATOR_IS(callee, LSHIFT_EXPR) ||
         DECL_OVERLOADED_OPERATOR_IS(callee, RSHIFT_EXPR);
}

// The standard stream that `<<`s and method calls begin with, or NULL_TREE.
tree stream_of(tree expression) {
  while (expression != NULL_TREE) {
    if (VAR_P(expression)) {
      const bool is_one = is_in_std(expression) && is_standard_stream(plain_name(expression));
      return is_one ? expression : NULL_TREE;
    }
    if (!EXPR_P(expression)) return NULL_TREE;
    if (is_call(expression)) {
      const tree callee = cp_get_callee_fndecl_nofold(expression);
      const auto arguments = arguments_of(expression);
      if (callee == NULL_TREE || !is_shift(callee) || arguments.empty()) return NULL_TREE;
      expression = arguments.front();
    } else if (TREE_CODE(expression) == TARGET_EXPR) {
      expression = TARGET_EXPR_INITIAL(expression);
    } else {
      expression = TREE_OPERAND_LENGTH(expression) == 0 ? NULL_TREE : TREE_OPERAND(expression, 0);
    }
  }
  return NULL_TREE;
}

tree visit(tree* at, int* into, void* data) {
  Walk& walk = *static_cast<Walk*>(data);
  const tree node = *at;
  if (TYPE_P(node)) {
    *into = 0;
    return NULL_TREE;
  }
  if (VAR_P(node)) {
    *into = 0;
    walk.mention_variable(node);
    return NULL_TREE;
  }
  if (TREE_CODE(node) == FUNCTION_DECL) {
    walk.mention_function(node);
    *into = 0;
    return NULL_TREE;
  }
  if (TREE_CODE(node) == COMPONENT_REF && TREE_OPERAND(node, 1) == walk.capture &&
      walk.capture_use == UNKNOWN_LOCATION)
    walk.capture_use = walk.place();
  if (EXPR_P(node) && !walk.seen.insert(node).second) {
    *into = 0;
    return NULL_TREE;
  }
  if (is_call(node)) walk.look_at_call(node);
  // The operands may have no place of their own and need this one's: walk them from here.
  if (EXPR_P(node)) {
    walk.path.push_back(node);
    if (TREE_CODE(node) == BIND_EXPR) {
      cp_walk_tree(&BIND_EXPR_BODY(node), visit, data, nullptr);
    } else if (TREE_CODE(node) == TARGET_EXPR) {
      const tree type = TREE_TYPE(node);
      if (LAMBDA_TYPE_P(type))
        for (const tree each : functions_in(node)) walk.mention_function(each);
      cp_walk_tree(&TARGET_EXPR_INITIAL(node), visit, data, nullptr);
    } else if (TREE_CODE(node) != DECL_EXPR) {  // a declaration is no use
      for (int i = 0; i < TREE_OPERAND_LENGTH(node); ++i)
        cp_walk_tree(&TREE_OPERAND(node, i), visit, data, nullptr);
    }
    if (TREE_CODE(node) == DECL_EXPR) {
      const tree declared = DECL_EXPR_DECL(node);
      if (VAR_P(declared) && DECL_INITIAL(declared) != NULL_TREE &&
          DECL_INITIAL(declared) != error_mark_node)
        cp_walk_tree(&DECL_INITIAL(declared), visit, data, nullptr);
    }
    walk.path.pop_back();
    *into = 0;
  }
  return NULL_TREE;
}

bool is_before(location_t a, location_t b) { return linemap_location_before_p(line_table, a, b); }

void put_in_order(std::vector<location_t>& places) {
  for (location_t& each : places)
    each = linemap_resolve_location(line_table, each, LRK_MACRO_EXPANSION_POINT, nullptr);
  std::sort(places.begin(), places.end());
  const auto same_line = [](location_t a, location_t b) {
    return LOCATION_LINE(a) == LOCATION_LINE(b) && LOCATION_FILE(a) == LOCATION_FILE(b);
  };
  places.erase(std::unique(places.begin(), places.end(), same_line), places.end());
}

}  // namespace

void Walk::mention_variable(tree variable) {
  if (capture != NULL_TREE && DECL_HAS_VALUE_EXPR_P(variable)) {
    tree stands_for =
        DECL_VALUE_EXPR(variable);  // inside a closure a captured variable is a member
    if (INDIRECT_REF_P(stands_for)) stands_for = TREE_OPERAND(stands_for, 0);
    STRIP_NOPS(stands_for);
    if (TREE_CODE(stands_for) == COMPONENT_REF && TREE_OPERAND(stands_for, 1) == capture &&
        capture_use == UNKNOWN_LOCATION)
      capture_use = place();
  }
  if (program == nullptr || (!TREE_STATIC(variable) && !DECL_EXTERNAL(variable))) return;
  if (DECL_ARTIFICIAL(variable) && !DECL_DECOMPOSITION_P(variable)) return;  // a typeinfo, say
  const location_t here = place();
  const bool is_itself = here == DECL_SOURCE_LOCATION(variable);  // a static in a function
  if (!is_itself) program->mentions_.push_back({variable, here, function});
}

void Walk::mention_function(tree called) {
  if (program == nullptr) return;
  program->bodies_[function].calls.insert(called);
  if (DECL_NAME(called) == NULL_TREE || !is_free_or_std(called)) return;
  const std::string name = plain_name(called);
  if (hidden_state_of(name) != nullptr || reads_environment(name))
    program->mentions_.push_back({called, place(), function});
}

void Walk::look_at_call(tree node) {
  const tree callee = cp_get_callee_fndecl_nofold(node);
  if (callee == NULL_TREE) return;
  if (handed != NULL_TREE && is_in_norace(callee))
    for (const tree argument : arguments_of(node))
      if (handing_over == UNKNOWN_LOCATION && is_of_class(argument, handed))
        handing_over = place_of(node);
  if (program == nullptr || DECL_NAME(callee) == NULL_TREE) return;
  Program::Body& body = program->bodies_[function];
  const auto arguments = arguments_of(node);
  if (starts_thread(callee)) {
    Program::Start start{place_of(node), {}, function};
    for (const tree argument : arguments)
      for (const tree run : functions_in(argument)) start.runs.push_back(run);
    if (!start.runs.empty()) program->starts_.push_back(std::move(start));
  }
  if (DECL_CONSTRUCTOR_P(callee)) {
    body.locks |= is_lock_class(class_name_of_constructor(callee));
    return;
  }
  if (is_shift(callee)) return look_at_shift(node);
  const std::string name = plain_name(callee);
  body.locks |= is_lock_method(name);
  if (name == "join" || name == "get" || name == "wait") body.joins.push_back(place_of(node));
  if (name == "sync_with_stdio" && arguments.size() == 1 && integer_zerop(arguments.front()))
    program->unsynchronised_.push_back(place_of(node));
  if (arguments.size() > 1 && DECL_FUNCTION_MEMBER_P(callee) && is_format_method(name))
    if (const tree stream = stream_of(arguments.front())) change(callee, stream, place_of(node));
}

// std::cout << std::setw(3) and std::cout << std::hex
void Walk::look_at_shift(tree node) {
  const auto arguments = arguments_of(node);
  if (arguments.size() != 2) return;
  const tree stream = stream_of(arguments.front());
  if (stream == NULL_TREE) return;
  tree right = strip(arguments.back());
  location_t here = place_of(node);
  if (is_call(right)) {
    if (EXPR_HAS_LOCATION(right)) here = EXPR_LOCATION(right);
    right = cp_get_callee_fndecl_nofold(right);
  }
  if (right != NULL_TREE && TREE_CODE(right) == FUNCTION_DECL && DECL_NAME(right) != NULL_TREE &&
      is_format_manipulator(plain_name(right)))
    change(right, stream, here);
}

void Walk::change(tree by, tree stream, location_t here) {
  program->changes_.push_back(
      {plain_name(stream) + "' by '" + plain_name(by), use_own_format, here, function});
}

void Program::add_function(tree function) {
  if (DECL_SAVED_TREE(function) == NULL_TREE) return;
  Walk walk(function);
  walk.program = this;
  if (is_answered_for(function)) bodies_[function].locks = true;
  cp_walk_tree(&DECL_SAVED_TREE(function), visit, &walk, nullptr);
}

void Program::add_initialiser(tree variable, tree initialiser) {
  initialised_.push_back(variable);
  Walk walk(variable);
  walk.program = this;
  cp_walk_tree(&initialiser, visit, &walk, nullptr);
}

std::set<tree> Program::reached_by(const Start& start, bool through_locks) const {
  std::set<tree> reached;
  std::vector<tree> open(start.runs);
  while (!open.empty()) {
    const tree at = open.back();
    open.pop_back();
    const auto body = bodies_.find(at);
    if (body != bodies_.end() && body->second.locks && !through_locks) continue;
    if (!reached.insert(at).second || body == bodies_.end()) continue;
    open.insert(open.end(), body->second.calls.begin(), body->second.calls.end());
  }
  return reached;
}

Uses Program::uses_of(tree variable) const {
  Uses uses;
  std::set<tree> users;
  for (const Mention& each : mentions_) {
    if (each.what != variable || each.function == variable) continue;
    uses.places.push_back(each.place);
    users.insert(each.function);
  }
  for (const Start& each : starts_) {
    const auto reached = reached_by(each, true);
    if (std::any_of(users.begin(), users.end(),
                    [&](tree user) { return reached.count(user) != 0; }))
      uses.threads.push_back(each.place);
  }
  put_in_order(uses.places);
  put_in_order(uses.threads);
  return uses;
}

std::vector<HiddenUse> Program::hidden_uses() const {
  std::vector<HiddenUse> uses;
  for (const Start& start : starts_) {
    const auto reached = reached_by(start, false);
    for (const Mention& each : mentions_) {
      if (TREE_CODE(each.what) != FUNCTION_DECL || reached.count(each.function) == 0) continue;
      const std::string name = plain_name(each.what);
      if (const HiddenState* row = hidden_state_of(name))
        uses.push_back({each.place, name, std::string(row->instead), start.place});
    }
    for (const Change& each : changes_)
      if (reached.count(each.function) != 0)
        uses.push_back({each.place, each.name, each.instead, start.place});
  }
  add_environment_uses(uses);
  add_unsynchronised(uses);
  for (HiddenUse& each : uses)
    each.place =
        linemap_resolve_location(line_table, each.place, LRK_MACRO_EXPANSION_POINT, nullptr);
  std::stable_sort(uses.begin(), uses.end(),
                   [](const HiddenUse& a, const HiddenUse& b) { return a.place < b.place; });
  const auto same = [](const HiddenUse& a, const HiddenUse& b) {
    return a.name == b.name && LOCATION_LINE(a.place) == LOCATION_LINE(b.place) &&
           LOCATION_FILE(a.place) == LOCATION_FILE(b.place);
  };
  uses.erase(std::unique(uses.begin(), uses.end(), same), uses.end());
  return uses;
}

// setenv() behind the start of a thread that asks getenv(), in the same function.
void Program::add_environment_uses(std::vector<HiddenUse>& uses) const {
  for (const Mention& writer : mentions_) {
    if (TREE_CODE(writer.what) != FUNCTION_DECL) continue;
    const std::string name = plain_name(writer.what);
    const auto body = bodies_.find(writer.function);
    if (!changes_environment(name) || body == bodies_.end() || body->second.locks) continue;
    for (const Start& start : starts_) {
      if (start.function != writer.function || !is_before(start.place, writer.place)) continue;
      const auto is_between = [&](location_t join) {
        return is_before(start.place, join) && is_before(join, writer.place);
      };
      const auto& joins = body->second.joins;
      if (std::any_of(joins.begin(), joins.end(), is_between)) continue;
      const auto reached = reached_by(start, false);
      for (const Mention& reader : mentions_) {
        if (TREE_CODE(reader.what) != FUNCTION_DECL || reached.count(reader.function) == 0 ||
            !reads_environment(plain_name(reader.what)))
          continue;
        uses.push_back(
            {writer.place, name, std::string(hidden_state_of(name)->instead), start.place});
        break;
      }
    }
  }
}

void Program::add_unsynchronised(std::vector<HiddenUse>& uses) const {
  if (unsynchronised_.empty()) return;
  for (const Start& start : starts_) {
    const auto reached = reached_by(start, false);
    for (const Mention& each : mentions_) {
      if (!VAR_P(each.what) || !is_in_std(each.what) ||
          !is_standard_stream(plain_name(each.what)) || reached.count(each.function) == 0)
        continue;
      for (const location_t place : unsynchronised_)
        uses.push_back({place, "sync_with_stdio", use_synchronised, start.place});
      return;
    }
  }
}

bool Program::may_be_late(tree used, tree starter) const {
  const auto begin = initialised_.begin(), end = initialised_.end();
  const auto is_late = std::find(begin, end, used);
  if (is_late != end) return std::find(begin, end, starter) < is_late;
  const bool is_elsewhere = DECL_EXTERNAL(used) && !DECL_NOT_REALLY_EXTERN(used);
  return is_elsewhere && !SCALAR_TYPE_P(TREE_TYPE(used));
}

std::vector<EarlyThread> Program::early_threads() const {
  std::vector<EarlyThread> found;
  for (const Start& start : starts_) {
    if (!VAR_P(start.function)) continue;
    const auto reached = reached_by(start, true);
    for (const Mention& each : mentions_) {
      if (!VAR_P(each.what) || reached.count(each.function) == 0 || is_in_std(each.what) ||
          DECL_FUNCTION_SCOPE_P(each.what) || CP_DECL_THREAD_LOCAL_P(each.what) ||
          each.what == start.function || !may_be_late(each.what, start.function))
        continue;
      found.push_back({start.function, each.what, each.place});
      break;
    }
  }
  return found;
}

location_t find_use_of_capture(const std::vector<tree>& functions, tree closure, tree field) {
  const tree body = lambda_function(closure);
  for (const tree each : functions) {
    if (each != body || DECL_SAVED_TREE(each) == NULL_TREE) continue;
    Walk walk(each);
    walk.capture = field;
    cp_walk_tree(&DECL_SAVED_TREE(each), visit, &walk, nullptr);
    return walk.capture_use;
  }
  return UNKNOWN_LOCATION;
}

location_t find_handing_over(const std::vector<tree>& functions, tree closure) {
  for (const tree each : functions) {
    // The library hands it on, in headers that need not be the system's.
    if (DECL_SAVED_TREE(each) == NULL_TREE || is_in_norace(each)) continue;
    Walk walk(each);
    walk.handed = closure;
    cp_walk_tree(&DECL_SAVED_TREE(each), visit, &walk, nullptr);
    if (walk.handing_over != UNKNOWN_LOCATION) return walk.handing_over;
  }
  return UNKNOWN_LOCATION;
}

}  // namespace norace::plugin
