#include "reader.hpp"

#include "calls.hpp"

namespace norace::plugin {

std::string plain_name(tree declaration) {
  if (DECL_NAME(declaration) == NULL_TREE) return "(unnamed)";
  return IDENTIFIER_POINTER(DECL_NAME(declaration));
}

bool is_in_norace(tree declaration) {
  tree space = decl_namespace_context(declaration);
  while (space != global_namespace && CP_DECL_CONTEXT(space) != global_namespace)
    space = CP_DECL_CONTEXT(space);
  return space != global_namespace && DECL_NAME(space) != NULL_TREE &&
         std::string(IDENTIFIER_POINTER(DECL_NAME(space))) == "norace";
}

// One body, as it is walked.
struct Walk {
  explicit Walk(tree walked) : function(walked) {}

  GccProgram* program = nullptr;  // what is told; or one of the two below is looked for
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

// Of the global namespace or std's, and not the user's own of the same name.
bool is_of_system(tree function) {
  const location_t place = DECL_SOURCE_LOCATION(function);
  return !DECL_FUNCTION_MEMBER_P(function) &&
         (place <= BUILTINS_LOCATION || in_system_header_at(place)) &&
         (CP_DECL_CONTEXT(function) == global_namespace || is_in_std(function));
}

// Without a copy: this is asked of every call.
std::string_view name_view(tree declaration) {
  const tree name = DECL_NAME(declaration);
  return name == NULL_TREE ? std::string_view()
                           : std::string_view(IDENTIFIER_POINTER(name), IDENTIFIER_LENGTH(name));
}

std::string_view class_name_of_constructor(tree callee) {
  return name_view(TYPE_NAME(DECL_CONTEXT(callee)));
}

// What starts a thread that runs one of the arguments.
bool starts_thread(tree callee) {
  if (DECL_CONSTRUCTOR_P(callee)) {
    const std::string_view made = class_name_of_constructor(callee);
    return (made == "thread" || made == "jthread") && is_in_std(callee);
  }
  const std::string_view name = name_view(callee);
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
    if (TREE_CODE(each) == FUNCTION_DECL && DECL_LANG_SPECIFIC(each) != NULL &&
        DECL_OVERLOADED_OPERATOR_IS(each, CALL_EXPR))
      functions.push_back(each);
  return functions;
}

bool is_shift(tree callee) {
  if (DECL_LANG_SPECIFIC(callee) == NULL) return false;  // a builtin
  return DECL_OVERLOADED_OPERATOR_IS(callee, LSHIFT_EXPR) ||
         DECL_OVERLOADED_OPERATOR_IS(callee, RSHIFT_EXPR);
}

bool is_stream(tree variable) {
  return is_standard_stream(name_view(variable)) && is_in_std(variable);
}

// The standard stream that `<<`s and method calls begin with, or NULL_TREE.
tree stream_of(tree expression) {
  while (expression != NULL_TREE) {
    if (VAR_P(expression)) return is_stream(expression) ? expression : NULL_TREE;
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
  if (is_stream(variable))
    program->mention_stream(here, function);
  else if (!is_in_std(variable) && variable != function && here != DECL_SOURCE_LOCATION(variable))
    program->mention(variable, here, function);  // elsewhere than where a function's static stands
}

void Walk::mention_function(tree called) {
  if (program == nullptr) return;
  program->body(function).calls.insert(called);
  const std::string_view name = name_view(called);
  if ((hidden_state_of(name) != nullptr || reads_environment(name)) && is_of_system(called))
    program->mention_hidden(name, place(), function);
}

void Walk::look_at_call(tree node) {
  const tree callee = cp_get_callee_fndecl_nofold(node);
  if (callee == NULL_TREE) return;
  if (handed != NULL_TREE && is_in_norace(callee))
    for (const tree argument : arguments_of(node))
      if (handing_over == UNKNOWN_LOCATION && is_of_class(argument, handed))
        handing_over = place_of(node);
  if (program == nullptr || DECL_NAME(callee) == NULL_TREE) return;
  GccProgram::Body& body = program->body(function);
  if (starts_thread(callee)) {
    GccProgram::Start start{place_of(node), {}, function, std::nullopt};
    if (VAR_P(function)) start.initialises = function;
    for (const tree argument : arguments_of(node))
      for (const tree run : functions_in(argument)) start.runs.push_back(run);
    program->start(std::move(start));
  }
  if (DECL_CONSTRUCTOR_P(callee)) {
    body.locks |= is_lock_class(class_name_of_constructor(callee));
    return;
  }
  if (is_shift(callee)) return look_at_shift(node);
  const std::string_view name = name_view(callee);
  body.locks |= is_lock_method(name);
  if (name == "join" || name == "get" || name == "wait") body.joins.push_back(place_of(node));
  const bool may_unsynchronise = name == "sync_with_stdio";
  const bool may_format = DECL_FUNCTION_MEMBER_P(callee) && is_format_method(name);
  if (!may_unsynchronise && !may_format) return;
  const auto arguments = arguments_of(node);
  if (may_unsynchronise && arguments.size() == 1 && integer_zerop(arguments.front()))
    program->unsynchronise(place_of(node));
  if (may_format && arguments.size() > 1)
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
      is_format_manipulator(name_view(right)))
    change(right, stream, here);
}

void Walk::change(tree by, tree stream, location_t here) {
  program->change_format(plain_name(stream), plain_name(by), here, function);
}

void read_function(tree function, GccProgram& program) {
  // The library's own calls lead nowhere that the user's do not: a closure counts where it stands.
  if (DECL_SAVED_TREE(function) == NULL_TREE || is_in_norace(function)) return;
  Walk walk(function);
  walk.program = &program;
  if (is_answered_for(function)) program.body(function).locks = true;
  cp_walk_tree(&DECL_SAVED_TREE(function), visit, &walk, nullptr);
}

void read_initialiser(tree variable, tree initialiser, GccProgram& program) {
  program.compiler().initialised.push_back(variable);
  Walk walk(variable);
  walk.program = &program;
  cp_walk_tree(&initialiser, visit, &walk, nullptr);
}

bool GccPlaces::may_be_late(tree used, tree starter, location_t) const {
  if (DECL_FUNCTION_SCOPE_P(used) || CP_DECL_THREAD_LOCAL_P(used)) return false;
  const auto begin = initialised.begin(), end = initialised.end();
  const auto late = std::find(begin, end, used);
  if (late != end) return std::find(begin, end, starter) < late;
  const bool is_elsewhere =
      DECL_EXTERNAL(used) && DECL_LANG_SPECIFIC(used) != NULL && !DECL_NOT_REALLY_EXTERN(used);
  return is_elsewhere && !SCALAR_TYPE_P(TREE_TYPE(used));
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
