# How every target of the project is made: one line in the folder's CMakeLists.txt, sources found by folder.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(lzma REQUIRED IMPORTED_TARGET liblzma)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(crypto REQUIRED IMPORTED_TARGET libcrypto)

add_library(egpulab_options INTERFACE)
add_library(egpulab::options ALIAS egpulab_options)
target_include_directories(egpulab_options INTERFACE
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}> $<INSTALL_INTERFACE:include/egpulab>)
# Results must not depend on the host compiler's floating-point liberties.
target_compile_options(egpulab_options INTERFACE
  $<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wno-sign-conversion;-ffp-contract=off;-fno-fast-math>)
# Clang takes names of other files of a unity source for shadowed ones, and libstdc++ 12's own use of a buffer that is
# deprecated for ours. g++'s build has both checks.
target_compile_options(egpulab_options INTERFACE
  $<BUILD_INTERFACE:$<$<CXX_COMPILER_ID:Clang>:-Wno-shadow;-Wno-deprecated-declarations>>)
target_compile_features(egpulab_options INTERFACE cxx_std_20)

# One precompiled header for all libraries and programs, another for all test binaries. Off where a build checks that
# every file includes what it uses (release).
option(EGPULAB_PCH "Compile the standard library's and fmt's headers once" OFF)
function(egpulab_precompile target)
  if(EGPULAB_PCH)
    target_precompile_headers(${target} REUSE_FROM egpulab_pch)
  endif()
endfunction()
file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "")
set(pch_headers <fmt/format.h> <algorithm> <array> <cstring> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <variant> <vector>)
if(EGPULAB_PCH)
  add_library(egpulab_pch OBJECT ${CMAKE_BINARY_DIR}/pch.cpp)
  target_link_libraries(egpulab_pch PRIVATE egpulab::options fmt::fmt)
  target_precompile_headers(egpulab_pch PRIVATE ${pch_headers})
endif()

