#include "house/migrations.h"

#include "house/migrations/001_house.h"
#include "house/migrations/002_own_account.h"
#include "house/migrations/003_wires_by_amount.h"
#include "house/migrations/005_periods.h"
#include "house/migrations/006_payments.h"
#include "house/migrations/007_cases.h"
#include "house/migrations/008_case_calendar.h"
#include "house/migrations/009_chapter_three.h"
#include "house/migrations/010_one_way_in.h"
#include "house/migrations/011_deliveries.h"

namespace ch {

std::span<const Migration> migrations() {
  static constexpr Migration all[] = {{1, "house", migration_001_house},
                                      {2, "own_account", migration_002_own_account},
                                      {3, "wires_by_amount", migration_003_wires_by_amount},
                                      // The store's own table: a program that does not know it must not open the file.
                                      {4, "flush_log", ""},
                                      {5, "periods", migration_005_periods},
                                      {6, "payments", migration_006_payments},
                                      {7, "cases", migration_007_cases},
                                      {8, "case_calendar", migration_008_case_calendar},
                                      {9, "chapter_three", migration_009_chapter_three},
                                      {10, "one_way_in", migration_010_one_way_in},
                                      {11, "deliveries", migration_011_deliveries}};
  return all;
}

}  // namespace ch
