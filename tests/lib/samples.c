/* samples FOLDER: writes files as people send them, for flows: a heavy photo, one of a phone, PDF with and without password, documents, what an antivirus knows. */
#include "lib/sample_files.h"

#include "base/limits.h"

static void keep(const char *folder, const char *name, str bytes)
{
	char path[1000];
	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0)
		exit(1);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	keep(argv[1], "heavy.jpg", sample_jpeg(a, 6000, 4500, 6, 93, 1));
	keep(argv[1], "one.jpg", sample_jpeg(a, 400, 300, 1, 90, 0));
	keep(argv[1], "two.jpg", sample_jpeg(a, 300, 400, 1, 90, 0));
	keep(argv[1], "phone.heic", sample_heic(a, 640, 480));
	keep(argv[1], "three.pdf", sample_pdf(a, 3, NULL));
	keep(argv[1], "locked.pdf", sample_pdf(a, 1, "secret"));
	keep(argv[1], "statuts.docx", sample_docx(a, false));
	keep(argv[1], "macros.docx", sample_docx(a, true));
	/* the test text that every antivirus knows, in two parts so that this source is not taken for it */
	keep(argv[1], "eicar.txt", arena_fmt(a, "%s%s", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"));
	arena_free(a);
	return 0;
}