# Several sources of a target compiled as one: a cold build takes little more than half the time, an edit recompiles its
# neighbours too. Files therefore keep names in anonymous namespaces unique within their folder; those of a table each,
# whose names say the same thing in each, are left SEPARATE.
set(EGPULAB_UNITY 0 CACHE STRING "How many sources of a target are compiled together; 0: each by itself")
function(egpulab_unite target separate)
  if(EGPULAB_UNITY GREATER 1)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${EGPULAB_UNITY})
    get_target_property(sources ${target} SOURCES)
    if(separate)
      list(FILTER sources INCLUDE REGEX "${separate}")
      set_source_files_properties(${sources} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endif()
endfunction()

# egpulab_library(NAME [DEPENDS targets...] [PRIVATE targets...] [EXCLUDE regex] [SEPARATE regex]): every *.cpp below the current
# folder.
function(egpulab_library name)
  cmake_parse_arguments(A "" "EXCLUDE;SEPARATE" "DEPENDS;PRIVATE;SOURCES" ${ARGN})
  if(A_SOURCES)
    set(sources ${A_SOURCES})
  else()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    if(A_EXCLUDE)
      list(FILTER sources EXCLUDE REGEX "${A_EXCLUDE}")
    endif()
  endif()
  if(sources)
    add_library(egpulab_${name} STATIC ${sources})
    target_link_libraries(egpulab_${name} PUBLIC egpulab::options fmt::fmt ${A_DEPENDS} PRIVATE ${A_PRIVATE})
    egpulab_precompile(egpulab_${name})
    egpulab_unite(egpulab_${name} "${A_SEPARATE}")
  else()
    add_library(egpulab_${name} INTERFACE)
    target_link_libraries(egpulab_${name} INTERFACE egpulab::options fmt::fmt ${A_DEPENDS})
  endif()
  add_library(egpulab::${name} ALIAS egpulab_${name})
  set_target_properties(egpulab_${name} PROPERTIES EXPORT_NAME ${name})
endfunction()

# For tests and commands, whose own code runs once: the optimiser and the checks for undefined behaviour would cost more
# time than they save. The product that they call keeps its own flags.
add_library(egpulab_once_flags INTERFACE)
target_compile_options(egpulab_once_flags INTERFACE $<$<CONFIG:Debug>:-O0;-fno-sanitize=undefined>)
# A fixture in an anonymous namespace is what it is for, also where gcc sees an included file.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(egpulab_once_flags INTERFACE -Wno-subobject-linkage)
endif()

# egpulab_test(NAME [EACH] [TIMEOUT seconds] [SEPARATE regex] DEPENDS targets...): one gtest binary from every *.cpp of the
# current folder. ctest runs a process for each of its test suites, with EACH for each test; one may take TIMEOUT, 300 s
# where nothing is said.
function(egpulab_test name)
  cmake_parse_arguments(A "EACH" "TIMEOUT;SEPARATE" "DEPENDS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 300)
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  target_link_libraries(${name}_test PRIVATE ${A_DEPENDS} GTest::gmock GTest::gtest GTest::gtest_main)
  if(NOT TARGET egpulab_test_pch)
    add_library(egpulab_test_pch OBJECT ${CMAKE_BINARY_DIR}/pch.cpp)
    target_link_libraries(egpulab_test_pch PRIVATE egpulab_once_flags egpulab::options fmt::fmt GTest::gmock GTest::gtest)
    target_precompile_headers(egpulab_test_pch PRIVATE <gmock/gmock.h> <gtest/gtest.h> ${pch_headers})
  endif()
  target_precompile_headers(${name}_test REUSE_FROM egpulab_test_pch)
  egpulab_unite(${name}_test "${A_SEPARATE}")
  target_link_libraries(${name}_test PRIVATE egpulab_once_flags)
  # The object library of the header would get -fPIC, the program -fPIE: gcc takes a header only with its own flags.
  set_target_properties(${name}_test egpulab_test_pch PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_definitions(${name}_test PRIVATE EGPULAB_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(A_EACH)
    gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT ${A_TIMEOUT} LABELS ${name})
    return()
  endif()
  set(suites ${CMAKE_CURRENT_BINARY_DIR}/${name}_suites.cmake)
  file(GENERATE OUTPUT ${suites} CONTENT "set(EGPULAB_PROGRAM [[$<TARGET_FILE:${name}_test>]])
set(EGPULAB_NAME ${name})
set(EGPULAB_TIMEOUT ${A_TIMEOUT})
include([[${PROJECT_SOURCE_DIR}/tools/cmake/DiscoverSuites.cmake]])
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${suites})
endfunction()

# egpulab_embed(TARGET NAMESPACE symbol-accessor files...): makes files part of the binary, found by file name at run time.
function(egpulab_embed target accessor)
  set(asm ${CMAKE_CURRENT_BINARY_DIR}/${accessor}.S)
  set(cpp ${CMAKE_CURRENT_BINARY_DIR}/${accessor}.cpp)
  set(asm_text ".section .rodata\n")
  set(decls "")
  set(rows "")
  set(n 0)
  foreach(file ${ARGN})
    get_filename_component(leaf ${file} NAME)
    string(APPEND asm_text ".balign 64\n.global ${accessor}_${n}\n${accessor}_${n}:\n.incbin \"${file}\"\n.global ${accessor}_${n}_end\n${accessor}_${n}_end:\n.byte 0\n")
    string(APPEND decls "extern \"C\" const std::byte ${accessor}_${n}[], ${accessor}_${n}_end[];\n")
    string(APPEND rows "    {\"${leaf}\", {${accessor}_${n}, ${accessor}_${n}_end}},\n")
    math(EXPR n "${n}+1")
  endforeach()
  string(APPEND asm_text ".section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT ${asm} CONTENT "${asm_text}" @ONLY)
  file(CONFIGURE OUTPUT ${cpp} CONTENT "#include \"driver/base/embedded.hpp\"\n\n${decls}\nnamespace egpulab::embedded {\nstd::span<const File> ${accessor}() {\n  static const File files[] = {\n${rows}  };\n  return files;\n}\n}  // namespace egpulab::embedded\n" @ONLY)
  set_property(SOURCE ${asm} APPEND PROPERTY OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${asm} ${cpp})
endfunction()
