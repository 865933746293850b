# GB18030, in which banks write: the tables of a package become one that core/interop compiles in.
set(CH_CHARACTER_TABLES ${CH_DEPS}/node_modules/iconv-lite/encodings/tables)
ch_generate(gb18030_data interop "GB18030" SCRIPT gb18030.py FROM ${CH_CHARACTER_TABLES}
  READS ${CH_CHARACTER_TABLES}/cp936.json ${CH_CHARACTER_TABLES}/gbk-added.json ${CH_CHARACTER_TABLES}/gb18030-ranges.json)
