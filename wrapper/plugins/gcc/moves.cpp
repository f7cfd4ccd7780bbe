#include "moves.hpp"

#include "effects.hpp"
#include "reader.hpp"

namespace norace::plugin {

namespace {

// At one point of the body: what is gone on every path that leads there.
struct Paths {
  bool are_there = true;
  std::map<tree, VariableAt> gone = {};
};

const Paths no_path{false};

Paths joined(Paths one, const Paths& other) {
  if (!other.are_there) return one;
  if (!one.are_there) return other;
  for (auto at = one.gone.begin(); at != one.gone.end();)
    at = other.gone.count(at->first) != 0 ? std::next(at) : one.gone.erase(at);
  return one;
}

// What break, continue and the cases of a switch meet.
struct Loop {
  Paths exit = no_path;
  Paths next_turn = no_path;
};
struct Switch {
  Paths entry;
  bool has_default = false;
};

class Body {
 public:
  explicit Body(tree function) : function_(function) {}

  std::vector<UseAfterMove> judge() {
    place_ = DECL_SOURCE_LOCATION(function_);
    run(DECL_SAVED_TREE(function_));
    return std::move(found_);
  }

 private:
  struct Turn {
    tree condition;
    tree body;
    tree step;
    bool asks_first;
  };

  void run(tree statement);
  void run_list(tree list);
  void run_declaration(tree declared);
  void run_if(tree statement);
  void run_loop(const Turn& turn);
  void run_turn(const Turn& turn, Loop& loop);
  void ask(tree condition, Paths& exit);
  void run_switch(tree statement);
  void run_case(tree label);
  void run_try(tree statement);
  void evaluate(tree expression);
  void jump(Paths& to) {
    to = joined(std::move(to), now_);
    now_ = no_path;
  }
  void report(const VariableAt& use, const VariableAt& end);
  void forget(tree variable);

