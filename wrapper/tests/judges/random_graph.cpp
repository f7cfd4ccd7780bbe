#include "random_graph.hpp"

#include <string>

namespace norace::plugin {
namespace {

class Maker {
 public:
  explicit Maker(std::mt19937_64& random) : random_(random) {}

  BorrowGraph make() {
    variables();
    const int blocks = 1 + below(5);
    for (int i = 0; i < blocks; ++i) block(blocks);
    graph_.condition_variables.push_back(below(variables_));
    return std::move(graph_);
  }

 private:
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  bool one_of(int most) { return below(most) == 0; }

  void variables() {
    variables_ = 1 + below(6);
    for (int i = 0; i < variables_; ++i) {
      BorrowVariable& added = graph_.variables.emplace_back();
      added.name = one_of(4) ? "" : "v" + std::to_string(i);
      added.is_own = !one_of(4);
      added.is_guard = one_of(4);
      added.is_lock = one_of(8);
      added.is_inlined = one_of(8);
    }
  }

  int root() { return graph_.places.root(below(variables_)); }
  int place() {
    int made = root();
    for (int steps = below(4); steps > 0; --steps)
      made = graph_.places.step(made, static_cast<BorrowStep::Kind>(1 + below(5)), below(2));
    return made;
  }

  void block(int blocks) {
    BorrowBlock& made = graph_.blocks.emplace_back();
    for (int edges = below(3); edges > 0; --edges) made.next.push_back(below(blocks));
    if (one_of(3)) made.condition = 0;
    for (int statements = below(8); statements > 0; --statements)
      made.statements.push_back(statement());
  }

  BorrowStatement statement() {
    BorrowStatement made;
    made.op = static_cast<BorrowOp>(below(static_cast<int>(BorrowOp::Erase) + 1));
    const bool is_of_variable =
        made.op == BorrowOp::Declare || made.op == BorrowOp::End || made.op == BorrowOp::Learn;
    made.place = is_of_variable ? root() : place();
    made.target = place();
    made.kind = one_of(2) ? BorrowKind::Shared : BorrowKind::Exclusive;
    made.is_loan = one_of(3);
    made.is_chunk = made.is_loan && one_of(4);
    made.is_alias = one_of(3);
    made.is_argument = one_of(3);
    made.is_whole = one_of(4);
    made.only_asks = one_of(4);
    made.is_address = one_of(2);
    made.ends_own = one_of(2);
    made.is_library = one_of(4);
    made.is_inlined = one_of(5);
    made.thread = below(3) - 1;
    // Most stand in the source as in the graph; some do not, as in a loop.
    order_ += one_of(8) ? -below(4) : 1;
    made.order = order_;
    made.at = static_cast<unsigned>(100 + order_);
    return made;
  }

  std::mt19937_64& random_;
  BorrowGraph graph_;
  int variables_ = 0;
  int order_ = 0;
};

}  // namespace

BorrowGraph random_graph(std::mt19937_64& random) { return Maker(random).make(); }

}  // namespace norace::plugin
