#pragma once

#include <string_view>

namespace mustfail {

// The files of src/report/html/, put into the program when it is built.
extern const std::string_view kHtmlPage;  ///< report.html, with @TITLE@, @STYLE@, @SCRIPT@, @DATA@.
extern const std::string_view kHtmlStyle;   ///< report.css
extern const std::string_view kHtmlScript;  ///< report.js

}  // namespace mustfail
