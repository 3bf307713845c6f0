/* PDF, with libqpdf: can it be opened without a password, and how many pages has it. One that only forbids printing or copying opens for everybody, and is taken. Runs in
   the sandboxed child. */
#include "imports/document_parts.h"

#include <qpdf/qpdf-c.h>

static enum status pages_of(qpdf_data pdf, str bytes, struct document *document, struct problems *ps)
{
	qpdf_silence_errors(pdf);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	(void)qpdf_read_memory(pdf, "file", bytes.p, bytes.n, NULL);
	int pages = qpdf_has_error(pdf) ? -1 : qpdf_get_num_pages(pdf);
	if (qpdf_has_error(pdf)) {
		bool locked = qpdf_get_error_code(pdf, qpdf_get_error(pdf)) == qpdf_e_password;
		return document_refuse(ps, INVALID, locked ? W_files_pdf_password : W_files_pdf_damaged);
	}
	if (pages <= 0)
		return document_refuse(ps, INVALID, W_files_pdf_damaged);
	document->pages = (opt_int){true, pages};
	return OK;
}

enum status document_pdf(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	(void)a;
	qpdf_data pdf = qpdf_init();
	enum status s = pages_of(pdf, bytes, document, ps);
	qpdf_cleanup(&pdf);
	document->media = S("application/pdf");
	document->extension = S("pdf");
	return s;
}
