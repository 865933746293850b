// SQLite as it is, and sqlite_pages.h. Only within its own file can what it offers nobody be called; another signature in a newer SQLite
// ends the build here.
#include "sqlite3.c"

#include "sqlite_pages.h"

char* ch3p_sqlite_page_damage(sqlite3* db, const unsigned* roots, int count) {
  Pgno* all = sqlite3_malloc64((sqlite3_uint64)count * sizeof(Pgno));
  Mem* rows = sqlite3MallocZero((sqlite3_uint64)count * sizeof(Mem)); /* of each tree, which nobody asks for */
  char* found = 0;
  int errors = 0, i;
  if (all && rows) {
    for (i = 0; i < count; ++i) all[i] = roots[i];
    if (sqlite3BtreeIntegrityCheck(db, db->aDb[0].pBt, all, rows, count, 1, &errors, &found) != SQLITE_OK || (errors && !found)) {
      sqlite3_free(found);
      found = 0;
      errors = -1;
    }
  } else {
    errors = -1;
  }
  sqlite3_free(all);
  sqlite3_free(rows);
  return errors == -1 ? sqlite3_mprintf("out of memory") : found;
}
