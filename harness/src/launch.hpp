#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/process/v2/stdio.hpp>
#include <boost/system/error_code.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace mustfail {

/// Starts a program as everything that we run is started: the leader of a process group of its own,
/// which dies with the thread that calls this; the same layout of memory each time; no core file.
/// Returns its process number: it is the caller's to wait for.
int launch(const boost::asio::any_io_executor& executor, const std::vector<std::string>& argv,
           const std::vector<std::string>& environment, const std::filesystem::path& folder,
           boost::process::v2::process_stdio& streams, boost::system::error_code& problem);

}  // namespace mustfail
