# GB18030, in which banks write: the tables of a package become one that core/interop compiles in.
set(CH_CHARACTER_TABLES ${CH_DEPS}/node_modules/iconv-lite/encodings/tables)
set(CH_CHARACTERS ${CMAKE_BINARY_DIR}/generated/gb18030_data.inc)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${CH_CHARACTERS}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/toolchain/gb18030.py ${CH_CHARACTER_TABLES} ${CH_CHARACTERS}
  DEPENDS ${CH_CHARACTER_TABLES}/cp936.json ${CH_CHARACTER_TABLES}/gbk-added.json ${CH_CHARACTER_TABLES}/gb18030-ranges.json
    ${CMAKE_SOURCE_DIR}/toolchain/gb18030.py
  COMMENT "GB18030" VERBATIM)
add_custom_target(character_data DEPENDS ${CH_CHARACTERS})
add_dependencies(generated character_data)
if(TARGET ch_interop)
  target_include_directories(ch_interop PRIVATE ${CMAKE_BINARY_DIR}/generated)
  add_dependencies(ch_interop character_data)
endif()
