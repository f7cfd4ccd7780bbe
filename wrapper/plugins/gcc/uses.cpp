#include "uses.hpp"

namespace norace::plugin {

namespace {

struct Start {
  location_t place;
  std::vector<tree> runs;
};

// One function's body, as it is walked.
struct Walk {
  tree function = NULL_TREE;
  const std::set<tree>& wanted;
  std::vector<std::pair<tree, location_t>> uses;  // in this function
  std::set<tree> calls;
  std::vector<Start> starts;
  std::vector<tree> path;    // from the body to here: an expression's place may be its parent's
  std::set<tree> seen;       // expressions may be shared
  tree capture = NULL_TREE;  // a closure's member
  location_t capture_use = UNKNOWN_LOCATION;  // the first place that names it
};

location_t place_of(const Walk& walk) {
  for (auto each = walk.path.rbegin(); each != walk.path.rend(); ++each)
    if (EXPR_P(*each) && EXPR_HAS_LOCATION(*each)) return EXPR_LOCATION(*each);
  return DECL_SOURCE_LOCATION(walk.function);
}

bool is_in_std(tree declaration) { return decl_namespace_context(declaration) == std_node; }

// What starts a thread that runs one of the arguments.
bool starts_thread(tree callee) {
  if (DECL_CONSTRUCTOR_P(callee)) {
    const std::string made = plain_name(TYPE_NAME(DECL_CONTEXT(callee)));
    return is_in_std(callee) && (made == "thread" || made == "jthread");
  }
  const std::string name = plain_name(callee);
  return name == "spawn" || (name == "async" && is_in_std(callee));
}

// The function that a thread runs when it is given this argument, or NULL_TREE.
tree function_in(tree argument) {
  while (true) {
    STRIP_NOPS(argument);
    if (TREE_CODE(argument) == ADDR_EXPR || TREE_CODE(argument) == TARGET_EXPR ||
        TREE_CODE(argument) == CLEANUP_POINT_EXPR)
      argument = TREE_OPERAND(argument, 0);
    else if (TREE_CODE(argument) == COMPOUND_EXPR)
      argument = TREE_OPERAND(argument, 1);
    else
      break;
  }
  if (TREE_CODE(argument) == FUNCTION_DECL) return argument;
  tree type = TREE_TYPE(argument);
  while (type != NULL_TREE && INDIRECT_TYPE_P(type)) type = TREE_TYPE(type);
  if (type == NULL_TREE || !LAMBDA_TYPE_P(type)) return NULL_TREE;
  return lambda_function(type);
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
    if (walk.capture != NULL_TREE && DECL_HAS_VALUE_EXPR_P(node)) {
      tree stands_for = DECL_VALUE_EXPR(node);  // inside a closure a captured variable is a member
      if (INDIRECT_REF_P(stands_for)) stands_for = TREE_OPERAND(stands_for, 0);
      STRIP_NOPS(stands_for);
      if (TREE_CODE(stands_for) == COMPONENT_REF && TREE_OPERAND(stands_for, 1) == walk.capture &&
          walk.capture_use == UNKNOWN_LOCATION)
        walk.capture_use = place_of(walk);
    }
    if (walk.wanted.count(node) == 0) return NULL_TREE;
    const location_t place = place_of(walk);
    const bool is_itself = place == DECL_SOURCE_LOCATION(node);  // a static in a function
    if (!is_itself) walk.uses.emplace_back(node, place);
    return NULL_TREE;
  }
  if (TREE_CODE(node) == FUNCTION_DECL) {
    walk.calls.insert(node);
    *into = 0;
    return NULL_TREE;
  }
  if (TREE_CODE(node) == COMPONENT_REF && TREE_OPERAND(node, 1) == walk.capture &&
      walk.capture_use == UNKNOWN_LOCATION)
    walk.capture_use = place_of(walk);
  if (EXPR_P(node) && !walk.seen.insert(node).second) {
    *into = 0;
    return NULL_TREE;
  }
  if (TREE_CODE(node) == CALL_EXPR || TREE_CODE(node) == AGGR_INIT_EXPR) {
    const tree callee = cp_get_callee_fndecl_nofold(node);
    if (callee != NULL_TREE && starts_thread(callee)) {
      Start start{EXPR_HAS_LOCATION(node) ? EXPR_LOCATION(node) : place_of(walk), {}};
      const bool is_call = TREE_CODE(node) == CALL_EXPR;
      const int count = is_call ? call_expr_nargs(node) : aggr_init_expr_nargs(node);
      for (int i = 0; i < count; ++i) {
        const tree argument = is_call ? CALL_EXPR_ARG(node, i) : AGGR_INIT_EXPR_ARG(node, i);
        if (const tree run = function_in(argument)) start.runs.push_back(run);
      }
      if (!start.runs.empty()) walk.starts.push_back(std::move(start));
    }
  }
  // The operands may have no place of their own and need this one's: walk them from here.
  if (EXPR_P(node)) {
    walk.path.push_back(node);
    if (TREE_CODE(node) == BIND_EXPR) {
      cp_walk_tree(&BIND_EXPR_BODY(node), visit, data, nullptr);
    } else if (TREE_CODE(node) == TARGET_EXPR) {
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

void put_in_order(std::vector<location_t>& places) {
  for (location_t& each : places)
    each = linemap_resolve_location(line_table, each, LRK_MACRO_EXPANSION_POINT, nullptr);
  std::sort(places.begin(), places.end());
  const auto same_line = [](location_t a, location_t b) {
    return LOCATION_LINE(a) == LOCATION_LINE(b) && LOCATION_FILE(a) == LOCATION_FILE(b);
  };
  places.erase(std::unique(places.begin(), places.end(), same_line), places.end());
}

bool reaches(std::vector<tree> from, const std::set<tree>& users,
             const std::map<tree, std::set<tree>>& calls) {
  std::set<tree> seen(from.begin(), from.end());
  while (!from.empty()) {
    const tree at = from.back();
    from.pop_back();
    if (users.count(at) != 0) return true;
    const auto called = calls.find(at);
    if (called == calls.end()) continue;
    for (const tree next : called->second)
      if (seen.insert(next).second) from.push_back(next);
  }
  return false;
}

}  // namespace

std::string plain_name(tree declaration) {
  if (DECL_NAME(declaration) == NULL_TREE) return "(unnamed)";
  return IDENTIFIER_POINTER(DECL_NAME(declaration));
}

std::map<tree, Uses> find_uses(const std::vector<tree>& functions, const std::set<tree>& wanted) {
  std::map<tree, Uses> uses;
  std::map<tree, std::set<tree>> users;
  std::map<tree, std::set<tree>> calls;
  std::vector<Start> starts;
  for (const tree each : functions) {
    if (DECL_SAVED_TREE(each) == NULL_TREE) continue;
    Walk walk{each, wanted, {}, {}, {}, {}, {}, NULL_TREE, UNKNOWN_LOCATION};
    cp_walk_tree(&DECL_SAVED_TREE(each), visit, &walk, nullptr);
    for (const auto& [variable, place] : walk.uses) {
      uses[variable].places.push_back(place);
      users[variable].insert(each);
    }
    calls[each] = std::move(walk.calls);
    starts.insert(starts.end(), walk.starts.begin(), walk.starts.end());
  }
  for (auto& [variable, known] : uses) {
    for (const Start& start : starts)
      if (reaches(start.runs, users[variable], calls)) known.threads.push_back(start.place);
    put_in_order(known.places);
    put_in_order(known.threads);
  }
  return uses;
}

location_t find_use_of_capture(const std::vector<tree>& functions, tree closure, tree field) {
  const tree body = lambda_function(closure);
  const std::set<tree> none;
  for (const tree each : functions) {
    if (each != body || DECL_SAVED_TREE(each) == NULL_TREE) continue;
    Walk walk{each, none, {}, {}, {}, {}, {}, field, UNKNOWN_LOCATION};
    cp_walk_tree(&DECL_SAVED_TREE(each), visit, &walk, nullptr);
    return walk.capture_use;
  }
  return UNKNOWN_LOCATION;
}

}  // namespace norace::plugin
