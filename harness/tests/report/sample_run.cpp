#include "report/sample_run.hpp"

#include <gtest/gtest.h>

#include "util/files.hpp"

namespace mustfail {

std::string written(Reporter& reporter, const std::filesystem::path& file, const RunEnd& end,
                    const std::vector<Finding>& findings) {
  reporter.start(sample_start());
  for (const Finding& each : findings) reporter.add(each);
  const auto done = reporter.finish(end, findings);
  EXPECT_TRUE(done) << (done ? "" : done.error().what);
  const auto text = read_file(file);
  return text ? *text : std::string();
}

}  // namespace mustfail
