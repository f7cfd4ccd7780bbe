// GCC's own headers, in the one order that compiles; they poison malloc and others, so the standard
// library's come first.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

// clang-format off
#include <gcc-plugin.h>
#include <plugin-version.h>
#include <tree.h>
#include <cp/cp-tree.h>
#include <c-family/c-common.h>
#include <c-family/c-pragma.h>
#include <cgraph.h>
#include <diagnostic.h>
#include <langhooks.h>
#include <stringpool.h>
#include <attribs.h>
#include <cpplib.h>
#include <gtype-desc.h>
#include <tree-iterator.h>
// clang-format on
