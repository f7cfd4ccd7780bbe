#include "plan/job.hpp"

namespace mustfail {

bool is_twin(const Job& job) {
  return job.toolchain->family == Family::rust || job.toolchain->family == Family::go;
}

}  // namespace mustfail
