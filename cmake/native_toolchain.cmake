# The native compiler: the clang that the set-up found (at least 19), with libc++, the same dialect and
# library as the wasm build.
include(${CMAKE_CURRENT_LIST_DIR}/../.deps/paths.cmake OPTIONAL)
if(NOT CH_CLANG)
  find_program(CH_CLANG NAMES clang-19 clang-20 clang-21 clang REQUIRED)
  find_program(CH_CLANGXX NAMES clang++-19 clang++-20 clang++-21 clang++ REQUIRED)
endif()
set(CMAKE_C_COMPILER ${CH_CLANG})
set(CMAKE_CXX_COMPILER ${CH_CLANGXX})
set(CMAKE_CXX_FLAGS_INIT "-stdlib=libc++")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-stdlib=libc++ -fuse-ld=lld")
