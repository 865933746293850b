# The wasm compiler: the Emscripten that the set-up unpacked, or the one on PATH.
include(${CMAKE_CURRENT_LIST_DIR}/../.deps/paths.cmake OPTIONAL)
if(NOT CH_EMSCRIPTEN)
  find_program(CH_EMCC NAMES emcc REQUIRED)
  file(REAL_PATH ${CH_EMCC} CH_EMCC)
  get_filename_component(CH_EMSCRIPTEN ${CH_EMCC} DIRECTORY)
endif()
set(EMSCRIPTEN_ROOT_PATH ${CH_EMSCRIPTEN})
include(${CH_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
