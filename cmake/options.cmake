# What every target is compiled with.
option(CH_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(CH_FUZZ "Build the fuzz targets (needs libFuzzer, so native clang only)" OFF)
option(CH_LTO "Link-time optimisation of page and worker" OFF)
option(CH_UNITY "Compile the files of a library several at a time: quicker where everything is compiled once" OFF)
option(CH_REQUIRE_ALL "A module whose dependencies are missing is an error, not a warning" OFF)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
# The build type's own flags are ours: each target below states its level, and assertions stay on.
set(CMAKE_CXX_FLAGS_RELEASE "" CACHE STRING "" FORCE)
set(CMAKE_C_FLAGS_RELEASE "" CACHE STRING "" FORCE)
set(CMAKE_CXX_FLAGS_DEBUG "" CACHE STRING "" FORCE)
set(CMAKE_C_FLAGS_DEBUG "" CACHE STRING "" FORCE)

if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(CH_DEBUG ON)
else()
  set(CH_DEBUG OFF)
endif()

# How hard to optimise: the core and programs, the page and what runs seldom (small before fast: all of it is loaded by
# the first visit), and tests (quick to build).
if(CH_DEBUG)
  set(CH_OPTIMISE -O0 -g)
  set(CH_OPTIMISE_HOT -O0 -g)
  set(CH_OPTIMISE_SELDOM -O0 -g)
  set(CH_OPTIMISE_PASSED -O0 -g)
  set(CH_OPTIMISE_PAGE -O0 -g)
  set(CH_OPTIMISE_TESTS -O0 -g)
elseif(EMSCRIPTEN)
  set(CH_OPTIMISE -Os)
  set(CH_OPTIMISE_HOT -O2)  # what every command goes through
  set(CH_OPTIMISE_SELDOM -Oz)
  # What neither catches nor holds more than memory has no clean-up for exceptions that pass through it: they are rare, end what was
  # asked, and a sixth of its bytes would be for them. Never for a file with a try.
  set(CH_OPTIMISE_PASSED -Oz -mbulk-memory -fignore-exceptions)
  set(CH_OPTIMISE_PAGE -Oz -mbulk-memory -fignore-exceptions)
  set(CH_OPTIMISE_TESTS -O1)
else()
  set(CH_OPTIMISE -O2 -g1)
  set(CH_OPTIMISE_HOT -O2 -g1)
  set(CH_OPTIMISE_SELDOM -O2 -g1)
  set(CH_OPTIMISE_PASSED -O2 -g1)
  set(CH_OPTIMISE_PAGE -O1 -g1)
  set(CH_OPTIMISE_TESTS -O1 -g1)
endif()

if(EMSCRIPTEN)
  # The same at compiling and linking, or the system libraries do not match.
  add_compile_options(-fwasm-exceptions)
  # Nothing asks an object what it is, and the names of all types would be loaded by the first visit.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
  # One thread, and nothing is taken down at the end: a static in a function needs neither a lock nor a destructor.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics> $<$<COMPILE_LANGUAGE:CXX>:-fno-c++-static-destructors>)
  # Every browser that knows wasm's exceptions converts numbers in one instruction and copies memory in one. The copy is
  # smaller, but slower for a few bytes, so not where CH_OPTIMISE_HOT is.
  add_compile_options(-mnontrapping-fptoint)
  add_link_options(-fwasm-exceptions -sWASM_BIGINT)
  if(CH_LTO)
    add_compile_options(-flto)
    add_link_options(-flto)
  endif()
else()
  add_compile_definitions(_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST)
  if(CH_SANITIZE)
    set(CH_OPTIMISE -O1 -g1)
    set(CH_OPTIMISE_HOT -O1 -g1)
    set(CH_OPTIMISE_SELDOM -O1 -g1)
    set(CH_OPTIMISE_PASSED -O1 -g1)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
  endif()
  if(CH_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
  endif()
endif()

# For our own code only; what others wrote is compiled without warnings. Tests may be less careful of widths.
add_library(ch_warnings_tests INTERFACE)
target_compile_options(ch_warnings_tests INTERFACE
  -Werror -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Wimplicit-fallthrough
  -Wthread-safety -Wno-missing-field-initializers -Wno-missing-designated-field-initializers)
add_library(ch_warnings INTERFACE)
target_link_libraries(ch_warnings INTERFACE ch_warnings_tests)
target_compile_options(ch_warnings INTERFACE -Wconversion -Wno-sign-conversion -Wshadow -Wnull-dereference)
if(CH_UNITY)
  target_compile_options(ch_warnings INTERFACE -Wno-shadow)  # of a name in another file
endif()
if(EMSCRIPTEN)
  # size_t has 32 bits here; what narrows in truth is reported by the native build.
  target_compile_options(ch_warnings INTERFACE -Wno-shorten-64-to-32)
endif()

# ccache finds again what another clone of the project compiled, precompiled headers or not.
find_program(CH_CCACHE ccache)
if(CH_CCACHE)
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    CCACHE_NOHASHDIR=1 ${CH_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# Large headers that nearly every file of a target sees, compiled once.
function(ch_precompile target)
  target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  target_precompile_headers(${target} PRIVATE ${ARGN})
endfunction()
find_package(Python3 REQUIRED COMPONENTS Interpreter)
