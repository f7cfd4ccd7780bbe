// What the functions of a file do, in a form that the readers of both compilers make and that is
// judged without either: the plain words of a body, and no type but what the judges ask for.
//
// A body is a tree of nodes, evaluated from the root and, within a node, from the first part to the
// last. There is one rule about values: **what stands for an object is the pointer to it.** So a
// variable is the pointer to the variable, `*p` is what `p` is, `&x` is what `x` is, a reference is
// a pointer, and Read takes the content out. An example, in the text that form_text.hpp prints:
//
//   void add(int& n) { n += 1; }        (change (read n) 1)
//   int n = 0;                          (declare n 0)
//   p->count = n;                       (write (member (read p) count) (read n))
//   std::thread t(add, std::ref(n));    (declare t)
//                                       (call std::thread::thread t add (call std::ref n))
//
// An object that a full expression makes and that has no name is a variable without one, declared
// where it is made. What a reader cannot put into this form is Unknown, with its parts where they
// can be read: judges are silent about what they do not know.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace norace::plugin {

enum class Op : unsigned char {
  // -- values
  Unknown,   // of the parts nothing but what they do
  Not,       // !parts[0]
  Number,    // `number`: an integer, an enumerator, a bool; a null pointer is 0
  Function,  // the pointer to `function`; of a method too
  Read,      // what the object parts[0] holds
  Write,     // the object parts[0] gets the value parts[1]: initialised or assigned; is the object
  Change,  // the object parts[0] is read and written, as by ++ and +=; parts[1]: by what, or null;
           // is the object
  Call,    // of `callee`; parts: the object of a method or constructor, and the arguments
  Invoke,  // of the pointer parts[0], which only the run knows, with the other parts
  Sequence,  // is its last part
  Choice,    // parts[0] ? parts[1] : parts[2], each of which may be null; also if, && and ||
  // -- objects, by their pointers
  Variable,  // `variable`
  Member,    // `field` of the object parts[0]; a base is its derived object
  Element,  // of the array or container parts[0], at the value parts[1]; null: each, in turn. Of an
            // element: as many elements behind it
  Closure,  // makes `variable`, without a name, of a lambda's class; parts[i] goes into fields[i];
            // `function` is its body
  New,      // makes an object that nothing ends; parts[0], or null, is what it does, where the
            // object is `variable`
  // -- statements
  Block,    // the variables that are declared in it, but not in a block in it, end behind it
  Full,     // a full expression: the same for those without a name
  Declare,  // `variable` begins; parts[0], or null, is its value. A class's constructor is called
            // behind it
  Loop,     // parts: condition, body, step, each may be null
  Switch,   // parts[0] is the value, parts[1] the body
  Case,     // a case or default of the innermost switch
  Try,      // parts[0], and the handlers
  Return,   // parts[0] or null
  Break,
  Continue,
  Leave,    // the path ends: throw, goto, what does not return
  Suspend,  // a coroutine may sleep here, and wake in another thread
};

enum class Passing : unsigned char { Value, Reference, ConstReference, RvalueReference };

struct Parameter {
  Passing passing = Passing::Value;
  std::string class_name;  // as Callee::name, of what is passed or referred to; "" for others
  // What is passed is called by a thread ([[norace::starts_thread]] stands at it), which ends
  // before the function returns ([[norace::joined]]), or by several at once
  // ([[norace::concurrent]]).
  bool starts_thread = false;
  bool is_joined = false;
  bool is_concurrent = false;
  bool is_bound = false;  // what is returned, or made, refers to it: lifetimebound stands at it
};

// What a call calls. Equal callees may stand there several times.
struct Callee {
  // With its scopes, without inline namespaces and template arguments: "std::vector::push_back",
  // "std::thread::thread", "std::atomic::operator int", "pthread_create".
  std::string name;
  // The class name of the first template argument, of a function without an object or of a method's
  // class: "std::thread" of std::vector<std::thread>::push_back; "" for others.
  std::string element;
  int function = -1;       // in Form::functions, where the body is in this file
  bool is_method = false;  // with an object: not a static one; constructors and destructors too
  bool is_const = false;
  bool is_constructor = false;
  bool is_system = false;        // declared in a system header, or built into the compiler
  bool is_virtual = false;       // and so maybe another one
  bool is_lambda = false;        // the call operator of a closure
  bool returns_address = false;  // a reference or a pointer
  bool is_bound = false;         // what a method returns refers to its object
  std::string result;            // as Callee::name, of the class that is returned or pointed at
  std::vector<Parameter> parameters;  // without the object
};

struct Node {
  Op op = Op::Unknown;
  bool asks_first = true;   // Loop: not do ... while
  bool is_pointer = false;  // Read: a pointer or reference is read
  bool is_move = false;  // Read: the object is moved from, by std's or the compiler's constructor
  int variable = -1;
  int field = -1;
  int function = -1;
  int callee = -1;
  long long number = 0;
  unsigned place = 0;  // the compiler's, raw
  std::vector<const Node*> parts;
  std::vector<int> fields;  // Closure
};

struct FormVariable {
  std::string name;  // "" for an object without one; "this" for a method's own object
  unsigned place = 0;
  bool is_static = false;  // one for all calls, and for all threads
  bool is_thread_local = false;
  bool is_reference = false;
  bool may_write = false;  // a reference or pointer to what is not const
  int type = -1;           // in Form::classes, of a class or an array of one
};

struct FormField {
  std::string name;  // "" for one without
  unsigned place = 0;
};

// What the end of an object does.
struct FormClass {
  std::string name;     // as Callee::name
  std::string element;  // as Callee::element
  int destructor = -1;  // of the user's, with its body
  int call = -1;        // its one operator(), of the user's
  struct Member {
    int field = -1;  // -1: a base, whose members are the object's own
    int type = -1;   // in Form::classes; only members of class type stand here
  };
  std::vector<Member> members;  // in the order of the file
};

struct FormFunction {
  std::string name;  // as Callee::name
  unsigned place = 0;
  std::vector<int> parameters;  // variables; of a method its object's pointer, "this", is first
  const Node* body = nullptr;   // of a constructor, its members' initialisers first
  // Instead of `body`: a call only makes the coroutine, and others run it. One that waits to be
  // started begins with Suspend.
  const Node* coroutine = nullptr;
  std::string result;            // of a coroutine: as Callee::name, of the class that it returns
  bool is_answered_for = false;  // NORACE_UNSAFE_SHARED stands at it
};

struct Form {
  std::vector<FormFunction> functions;
  std::vector<FormVariable> variables;
  std::vector<FormField> fields;
  std::vector<FormClass> classes;
  std::vector<Callee> callees;
  std::deque<Node> nodes;

  Node* add(Op op, unsigned place, std::vector<const Node*> parts = {}) {
    Node& node = nodes.emplace_back();
    node.op = op;
    node.place = place;
    node.parts = std::move(parts);
    return &node;
  }
};

// What an index of a Form's stands for.
template <class T>
const T& at(const std::vector<T>& items, int index) {
  return items[static_cast<std::size_t>(index)];
}

}  // namespace norace::plugin
