# The working-day calendar: published holiday plans become a table that core/base compiles in.
set(CH_HOLIDAY_PLANS ${CH_DEPS}/node_modules/chinese-days/dist/chinese-days.json)
ch_generate(calendar_data base "Working-day calendar" SCRIPT working_days.py FROM ${CH_HOLIDAY_PLANS} READS ${CH_HOLIDAY_PLANS})
