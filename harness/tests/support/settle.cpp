#include "support/settle.hpp"

#include <chrono>
#include <thread>

namespace mustfail {

void settle_files() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

}  // namespace mustfail
