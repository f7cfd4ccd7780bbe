# Writes a .cpp with the files of src/report/html/ in it. In script mode:
#   cmake -Dfolder=.../src/report/html -Doutput=html_template.cpp -P EmbedHtml.cmake

set(text "// Made from src/report/html/ by cmake/EmbedHtml.cmake.\n#include \"report/html_template.hpp\"\n\nnamespace mustfail {\n\n")
foreach(part "Page;html" "Style;css" "Script;js")
  list(GET part 0 name)
  list(GET part 1 extension)
  # Semicolons and brackets mean something to CMake's lists: work on the bytes as hexadecimal.
  file(READ ${folder}/report.${extension} bytes HEX)
  string(LENGTH "${bytes}" length)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(REPEAT "...." 24 line)
  string(REGEX REPLACE "(${line})" "\\1\"\n    \"" bytes "${bytes}")
  math(EXPR size "${length} / 2")
  string(APPEND text "constexpr char k${name}[] =\n    \"${bytes}\";\n")
  string(APPEND text "const std::string_view kHtml${name}(k${name}, ${size});\n\n")
endforeach()
string(APPEND text "}  // namespace mustfail\n")
file(WRITE ${output} "${text}")
