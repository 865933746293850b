// One function more of SQLite's, which its own header does not offer.
#pragma once

#include <sqlite3.h>

#ifdef __cplusplus
extern "C" {
#endif

// The look at all pages with which PRAGMA integrity_check begins: trees, free pages, each page used once, each cell within its page. What
// that goes on with is left out, each row and each index entry: whoever reads all rows knows more of them. Within a transaction; the roots
// are those of all tables and indexes, the schema's (1) first. Null: sound; else what is not, to be freed by sqlite3_free.
char* ch3p_sqlite_page_damage(sqlite3* db, const unsigned* roots, int count);

#ifdef __cplusplus
}
#endif
