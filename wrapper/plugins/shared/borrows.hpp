// The borrow checker over a whole file: see borrow_check.hpp.
#pragma once

#include <vector>

#include "borrow_check.hpp"
#include "form.hpp"

namespace norace::plugin {

// Nothing in a file that calls nothing of the library's.
std::vector<BorrowReport> find_borrows(const Form& form);

}  // namespace norace::plugin
