// Makes a BorrowGraph of a function of a Form.
//
// Functions whose bodies are in the file are read as if they stood where they are called; what they
// do is said at the call. The closures that the library's `scope()` and `with()` call are read in
// the same way, and what they do is said at its own line.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "borrow_graph.hpp"
#include "form.hpp"

namespace norace::plugin {

class BorrowLowering {
 public:
  explicit BorrowLowering(const Form& form) : form_(form) {}

  // Nothing where the function is too large to be read.
  std::optional<BorrowGraph> lower(int function);

 private:
  // What an expression is: an object's address, an object, or nothing that anybody borrows.
  struct Operand {
    enum class Kind : unsigned char { None, Address, Object };
    Kind kind = Kind::None;
    int place = -1;

    bool is_there() const { return kind != Kind::None; }
    bool is_address() const { return kind == Kind::Address; }
  };
  static Operand address(int place) { return {Operand::Kind::Address, place}; }
  static Operand object(int place) { return {Operand::Kind::Object, place}; }

  struct Scope {
    bool is_full_expression = false;
    std::vector<int> variables;  // places
  };
  struct Loop {
    int exit;
    int next_turn;  // -1: a switch
    std::size_t scopes;
  };
  struct Frame {
    std::map<int, int> variables;  // of the Form: places
    std::vector<Scope> scopes;
    std::vector<Loop> loops;
    std::vector<int> switches;  // the blocks that choose a case
    int exit = -1;
    int result = -1;      // a place; -1 in the function that is judged
    unsigned called = 0;  // where, for a function that was called; 0: told at its own lines
    Operand::Kind returned = Operand::Kind::None;
  };

  // -- borrow_lowering.cpp: expressions; borrow_statements.cpp: statements
  Operand evaluate(const Node* node);
  Operand perform(const Node* node);
  Operand evaluate_parts(const Node& node);
  Operand sequence(const Node& node, bool is_wanted);
  Operand choice(const Node& node, bool is_wanted);
  Operand element(const Node& node);
  Operand closure(const Node& node);
  Operand full(const Node& node, bool is_wanted);
  void block(const Node& node);
  void declare(const Node& node);
  void loop(const Node& node);
  int iterator_of(const Node* body, unsigned at_loop);
  void run_switch(const Node& node);
  void run_try(const Node& node);
  struct Uncertain {
    bool ends_loans = false;    // what is lent may be given back
    bool has_pointers = false;  // something that is not known by name may be given anew
    std::set<int> variables;    // these may be given anew
  };
  Uncertain uncertain_behind(int first);
  void run_return(const Node& node);
  void store(int target, Operand value, unsigned at, bool is_first = false,
             bool is_parameter = false);
  void jump(int block, std::size_t scopes);
  void end_scope(const Scope& scope);

  // -- borrow_building.cpp: the graph under construction
  BorrowStatement& emit(BorrowOp op, int place, unsigned at, int target = -1);
  int new_block();
  void go_to(int block);
  void edge(int from, int to);
  int new_variable(std::string name, unsigned place, bool is_own);
  int temporary(unsigned at) { return new_variable("", at, true); }
  int place_of(int variable);
  const std::string& class_of(int place) const;
  bool is_guard_type(int type, int depth = 0) const;
  bool is_bound_type(int type, int depth = 0) const;
  // What a reference's target is, where its one value is known.
  int known(int place);

  // -- borrow_conditions.cpp
  static std::optional<bool> constant(const Node* condition);
  int condition_of(const Node* node, bool& is_negated);
  int pure_place(const Node* node);
  void learn(Operand variable, const Node* value);

  // -- borrow_calls.cpp: calls
  struct Call {
    const Callee& callee;
    std::string_view scope;
    std::string_view method;
    std::vector<Operand> arguments;
    unsigned at;
    std::vector<unsigned> places = {};  // of the arguments

    std::size_t first() const { return callee.is_method ? 1 : 0; }
    int object() const {
      return callee.is_method && !arguments.empty() && arguments[0].is_address()
                 ? arguments[0].place
                 : -1;
    }
    const Parameter& parameter(std::size_t argument) const;
  };
  Operand call(const Node& node);
  Operand invoke(const Node& node);
  bool can_enter(int function) const;
  Operand enter(int function, const std::vector<Operand>& arguments, unsigned at,
                bool is_told_inside);
  int closure_function(Operand argument);
  Operand copy_or_move(const Call& call, bool is_library_type);
  Operand unknown_call(const Call& call);
  Operand result_of(const Call& call, bool is_of_object);
  void use(Operand argument, const Parameter& parameter, unsigned at);
  void hand_over(const Call& call, std::size_t from);
  void give_away(Operand argument, const Parameter& parameter, unsigned at);
  int moved_from(int argument) const;

  // -- borrow_library.cpp: what the library's calls do; borrow_std.cpp: what std's do
  std::optional<Operand> library_call(const Call& call);
  std::optional<Operand> loan_call(const Call& call);
  std::optional<Operand> closure_call(const Call& call);
  std::optional<Operand> ending_call(const Call& call);
  std::optional<Operand> std_call(const Call& call);
  void follow_lock(const Call& call);
  std::optional<Operand> std_constructor(const Call& call);
  std::optional<Operand> container_call(const Call& call);
  std::optional<Operand> free_std_call(const Call& call);
  void move_in(Operand argument, const Parameter& parameter, unsigned at, int into);
  void take_in(const Call& call, int owner);
  bool change_container(const Call& call, int owner);
  void remove_element(const Call& call, int owner);
  void note_copy(int from, int to);
  int element_of(int place, const Call& call);
  int scope_in(const Call& call) const;

  // -- borrow_coroutines.cpp
  void suspend(const Node& node);
  Operand make_coroutine(const Call& call);
  const std::vector<bool>& kept_parameters(int function);
  Operand bound_result(const Call& call);
  void bind(Operand argument, unsigned at, int holder);
  bool is_coroutine_class(std::string_view name) const;

  const Form& form_;
  BorrowGraph graph_;
  std::vector<Frame> frames_;
  std::vector<int> entered_;
  std::map<int, int> given_;  // a parameter's place: whose std::unique_ptr it was
  std::map<int, std::pair<int, int>> moved_from_;  // an argument's: the same, and in which block
  std::map<int, int> closures_;                    // a closure's place: its function
  std::map<int, int> known_;               // a reference's place: the place that it refers to
  std::map<int, int> types_;               // a variable's place: its type, in Form::classes
  std::set<int> bound_;                    // places of what one thread has to give back itself
  std::map<int, std::vector<bool>> kept_;  // by a coroutine's function: its parameters
  std::set<int> exclusive_;                // references and pointers that one may write through
  std::map<int, int> numbers_;             // of conditions, by their variable's place
  std::vector<int> reserved_;              // containers' places that need not grow
  std::set<int> new_fronts_;  // containers' places whose first element may have become a later one
  std::map<int, int> copied_from_;  // an iterator's place, without a name: what it is a copy of
  std::optional<long long> index_;  // of the element that is asked for
  int learner_ = -1;                // the place of a bool that `&&` or `||` is being asked for
  int named_closure_ = -1;          // the place of the variable that the closure is made in
  int now_ = 0;
  int threads_ = 0;
  long entered_statements_ = 0;
  bool is_wanted_ = true;  // the value of what is evaluated next
  bool gave_up_ = false;
};

}  // namespace norace::plugin
