# The working-day calendar: published holiday plans become a table that core/base compiles in.
set(CH_HOLIDAY_PLANS ${CH_DEPS}/node_modules/chinese-days/dist/chinese-days.json)
set(CH_CALENDAR ${CMAKE_BINARY_DIR}/generated/calendar_data.inc)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${CH_CALENDAR}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/toolchain/working_days.py ${CH_HOLIDAY_PLANS} ${CH_CALENDAR}
  DEPENDS ${CH_HOLIDAY_PLANS} ${CMAKE_SOURCE_DIR}/toolchain/working_days.py
  COMMENT "Working-day calendar" VERBATIM)
add_custom_target(calendar_data DEPENDS ${CH_CALENDAR})
add_dependencies(generated calendar_data)
if(TARGET ch_base)
  target_include_directories(ch_base PRIVATE ${CMAKE_BINARY_DIR}/generated)
  add_dependencies(ch_base calendar_data)
endif()
