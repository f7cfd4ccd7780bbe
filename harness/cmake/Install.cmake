# What `cmake --install` and CPack install, in two components that are two Debian packages:
#
# - norace (libnorace-dev): the headers, the compiler plugins, NoraceConfig.cmake;
# - mustfail: the harness, its plugins, Mustfail.cmake, completion, man pages, the schemas.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Where the compilers' plugins go does not follow CMAKE_INSTALL_LIBDIR: mustfail looks for its own
# beside itself, in ../lib/mustfail.
set(norace_cmake_folder lib/cmake/Norace)
set(mustfail_cmake_folder lib/cmake/Mustfail)

set_target_properties(norace PROPERTIES EXPORT_NAME norace)
set_target_properties(norace_strict PROPERTIES EXPORT_NAME strict)
install(TARGETS norace norace_strict EXPORT NoraceTargets COMPONENT norace)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/wrapper/include/ DESTINATION include COMPONENT norace)
install(
  EXPORT NoraceTargets
  NAMESPACE norace::
  DESTINATION ${norace_cmake_folder}
  COMPONENT norace)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/harness/include/ DESTINATION include COMPONENT mustfail)
configure_file(${CMAKE_CURRENT_LIST_DIR}/NoraceConfig.cmake ${PROJECT_BINARY_DIR}/NoraceConfig.cmake COPYONLY)
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/NoraceConfigVersion.cmake
  COMPATIBILITY SameMinorVersion
  ARCH_INDEPENDENT)
install(
  FILES ${PROJECT_BINARY_DIR}/NoraceConfig.cmake ${PROJECT_BINARY_DIR}/NoraceConfigVersion.cmake
        ${CMAKE_CURRENT_LIST_DIR}/NoracePlugin.cmake
  DESTINATION ${norace_cmake_folder}
  COMPONENT norace)
install(
  PROGRAMS ${PROJECT_SOURCE_DIR}/wrapper/plugins/norace-baseline
  DESTINATION bin
  COMPONENT norace)
install(
  DIRECTORY ${PROJECT_SOURCE_DIR}/docs/rules
  DESTINATION share/doc/libnorace-dev
  COMPONENT norace)
install(
  FILES ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION share/doc/libnorace-dev
  RENAME copyright
  COMPONENT norace)
get_property(targets DIRECTORY ${PROJECT_SOURCE_DIR}/wrapper/plugins PROPERTY BUILDSYSTEM_TARGETS)
list(FILTER targets INCLUDE REGEX "^norace_plugin_(gcc|clang)_")
foreach(plugin IN LISTS targets)
  install(
    TARGETS ${plugin}
    LIBRARY DESTINATION lib/norace
    COMPONENT norace)
endforeach()

if(NORACE_BUILD_HARNESS)
  install(
    TARGETS mustfail mustfail_header
    EXPORT MustfailTargets
    RUNTIME DESTINATION bin
    COMPONENT mustfail)
  install(
    EXPORT MustfailTargets
    NAMESPACE norace::
    DESTINATION ${mustfail_cmake_folder}
    COMPONENT mustfail)
  get_property(targets DIRECTORY ${PROJECT_SOURCE_DIR}/harness/plugins PROPERTY BUILDSYSTEM_TARGETS)
  foreach(plugin IN LISTS targets)
    install(
      TARGETS ${plugin}
      LIBRARY DESTINATION lib/mustfail
      COMPONENT mustfail)
  endforeach()
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/MustfailConfigVersion.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(
    FILES ${CMAKE_CURRENT_LIST_DIR}/Mustfail.cmake ${CMAKE_CURRENT_LIST_DIR}/MustfailLinks.cmake
          ${CMAKE_CURRENT_LIST_DIR}/MustfailLinkLine.cmake ${CMAKE_CURRENT_LIST_DIR}/MustfailTests.cmake
          ${CMAKE_CURRENT_LIST_DIR}/MustfailConfig.cmake
          ${PROJECT_BINARY_DIR}/MustfailConfigVersion.cmake
    DESTINATION ${mustfail_cmake_folder}
    COMPONENT mustfail)
  install(
    DIRECTORY ${PROJECT_SOURCE_DIR}/docs/schema
    DESTINATION share/mustfail
    COMPONENT mustfail)
  set(generated ${PROJECT_BINARY_DIR}/harness/share)
  install(FILES ${generated}/mustfail.1 DESTINATION share/man/man1 COMPONENT mustfail)
  install(FILES ${generated}/mustfail DESTINATION share/bash-completion/completions COMPONENT mustfail)
  install(FILES ${generated}/_mustfail DESTINATION share/zsh/vendor-completions COMPONENT mustfail)
  install(FILES ${generated}/mustfail.fish DESTINATION share/fish/vendor_completions.d COMPONENT mustfail)
  install(
    FILES ${PROJECT_SOURCE_DIR}/LICENSE
    DESTINATION share/doc/mustfail
    RENAME copyright
    COMPONENT mustfail)
endif()

if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
# `cpack -G DEB`: two packages.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR Norace)
set(CPACK_PACKAGE_CONTACT "The Norace developers <norace@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL norace)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_NORACE_PACKAGE_NAME libnorace-dev)
set(CPACK_DEBIAN_NORACE_PACKAGE_RECOMMENDS mustfail)
set(CPACK_COMPONENT_NORACE_DESCRIPTION
    "C++ programs whose data races do not compile: the header-only library\nArc, Mutex, Atomic, channel, spawn and scope, with rules checked by the compiler.")
if(NORACE_BUILD_HARNESS)
  list(APPEND CPACK_COMPONENTS_ALL mustfail)
  set(CPACK_DEBIAN_MUSTFAIL_PACKAGE_NAME mustfail)
  set(CPACK_DEBIAN_MUSTFAIL_PACKAGE_SECTION devel)
  set(CPACK_DEBIAN_MUSTFAIL_PACKAGE_RECOMMENDS "g++-12 | clang")
  set(CPACK_COMPONENT_MUSTFAIL_DESCRIPTION
      "a test harness for C++ programs that must not compile\nIt shows that a program is rejected by the rule that it names, at the line that\nit names, and that the rule prevents a real race.")
endif()
include(CPack)