  tree function_;
  location_t place_ = UNKNOWN_LOCATION;
  Paths now_;
  std::vector<Loop*> breaks_;  // of the loops and switches around here, the innermost last
  std::vector<Loop*> loops_;
  std::vector<Switch*> switches_;
  std::vector<Paths*> handlers_;  // of the try blocks around here: an exception may come any time
  std::set<tree> lent_;
  std::set<std::pair<tree, location_t>> reported_;  // with where it was moved
  std::vector<UseAfterMove> found_;
};

void Body::report(const VariableAt& use, const VariableAt& end) {
  if (!reported_.emplace(use.variable, end.place).second) return;
  found_.push_back({plain_name(use.variable),
                    type_as_string(TREE_TYPE(use.variable), TFF_PLAIN_IDENTIFIER), use.place,
                    end.place, end.by});
}

void Body::forget(tree variable) {
  now_.gone.erase(variable);
  for (Paths* const each : handlers_) each->gone.erase(variable);
}

// Uses count before what the same expression moves: its parts have no order.
void Body::evaluate(tree expression) {
  if (expression == NULL_TREE) return;
  if (TREE_CODE(expression) == COMPOUND_EXPR) {
    evaluate(TREE_OPERAND(expression, 0));
    return evaluate(TREE_OPERAND(expression, 1));
  }
  const Effects effects = effects_of(function_, expression, place_);
  lent_.insert(effects.lent.begin(), effects.lent.end());
  for (const tree each : effects.lent) forget(each);
  if (now_.are_there) {
    for (const VariableAt& use : effects.uses) {
      const auto gone = now_.gone.find(use.variable);
      if (gone != now_.gone.end() && effects.changed.count(use.variable) == 0)
        report(use, gone->second);
    }
    for (const VariableAt& end : effects.ends)
      if (lent_.count(end.variable) == 0) now_.gone.insert_or_assign(end.variable, end);
  }
  for (const tree each : effects.changed) forget(each);
  if (effects.leaves) now_ = no_path;
}

void Body::run_list(tree list) {
  for (auto at = tsi_start(list); !tsi_end_p(at); tsi_next(&at)) run(tsi_stmt(at));
}

void Body::run_declaration(tree declared) {
  if (!VAR_P(declared)) return;
  forget(declared);
  if (!TREE_STATIC(declared)) evaluate(DECL_INITIAL(declared));
}

void Body::run_if(tree statement) {
  const tree condition = IF_COND(statement);
  evaluate(condition);
  const Paths before = now_;
  if (integer_zerop(condition)) now_ = no_path;
  run(THEN_CLAUSE(statement));
  Paths after = now_;
  now_ = before;
  if (integer_nonzerop(condition)) now_ = no_path;
  run(ELSE_CLAUSE(statement));
  now_ = joined(std::move(after), now_);
}

void Body::ask(tree condition, Paths& exit) {
  evaluate(condition);
  if (condition == NULL_TREE || integer_nonzerop(condition)) return;
  exit = joined(std::move(exit), now_);
  if (integer_zerop(condition)) now_ = no_path;
}

void Body::run_turn(const Turn& turn, Loop& loop) {
  if (turn.asks_first) ask(turn.condition, loop.exit);
  loop.next_turn = no_path;
  run(turn.body);
  now_ = joined(std::move(now_), loop.next_turn);
  evaluate(turn.step);
  if (!turn.asks_first) ask(turn.condition, loop.exit);
}

// Twice: what the first turn moves is gone in the second.
void Body::run_loop(const Turn& turn) {
  Loop loop;
  breaks_.push_back(&loop);
  loops_.push_back(&loop);
  run_turn(turn, loop);
  run_turn(turn, loop);
  if (turn.asks_first) ask(turn.condition, loop.exit);
  loops_.pop_back();
  breaks_.pop_back();
  now_ = loop.exit;
}

void Body::run_switch(tree statement) {
  evaluate(SWITCH_STMT_COND(statement));
  Switch here{now_};
  Loop end;
  switches_.push_back(&here);
  breaks_.push_back(&end);
  now_ = no_path;
  run(SWITCH_STMT_BODY(statement));
  breaks_.pop_back();
  switches_.pop_back();
  now_ = joined(std::move(now_), end.exit);
  if (!here.has_default) now_ = joined(std::move(now_), here.entry);
}

void Body::run_case(tree label) {
  if (switches_.empty()) {
    now_ = {};
    return;
  }
  if (CASE_LOW(label) == NULL_TREE) switches_.back()->has_default = true;
  now_ = joined(std::move(now_), switches_.back()->entry);
}

// A handler starts with what was gone before, less what may have got a new value in the block.
void Body::run_try(tree statement) {
  Paths caught = now_;
  handlers_.push_back(&caught);
  run(TRY_STMTS(statement));
  handlers_.pop_back();
  Paths after = now_;
  const auto handle = [&](tree handler) {
    now_ = caught;
    run(handler);
    after = joined(std::move(after), now_);
  };
  const tree handlers = TRY_HANDLERS(statement);
  if (handlers != NULL_TREE && TREE_CODE(handlers) == STATEMENT_LIST) {
    for (auto at = tsi_start(handlers); !tsi_end_p(at); tsi_next(&at)) handle(tsi_stmt(at));
  } else if (!CLEANUP_P(statement)) {
    handle(handlers);
  }
  now_ = std::move(after);
}

void Body::run(tree statement) {
  if (statement == NULL_TREE) return;
  if (EXPR_P(statement) && EXPR_HAS_LOCATION(statement)) place_ = EXPR_LOCATION(statement);
  switch (static_cast<int>(TREE_CODE(statement))) {
    case STATEMENT_LIST:
      return run_list(statement);
    case BIND_EXPR:
      return run(BIND_EXPR_BODY(statement));
    case CLEANUP_STMT:  // destructors use nothing
    case CLEANUP_POINT_EXPR:
    case EXPR_STMT:
    case EH_SPEC_BLOCK:
    case MUST_NOT_THROW_EXPR:
    case TRY_FINALLY_EXPR:
    case TRY_CATCH_EXPR:
      return run(TREE_OPERAND(statement, 0));
    case DECL_EXPR:
      return run_declaration(DECL_EXPR_DECL(statement));
    case IF_STMT:
      return run_if(statement);
    case FOR_STMT:
      run(FOR_INIT_STMT(statement));
      return run_loop({FOR_COND(statement), FOR_BODY(statement), FOR_EXPR(statement), true});
    case WHILE_STMT:
      return run_loop({WHILE_COND(statement), WHILE_BODY(statement), NULL_TREE, true});
    case DO_STMT:
      return run_loop({DO_COND(statement), DO_BODY(statement), NULL_TREE, false});
    case SWITCH_STMT:
      return run_switch(statement);
    case CASE_LABEL_EXPR:
      return run_case(statement);
    case BREAK_STMT:
      return breaks_.empty() ? void(now_ = no_path) : jump(breaks_.back()->exit);
    case CONTINUE_STMT:
      return loops_.empty() ? void(now_ = no_path) : jump(loops_.back()->next_turn);
    case TRY_BLOCK:
      return run_try(statement);
    case HANDLER:
      return run(HANDLER_BODY(statement));
    case RETURN_EXPR:
      evaluate(TREE_OPERAND(statement, 0));
      now_ = no_path;
      return;
    case GOTO_EXPR:
      now_ = no_path;
      return;
    case LABEL_EXPR:  // anyone may come from anywhere
      now_ = {};
      return;
    default:
      return evaluate(statement);
  }
}

}  // namespace

std::vector<UseAfterMove> find_uses_after_move(tree function) {
  if (DECL_SAVED_TREE(function) == NULL_TREE || DECL_COROUTINE_P(function)) return {};
  return Body(function).judge();
}

}  // namespace norace::plugin
