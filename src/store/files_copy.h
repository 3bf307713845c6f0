/* Bytes of documents from one folder to another, as the rows of a database name them: backup, restore, copy; and what doctor asks of the folder of an instance. */
#ifndef STORE_FILES_COPY_H
#define STORE_FILES_COPY_H

#include "store/doctor.h"
#include "store/files.h"

struct files_copied {
	int64_t files, bytes; /* copied now: what is there already is not read again */
	int64_t missing;      /* named by a row, and not in `from` as they were stored */
};
/* Every file that a row of `db` names. OK also when some are missing: one problem says how many and which comes first. */
must_use enum status files_copy_named(struct db *db, struct files *from, struct files *to, struct problems *problems, struct files_copied *copied);
/* The same between two folders by name; `to` is made. NOT_FOUND with a problem: there is no folder `from` though rows name files. Nothing is done for no rows. */
must_use enum status files_copy_folders(struct db *db, str from, str to, struct problems *problems, struct files_copied *copied);

enum doctor_depth { DOCTOR_QUICK, DOCTOR_DEEP };     /* deep: every byte is read */
enum doctor_hand { DOCTOR_LOOKS, DOCTOR_REPAIRS };   /* repairs: what no row has named for a day is removed */
/* Adds to a report: rows whose bytes are missing, short or, deep, others than their name says (failed); bytes that no row names (warning); files that no antivirus has looked
   at (warning). */
must_use enum status doctor_files(struct arena *a, str where, str folder, enum doctor_depth depth, enum doctor_hand hand, int64_t now_s, struct doctor_report *report);

#endif
