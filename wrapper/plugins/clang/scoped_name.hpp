// The names of functions and classes as the judges know them, "std::vector::push_back", and where
// they stand.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/DeclBase.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>

#include <string>

namespace norace::plugin {

// Does it stand in namespace norace, or is it that?
bool is_norace(const clang::DeclContext& context);

// Is it called on an object that is no parameter of its own?
bool has_object(const clang::CXXMethodDecl& method);

// With its scopes, but for inline and nameless namespaces and functions; without template
// arguments. A closure's class is "(lambda)".
std::string scoped_name(const clang::NamedDecl& named);

// scoped_name() of a class, or of what a reference refers to if that is one; "" for others.
std::string class_name(clang::QualType type);

// class_name() of the class's first template argument; of a function outside of classes, its own.
std::string element_name(const clang::CXXRecordDecl& record);
std::string element_name(const clang::FunctionDecl& function);

}  // namespace norace::plugin
