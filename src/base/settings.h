/* What the person who runs the program decides: addresses of the outside world and secrets. A text of lines `key = value` (# begins a comment), by default the file
   `settings` in the data folder, or `--settings FILE`; a variable of the environment (FAUBOURG_SMTP_USER for smtp_user) wins. Read once at start; never changed afterwards, so that any
   thread may read it. Secrets may be given as `smtp_password_file = PATH` instead. Keys are a table in settings.c, with their default; `faubourg help settings` prints it. */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include "base/problem.h"
#include "base/status.h"

struct settings {
	str public_url;  /* "https://aides.ville.example", without a slash at the end; links in mails, cookies. Absent: http:// and the address served */
	str files;       /* folder of the bytes of documents; DATA/files */
	str key_file;    /* 32 random bytes in hexadecimal that seal bank details and TOTP secrets; DATA/key, made by init (0600) */
	str smtp;        /* "smtp://mail.example:587", "smtps://…"; absent: mails wait, and pages say so */
	str smtp_user, smtp_password;
	str smtp_tls;    /* required | optional | none */
	str smtp_ca;     /* file of the authority that signed the mail server's certificate; absent: those of the system */
	str mail_from;   /* "Faubourg <ne-pas-repondre@ville.example>" */
	str register_url; /* of the national register of companies, "https://recherche-entreprises.api.gouv.fr"; "none" */
	str clamd;       /* socket of the antivirus: /run/clamav/clamd.ctl or host:port; absent: found when it is at its usual place; "none" */
	str soffice;     /* LibreOffice; "none": no PDF */
	str sso_issuer, sso_client, sso_secret; /* OpenID Connect; absent: no single sign-on */
	str sso_label_fr, sso_label_en; /* "ProConnect" */
	str sso_scope;   /* "openid email given_name usual_name siret" */
};

/* `path` may not exist: defaults. `place` is the data folder, or absent for PostgreSQL (then files and key_file must be given to be used).
   OK; INVALID: an unknown key (with the nearest), a value that is none, a secret file that everybody may read: each with its line. DENIED, BROKEN. */
/* `path` may be NULL. */
must_use enum status settings_read(struct arena *a, const char *path, str place, struct settings *settings, struct problems *ps);

/* Every key with its default and what it is for. */
void settings_help(struct out *o, enum lang lang);

#endif
