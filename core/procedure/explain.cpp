#include "procedure/explain.h"

#include "api/written.h"

namespace ch {

std::string counted(DeadlineForm form, std::int64_t count, Language language) {
  const bool zh = language == Language::zh;
  const auto units = [&](const char* chinese, const char* one) {
    const std::string n = std::to_string(count);
    return zh ? n + " " + chinese : n + " " + one + (count == 1 ? "" : "s");
  };
  switch (form) {
    case DeadlineForm::same_day:
      return zh ? "当天" : "the same day";
    case DeadlineForm::within_hours:
      return units("小时", "hour");
    case DeadlineForm::within_days:
      return units("天", "day");
    case DeadlineForm::within_weeks:
      return units("周", "week");
    case DeadlineForm::within_months:
      return units("个月", "month");
    default:
      return units("个工作日", "working day");
  }
}

std::string explained(const Deadline& deadline, Language language, std::string_view day_answered) {
  std::string text = counted(deadline.form, deadline.count, language);
  const bool zh = language == Language::zh;
  const auto day = [&](Date date) { return written(date, language, TimeForm::month_day); };
  if (!day_answered.empty()) {
    const std::string what(day_answered);
    text += zh ? "，自 " + day(deadline.event_date) + "（" + what + "）起" : ", from " + day(deadline.event_date) + " (" + what + ")";
  }
  std::string skipped;
  for (std::size_t i = 0; i < deadline.skipped.size();) {
    std::size_t last = i;  // days that lie together
    while (last + 1 < deadline.skipped.size() && deadline.skipped[last + 1] == deadline.skipped[last].plus_days(1)) ++last;
    skipped += (skipped.empty() ? "" : zh ? "、" : ", ") + day(deadline.skipped[i]);
    if (last > i) skipped += (zh ? "至" : " to ") + day(deadline.skipped[last]);
    i = last + 1;
  }
  if (!skipped.empty()) text += zh ? "，跳过 " + skipped : ", " + skipped + " skipped";
  if (deadline.provisional) text += zh ? "（节假日安排尚未公布，暂按周一至周五）" : " (holidays not published yet: Monday to Friday)";
  return text;
}

std::string calendar_words(std::int64_t last_year, Language language) {
  if (last_year == 0) return {};
  const std::string year = std::to_string(last_year);
  return language == Language::zh ? "（按截至 " + year + " 年已公布的节假日）" : " (by the holidays published up to " + year + ")";
}

}  // namespace ch
