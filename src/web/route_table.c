/* Every address that the server answers: method, path, who may, handler, what it is. One row an address; sections follow the areas of the product. routes.h says what
   each column means. */
#include "base/limits.h"
#include "web/handlers.h"
#include "web/routes.h"

#define GET HTTP_GET
#define POST HTTP_POST
#define PAGE .kind = ROUTE_PAGE
#define DATA .kind = ROUTE_DATA
#define RAW .kind = ROUTE_FILE

/* The whole wish of a desk's list (domain/desk_list.h). */
#define DESK_PARAMS \
	"q sort columns group page per did number title bearer call state filed asked cost share" \
	" owner due completeness verdict opinions score labels districts themes publics goals request renewals messages last channel action" \
	" filed-from filed-to asked-from asked-to cost-from cost-to share-from share-to due-from due-to opinions-from opinions-to score-from score-to renewals-from renewals-to" \
	" messages-from messages-to last-from last-to asked.*"

const struct route route_table[] = {
	{GET, "/", ANYONE, show_home, PAGE, W_pages_route_home},
	{GET, "/territories/:territory", ANYONE, show_territory, PAGE, W_pages_route_territory, .params = "commune theme public"},
	{GET, "/territories/:territory/districts/:district", ANYONE, show_district, PAGE, W_pages_route_district},
	{GET, "/calls/:call", ANYONE, show_call, PAGE, W_pages_route_call, .params = "commune"},
	{GET, "/calls/:call/contacts", ANYONE, show_call_contacts, PAGE, W_pages_route_contacts, .params = "commune"},
	{GET, "/calls/:call/programme", ANYONE, show_programme, PAGE, W_pages_route_programme, .params = "version"},
	{GET, "/calls/:call/programme.csv", ANYONE, send_programme_csv, DATA, W_pages_route_programme_csv, .params = "version"},
	{GET, "/calls/:call/programme.json", ANYONE, send_programme_json, DATA, W_pages_route_programme_json, .params = "version"},
	{GET, "/calls/:call/programme.xlsx", ANYONE, send_programme_xlsx, DATA, W_pages_route_programme_xlsx, .params = "version", .slow = true},
	{GET, "/diagnosis", ANYONE, show_diagnosis, PAGE, W_diagnosis_route_diagnosis, .params = "call a q v start", .fresh = true},
	{GET, "/diagnosis/summary", ANYONE, show_diagnosis_summary, PAGE, W_diagnosis_route_diagnosis_summary, .params = "call a q v start", .fresh = true},
	{GET, "/calls/:call/diagnosis", ANYONE, show_diagnosis, PAGE, W_diagnosis_route_call_diagnosis, .params = "a q v", .fresh = true},
	{GET, "/calls/:call/diagnosis/summary", ANYONE, show_diagnosis_summary, PAGE, W_diagnosis_route_call_summary, .params = "a q v", .fresh = true},
	{GET, "/calls/:call/regulation", ANYONE, show_regulation, PAGE, W_diagnosis_route_regulation, .params = "version"},
	{GET, "/calls/:call/regulation/changes", ANYONE, show_regulation_changes, PAGE, W_diagnosis_route_changes, .params = "from to version"},
	{GET, "/calls/:call/regulation/rule", ANYONE, show_regulation_rule, PAGE, W_diagnosis_route_rule, .params = "rule version a x-*", .fresh = true},
	{GET, "/search", ANYONE, show_search, PAGE, W_pages_route_search, .params = "q limit"},
	{GET, "/help", ANYONE, show_help, PAGE, W_pages_route_help, .without_data = true},
	{GET, "/accessibility", ANYONE, show_accessibility, PAGE, W_pages_route_accessibility, .without_data = true},
	{GET, "/legal", ANYONE, show_legal, PAGE, W_pages_route_legal, .without_data = true},
	/* ---- accounts ---- */
	{GET, "/sign-in", ANYONE, show_sign_in, PAGE, W_accounts_route_sign_in, .params = "next said", .fresh = true},
	{POST, "/sign-in", ANYONE, post_sign_in, PAGE, W_accounts_route_sign_in, .prepare = prepare_sign_in, .form = "email password mine next"},
	{GET, "/second-factor", ANYONE, show_second_factor, PAGE, W_accounts_route_second_factor, .params = "next mine", .fresh = true},
	{POST, "/second-factor", ANYONE, post_second_factor, PAGE, W_accounts_route_second_factor, .prepare = prepare_second_factor, .form = "code next mine"},
	{POST, "/sign-out", ANYONE, post_sign_out, PAGE, W_accounts_route_sign_out},
	{GET, "/sign-up", ANYONE, show_sign_up, PAGE, W_accounts_route_sign_up, .params = "next", .fresh = true},
	{POST, "/sign-up", ANYONE, post_sign_up, PAGE, W_accounts_route_sign_up, .prepare = prepare_sign_up, .form = "name email password next"},
	{GET, "/confirm", ANYONE, show_confirm, PAGE, W_accounts_route_confirm, .params = "t", .fresh = true},
	{POST, "/confirm", ANYONE, post_confirm, PAGE, W_accounts_route_confirm, .form = "t"},
	{POST, "/account/confirmation", MAY(own_account), post_confirmation, PAGE, W_accounts_route_confirmation, .prepare = prepare_confirmation},
	{GET, "/password/forgotten", ANYONE, show_forgotten, PAGE, W_accounts_route_forgotten, .fresh = true},
	{POST, "/password/forgotten", ANYONE, post_forgotten, PAGE, W_accounts_route_forgotten, .prepare = prepare_forgotten, .form = "email"},
	{GET, "/password/reset", ANYONE, show_reset, PAGE, W_accounts_route_reset, .params = "t", .fresh = true},
	{POST, "/password/reset", ANYONE, post_reset, PAGE, W_accounts_route_reset, .prepare = prepare_reset, .form = "password t"},
	{GET, "/account", MAY(own_account), show_account, PAGE, W_accounts_route_account, .params = "said"},
	{GET, "/account/profile", MAY(own_account), show_profile, PAGE, W_accounts_route_profile},
	{POST, "/account/profile", MAY(own_account), post_profile, PAGE, W_accounts_route_profile, .form = "name phone lang"},
	{GET, "/account/email", MAY(own_account), show_email, PAGE, W_accounts_route_email},
	{POST, "/account/email", MAY(own_account), post_email, PAGE, W_accounts_route_email, .prepare = account_check, .form = "email current"},
	{GET, "/account/email/confirm", ANYONE, show_email_confirm, PAGE, W_accounts_route_email_confirm, .params = "t", .fresh = true},
	{POST, "/account/email/confirm", ANYONE, post_email_confirm, PAGE, W_accounts_route_email_confirm, .form = "t"},
	{GET, "/account/password", MAY(own_account), show_password, PAGE, W_accounts_route_password},
	{POST, "/account/password", MAY(own_account), post_password, PAGE, W_accounts_route_password, .prepare = prepare_password, .form = "current password"},
	{GET, "/account/factor", MAY(own_account), show_factor, PAGE, W_accounts_route_factor},
	{POST, "/account/factor/begin", MAY(own_account), post_factor_begin, PAGE, W_accounts_route_factor, .prepare = account_check, .form = "current"},
	{POST, "/account/factor", MAY(own_account), post_factor, PAGE, W_accounts_route_factor, .form = "code"},
	{GET, "/account/factor/recovery", MAY(own_account), show_recovery, PAGE, W_accounts_route_recovery},
	{POST, "/account/factor/recovery", MAY(own_account), post_recovery, PAGE, W_accounts_route_recovery, .prepare = account_check, .form = "current"},
	{GET, "/account/factor/remove", MAY(own_account), show_factor_remove, PAGE, W_accounts_route_factor_remove},
	{POST, "/account/factor/remove", MAY(own_account), post_factor_remove, PAGE, W_accounts_route_factor_remove, .prepare = account_check, .form = "current"},
	{GET, "/account/sessions", MAY(own_account), show_sessions, PAGE, W_accounts_route_sessions},
	{POST, "/account/sessions", MAY(own_account), post_sessions, PAGE, W_accounts_route_sessions, .form = "session"},
	{GET, "/account/close", MAY(own_account), show_close, PAGE, W_accounts_route_close},
	{POST, "/account/close", MAY(own_account), post_close, PAGE, W_accounts_route_close, .prepare = account_check, .form = "current"},
	{GET, "/officer-invitation", ANYONE, show_officer_invitation, PAGE, W_accounts_route_invitation, .params = "t", .fresh = true},
	{POST, "/officer-invitation", ANYONE, post_officer_invitation, PAGE, W_accounts_route_invitation, .form = "t"},
	{GET, "/administration/people", MAY(administer), show_people, PAGE, W_accounts_route_people, .params = "said"},
	{POST, "/administration/people", MAY(administer), post_people, PAGE, W_accounts_route_people, .form = "email role territory institution person to"},
	{POST, "/sso/start", ANYONE, post_sso_start, PAGE, W_accounts_route_sso_start, .prepare = prepare_sso_start, .form = "next"},
	{GET, "/sso/return", ANYONE, show_sso_return, PAGE, W_accounts_route_sso_return, .prepare = prepare_sso_return, .params = "code state iss error error_description session_state", .fresh = true},

	/* ---- organisation ---- */
	{GET, "/my", MAY(own_account), show_my, PAGE, W_organisation_route_my},
	{GET, "/organisations/new", MAY(own_account), show_organisation_new, PAGE, W_organisation_route_new, .params = "siret by"},
	{POST, "/organisations/new", MAY(own_account), search_organisation, PAGE, W_organisation_route_search, .form = "siret", .prepare = prepare_search_organisation},
	{POST, "/organisations", MAY(own_account), create_organisation, PAGE, W_organisation_route_create,
	 .form = "siret name kind rna being_created address postcode city naf prefilled"},
	{POST, "/organisations/join", MAY(own_account), join_organisation, PAGE, W_organisation_route_join, .form = "siret rna"},
	{GET, "/organisations/:applicant", MAY(read_applicant), show_organisation, PAGE, W_organisation_route_organisation},
	{GET, "/organisations/:applicant/members", MAY(read_applicant), show_members, PAGE, W_organisation_route_members, .params = "done"},
	{POST, "/organisations/:applicant/members/role", MAY(manage_members), change_member, PAGE, W_organisation_route_role, .form = "person role"},
	{POST, "/organisations/:applicant/members/remove", MAY(read_applicant), remove_member, PAGE, W_organisation_route_remove, .form = "person"},
	{POST, "/organisations/:applicant/invitations", MAY(manage_members), invite_member, PAGE, W_organisation_route_invite, .form = "email role"},
	{POST, "/organisations/:applicant/invitations/withdraw", MAY(manage_members), withdraw_invitation, PAGE, W_organisation_route_withdraw, .form = "invitation"},
	{POST, "/organisations/:applicant/joinings", MAY(manage_members), answer_joining, PAGE, W_organisation_route_joining, .form = "person role answer"},
	{GET, "/organisations/:applicant/bank", MAY(read_safe), show_bank, PAGE, W_organisation_route_bank, .params = "done"},
	{POST, "/organisations/:applicant/bank", MAY(manage_members), save_bank, PAGE, W_organisation_route_bank_save, .form = "account bic holder holder_is_right"},
	{POST, "/organisations/:applicant/bank/show", MAY(manage_members), show_bank_in_full, PAGE, W_organisation_route_bank_show},
	{GET, "/invitations", ANYONE, show_invitation, PAGE, W_organisation_route_invitation, .params = "t", .fresh = true},
	{POST, "/invitations", MAY(own_account), answer_invitation, PAGE, W_organisation_route_answer, .form = "t invitation is_mine answer"},

	/* ---- figures: two topics have pages of their own; before the row of all topics ---- */
	{GET, "/sheets/:sheet/topics/budget", MAY(read_application), show_budget, PAGE, W_figures_route_budget, .params = "saved check year pasted", .fresh = true},
	{POST, "/sheets/:sheet/topics/budget", MAY(write_application), save_budget, PAGE, W_figures_route_save_budget, .form = "base person to first block f.*",
	 .params = "saved check year pasted"},
	{GET, "/sheets/:sheet/topics/publics", MAY(read_application), show_publics, PAGE, W_figures_route_publics, .params = "saved check district", .fresh = true},
	{POST, "/sheets/:sheet/topics/publics", MAY(write_application), save_publics, PAGE, W_figures_route_save_publics, .form = "base person to f.*",
	 .params = "saved check district"},

	/* ---- writing ---- */
	{GET, "/calls/:call/apply", ANYONE, show_apply, PAGE, W_writing_route_apply, .params = "applicant request a commune", .fresh = true},
	{POST, "/calls/:call/apply", MAY(start_application), send_apply, PAGE, W_writing_route_begin, .form = "applicant request previous second a part.*",
	 .params = "commune"},
	{GET, "/sheets/:sheet", MAY(read_application), show_sheet, PAGE, W_writing_route_sheet, .params = "commune", .fresh = true},
	{GET, "/sheets/:sheet/help", MAY(read_application), show_sheet_help, PAGE, W_writing_route_help, .fresh = true},
	{GET, "/sheets/:sheet/topics/:topic", MAY(read_application), show_sheet_topic, PAGE, W_writing_route_topic, .params = "saved check", .fresh = true},
	{POST, "/sheets/:sheet/topics/:topic", MAY(write_application), save_sheet_topic, PAGE, W_writing_route_save_topic, .form = "base person to f.*",
	 .params = "saved check"},
	{POST, "/sheets/:sheet/save", MAY(write_application), save_sheet, DATA, W_writing_route_save, .form = "base person f.*"},
	{GET, "/sheets/:sheet/values.json", MAY(read_application), send_sheet_values, DATA, W_writing_route_values, .fresh = true},
	{GET, "/sw.js", ANYONE, send_worker, RAW, W_writing_route_worker, .without_data = true, .fresh = true},

	/* ---- figures ---- */
	{GET, "/sheets/:sheet/verdict", MAY(read_application), show_sheet_verdict, PAGE, W_figures_route_verdict, .params = "year", .fresh = true},
	{GET, "/sheets/:sheet/live.json", MAY(read_application), send_sheet_live, DATA, W_figures_route_live, .params = "year district", .fresh = true},
	{GET, "/sheets/:sheet/place", MAY(read_application), show_place, PAGE, W_figures_route_place, .params = "asked", .fresh = true},

	/* ---- files ---- */
	{GET, "/sheets/:sheet/attachments", MAY(read_application), show_attachments, PAGE, W_files_route_attachments},
	{POST, "/sheets/:sheet/attachments", MAY(write_application), add_attachments, PAGE, W_files_route_attachments_change, .prepare = prepare_attachments,
	 .open_body = true, .parts = true, .body_bytes = LIMIT_SPOOLED_BODY_BYTES},
	{POST, "/sheets/:sheet/attachments/from-safe", MAY(write_application), use_safe_document, PAGE, W_files_route_attachments_change, .form = "code document"},
	{POST, "/sheets/:sheet/attachments/join", MAY(write_application), join_photos, PAGE, W_files_route_attachments_change, .prepare = prepare_join, .form = "code order.*"},
	{GET, "/sheets/:sheet/attachments/:attachment", MAY(read_application), send_attachment, PAGE, W_files_route_attachment},
	{POST, "/sheets/:sheet/attachments/:attachment/remove", MAY(write_application), remove_attachment, PAGE, W_files_route_attachments_change},
	{POST, "/sheets/:sheet/attachments/:attachment/rename", MAY(write_application), rename_attachment, PAGE, W_files_route_attachments_change, .form = "name"},
	{POST, "/sheets/:sheet/attachments/:attachment/keep", MAY(write_application), keep_attachment, PAGE, W_files_route_attachments_change},
	{GET, "/organisations/:applicant/documents", MAY(read_safe), show_safe, PAGE, W_files_route_safe},
	{POST, "/organisations/:applicant/documents", MAY(write_applicant), add_safe_documents, PAGE, W_files_route_safe_change, .prepare = prepare_attachments,
	 .open_body = true, .parts = true, .body_bytes = LIMIT_SPOOLED_BODY_BYTES},
	{GET, "/organisations/:applicant/documents/:document", MAY(read_safe), send_safe_document, PAGE, W_files_route_safe_document},
	{POST, "/organisations/:applicant/documents/:document/remove", MAY(write_applicant), remove_safe_document, PAGE, W_files_route_safe_change},
	{POST, "/uploads", MAY(own_account), begin_upload, DATA, W_files_route_upload, .prepare = prepare_upload, .form = "name bytes purpose"},
	{GET, "/uploads/:upload", MAY(own_account), show_upload, DATA, W_files_route_upload},
	{POST, "/uploads/:upload", MAY(own_account), add_piece, DATA, W_files_route_upload, .prepare = prepare_piece, .open_body = true, .body_bytes = LIMIT_PIECE_BYTES,
	 .params = "offset"},
	{POST, "/uploads/:upload/finish", MAY(own_account), end_upload, DATA, W_files_route_upload, .prepare = prepare_upload_end},

	/* ---- paper ---- */
	{GET, "/calls/:call/sheet.docx", ANYONE, send_blank_docx, DATA, W_paper_route_blank, .params = "bearer request", .slow = true, .fresh = true},
	{GET, "/calls/:call/sheet.odt", ANYONE, send_blank_odt, DATA, W_paper_route_blank, .params = "bearer request", .slow = true, .fresh = true},
	{GET, "/calls/:call/word", MAY(start_application), show_word, PAGE, W_paper_route_word},
	{POST, "/calls/:call/word", MAY(start_application), post_word, PAGE, W_paper_route_read, .prepare = prepare_word, .open_body = true, .parts = true,
	 .body_bytes = LIMIT_SPOOLED_BODY_BYTES},
	{POST, "/calls/:call/word/take", MAY(start_application), post_word_take, PAGE, W_paper_route_take, .prepare = prepare_word_taken, .form = "ticket applicant"},
	{GET, "/sheets/:sheet/word", MAY(write_application), show_word, PAGE, W_paper_route_word},
	{POST, "/sheets/:sheet/word", MAY(write_application), post_word, PAGE, W_paper_route_read, .prepare = prepare_word, .open_body = true, .parts = true,
	 .body_bytes = LIMIT_SPOOLED_BODY_BYTES},
	{POST, "/sheets/:sheet/word/take", MAY(write_application), post_word_take, PAGE, W_paper_route_take, .prepare = prepare_word_taken, .form = "ticket applicant"},
	{GET, "/sheets/:sheet/sheet.docx", MAY(read_application), send_sheet_docx, DATA, W_paper_route_docx, .slow = true, .fresh = true},
	{GET, "/sheets/:sheet/sheet.pdf", MAY(read_application), send_sheet_pdf, DATA, W_paper_route_pdf, .slow = true, .fresh = true},
	{GET, "/sheets/:sheet/versions/:version/sheet.docx", MAY(read_application), send_sheet_docx, DATA, W_paper_route_docx, .slow = true, .fresh = true},
	{GET, "/sheets/:sheet/versions/:version/sheet.pdf", MAY(read_application), send_sheet_pdf, DATA, W_paper_route_pdf, .slow = true, .fresh = true},

	/* ---- filing ---- */
	{GET, "/sheets/:sheet/check", MAY(read_application), show_check, PAGE, W_filing_route_check},
	{POST, "/sheets/:sheet/ask-signature", MAY(write_application), post_ask_signature, PAGE, W_filing_route_ask, .form = "base"},
	{POST, "/sheets/:sheet/take-back", MAY(write_application), post_take_back, PAGE, W_filing_route_take_back},
	{POST, "/sheets/:sheet/abandon", MAY(write_application), post_abandon, PAGE, W_filing_route_abandon},
	{GET, "/sheets/:sheet/sign", MAY(read_application), show_sign, PAGE, W_filing_route_sign},
	{POST, "/sheets/:sheet/sign", MAY(read_application), post_sign, PAGE, W_filing_route_sign, .form = "base capacity mandate attests"},
	{POST, "/sheets/:sheet/refuse", MAY(sign_application), post_refuse, PAGE, W_filing_route_refuse, .form = "reason"},
	{GET, "/sheets/:sheet/receipt", MAY(read_application), show_receipt, PAGE, W_filing_route_receipt, .params = "version"},
	{GET, "/sheets/:sheet/follow-up", MAY(read_application), show_follow_up, PAGE, W_filing_route_follow},
	{POST, "/sheets/:sheet/messages", MAY(write_message), post_message, PAGE, W_filing_route_message, .form = "text"},
	{POST, "/sheets/:sheet/messages/read", MAY(write_message), post_messages_read, PAGE, W_filing_route_read},
	{GET, "/sheets/:sheet/versions", MAY(read_application), show_versions, PAGE, W_filing_route_versions, .params = "from to"},
	{GET, "/sheets/:sheet/versions/:version", MAY(read_application), show_version, PAGE, W_filing_route_version},
	{GET, "/sheets/:sheet/withdraw", MAY(sign_application), show_withdraw, PAGE, W_filing_route_withdraw},
	{POST, "/sheets/:sheet/withdraw", MAY(sign_application), post_withdraw, PAGE, W_filing_route_withdraw, .form = "reason"},

	/* ---- desk ---- */
	{GET, "/desk/:territory", MAY(read_desk), show_desk, PAGE, W_desk_route_list, .params = DESK_PARAMS},
	{GET, "/desk/:territory/calls/:call", MAY(run_desk), show_desk_call, PAGE, W_desk_route_call},
	{POST, "/desk/:territory/calls/:call", MAY(run_desk), post_desk_call, PAGE, W_desk_route_call, .form = "closes hour grace reason"},
	{GET, "/desk/:territory/calls/:call/type", MAY(run_desk), show_desk_type, PAGE, W_desk_route_type},
	{POST, "/desk/:territory/calls/:call/type", MAY(run_desk), post_desk_type, PAGE, W_desk_route_type, .form = "channel siret name kind email day hour reason"},
	{GET, "/desk/:territory/sheets/:sheet", MAY(read_desk), show_desk_file, PAGE, W_desk_route_file, .params = "list"},
	{POST, "/desk/:territory/sheets/:sheet/completion", MAY(run_desk), post_desk_completion, PAGE, W_desk_route_completion, .form = "base list open reason due"},
	{POST, "/desk/:territory/sheets/:sheet/completion/cancel", MAY(run_desk), post_desk_cancel, PAGE, W_desk_route_cancel, .form = "base list reason"},
	{POST, "/desk/:territory/sheets/:sheet/messages", MAY(run_desk), post_desk_message, PAGE, W_desk_route_message, .form = "base list text"},
	{POST, "/desk/:territory/sheets/:sheet/messages/read", MAY(run_desk), post_desk_read, PAGE, W_desk_route_read, .form = "base list"},
	{POST, "/desk/:territory/sheets/:sheet/owner", MAY(run_desk), post_desk_owner, PAGE, W_desk_route_own, .form = "base list owner due"},
	{POST, "/desk/:territory/sheets/:sheet/originals", MAY(run_desk), post_desk_original, PAGE, W_desk_route_original, .form = "base list document received note"},
	{POST, "/desk/:territory/sheets/:sheet/received", MAY(run_desk), post_desk_received, PAGE, W_desk_route_received, .form = "base list day hour reason"},

	/* ---- mail ---- */
	{GET, "/administration/outbox", MAY(administer), show_outbox, PAGE, W_mail_route_outbox, .params = "said"},
	{POST, "/administration/outbox", MAY(administer), post_outbox, PAGE, W_mail_route_outbox_post, .form = "to mail email", .params = "said"},
	{GET, "/sheets/:sheet/reminders", MAY(read_application), show_reminders, PAGE, W_mail_route_reminders},
	{POST, "/sheets/:sheet/reminders", MAY(read_application), post_reminders, PAGE, W_mail_route_reminders_post, .form = "to"},

	/* ---- grid: the table of a call, live ---- */
	{GET, "/grids/:call", MAY(read_grid), show_grid, PAGE, W_grid_route_grid, .params = "scenario district theme public decision sort gap", .slow = true},
	{GET, "/grids/:call/room", MAY(read_grid), show_grid_room, PAGE, W_grid_route_room, .params = "scenario row", .slow = true},
	{GET, "/grids/:call/grid.csv", MAY(read_grid), send_grid_csv, DATA, W_grid_route_csv, .params = "scenario"},
	{GET, "/grids/:call/live.json", MAY(read_grid), send_grid_live, DATA, W_grid_route_live, .params = "scenario since", .waits = true},
	{POST, "/grids/:call/cell.json", MAY(read_grid), post_grid_cell, DATA, W_grid_route_cell,
	 .form = "scenario application column base stage amount reason refused locked confirmed"},
	{POST, "/grids/:call/state", MAY(run_desk), post_grid_state, PAGE, W_grid_route_state, .form = "scenario state reason"},
	{GET, "/grids/:call/rows", MAY(run_desk), show_grid_new, PAGE, W_grid_route_new, .params = "scenario"},
	{POST, "/grids/:call/rows", MAY(run_desk), post_grid_new, PAGE, W_grid_route_new, .form = "scenario title bearer cost axis"},
	{GET, "/grids/:call/rows/:request", MAY(read_grid), show_grid_row, PAGE, W_grid_route_row, .params = "scenario said"},
	{POST, "/grids/:call/rows/:request", MAY(read_grid), post_grid_row, PAGE, W_grid_route_row_post, .form = "scenario base cost other decision axis note c.*"},
	{GET, "/grids/:call/envelopes", MAY(read_grid), show_grid_envelopes, PAGE, W_grid_route_envelopes},
	{POST, "/grids/:call/envelopes", MAY(read_grid), post_grid_envelopes, PAGE, W_grid_route_envelopes_post, .form = "code funder section part wave amount label state reason"},

	/* ---- allocation: what if, scenarios, the solver ---- */
	{GET, "/grids/:call/scenarios", MAY(read_grid), show_scenarios, PAGE, W_allocation_route_scenarios, .slow = true},
	{POST, "/grids/:call/scenarios", MAY(run_desk), post_scenario_copy, PAGE, W_allocation_route_copy, .form = "scenario name note"},
	{POST, "/grids/:call/scenarios/state", MAY(run_desk), post_scenario_state, PAGE, W_allocation_route_state, .form = "scenario state"},
	{GET, "/grids/:call/allocate", MAY(run_desk), show_allocate, PAGE, W_allocation_route_ask, .params = "scenario"},
	{POST, "/grids/:call/allocate", MAY(run_desk), post_allocate, PAGE, W_allocation_route_ask, .form = "scenario name step percent beyond keep each seconds e.* l.* c.* x.* w.*"},
	{GET, "/grids/:call/allocate/:request", MAY(read_grid), show_allocation, PAGE, W_allocation_route_answer, .fresh = true},
	{GET, "/grids/:call/cut", MAY(read_grid), show_cut, PAGE, W_allocation_route_cut, .params = "scenario what row by value mode", .slow = true},
	{POST, "/grids/:call/cut", MAY(run_desk), post_cut, PAGE, W_allocation_route_keep_cut, .form = "scenario what row by value mode name"},
	{GET, "/grids/:call/compare", MAY(read_grid), show_scenarios_compared, PAGE, W_allocation_route_compare, .params = "s all", .slow = true},

	/* ---- deskwork: lists, labels, notes, routing ---- */
	{GET, "/desk/:territory/list.csv", MAY(read_desk), send_desk_csv, DATA, W_deskwork_route_csv, .params = DESK_PARAMS, .slow = true, .fresh = true},
	{GET, "/desk/:territory/list.xlsx", MAY(read_desk), send_desk_xlsx, DATA, W_deskwork_route_xlsx, .params = DESK_PARAMS, .slow = true, .fresh = true},
	{POST, "/desk/:territory/views", MAY(read_desk), post_desk_view, PAGE, W_deskwork_route_views, .form = "wish name shared default"},
	{POST, "/desk/:territory/views/remove", MAY(read_desk), post_desk_view_remove, PAGE, W_deskwork_route_forget, .form = "wish view"},
	{POST, "/desk/:territory/bulk", MAY(run_desk), post_desk_bulk, PAGE, W_deskwork_route_bulk, .form = "wish do all pick picked preview owner due label state text open"},
	{POST, "/desk/:territory/bulk/do", MAY(run_desk), post_desk_bulk_do, PAGE, W_deskwork_route_bulk_do, .form = "wish do all pick picked preview owner due label state text open"},
	{POST, "/desk/:territory/bulk/undo", MAY(run_desk), post_desk_bulk_undo, PAGE, W_deskwork_route_bulk_undo, .form = "bulk wish"},
	{GET, "/desk/:territory/routing", MAY(run_desk), show_desk_routing, PAGE, W_deskwork_routing},
	{POST, "/desk/:territory/routing", MAY(run_desk), post_desk_routing, PAGE, W_deskwork_route_routing, .form = "rule-*"},
	{POST, "/desk/:territory/routing/apply", MAY(run_desk), post_desk_routing_apply, PAGE, W_deskwork_route_apply},
	{GET, "/desk/:territory/labels", MAY(run_desk), show_desk_labels, PAGE, W_deskwork_labels},
	{POST, "/desk/:territory/labels", MAY(run_desk), post_desk_label, PAGE, W_deskwork_route_label, .form = "label tone base"},
	{POST, "/desk/:territory/labels/remove", MAY(run_desk), post_desk_label_remove, PAGE, W_deskwork_route_label, .form = "code base"},
	{GET, "/applications/:application", MAY(read_desk), show_application, PAGE, W_deskwork_route_application, .params = "list"},
	{POST, "/applications/:application/labels", MAY(run_desk), post_application_label, PAGE, W_deskwork_route_stick, .form = "base label list"},
	{POST, "/applications/:application/labels/remove", MAY(run_desk), post_application_unlabel, PAGE, W_deskwork_route_stick, .form = "base label list"},
	{POST, "/applications/:application/notes", MAY(run_desk), post_application_note, PAGE, W_deskwork_route_note, .form = "base note list"},
	{POST, "/applications/:application/notes/remove", MAY(run_desk), post_application_note_remove, PAGE, W_deskwork_route_note, .form = "base note list"},
	{POST, "/applications/:application/state", MAY(run_desk), post_application_state, PAGE, W_deskwork_route_state, .form = "base state reason list"},
	{POST, "/applications/:application/duplicates", MAY(run_desk), post_application_two, PAGE, W_deskwork_route_two, .form = "base other list"},
	{POST, "/applications/:application/follow", MAY(run_desk), post_application_follow, PAGE, W_desk_route_own, .form = "base owner due list"},
	{POST, "/applications/:application/presence", MAY(read_desk), post_application_presence, DATA, W_deskwork_route_presence},

	/* ---- review: admissibility, scores, opinions ---- */

	/* ---- sessions: hearings and committees ---- */

	/* ---- programme: adoption, freeze, annex ---- */
	{GET, "/calls/:call/programme.docx", ANYONE, send_programme_docx, DATA, W_adoption_route_annex, .slow = true, .fresh = true},
	{GET, "/calls/:call/programme.ods", ANYONE, send_programme_ods, DATA, W_adoption_route_annex, .slow = true, .fresh = true},
	{GET, "/calls/:call/programme/compare", ANYONE, show_compare, PAGE, W_adoption_route_compare, .params = "version with"},
	{GET, "/calls/:call/programme/compare.csv", ANYONE, send_compare_csv, DATA, W_adoption_route_compare, .params = "version with"},
	{GET, "/programmes/:call", MAY(read_grid), show_adoption, PAGE, W_adoption_route_versions},
	{GET, "/programmes/:call/adopt", MAY(run_desk), show_adopt, PAGE, W_adoption_route_check, .params = "scenario"},
	{POST, "/programmes/:call/adopt", MAY(run_desk), post_adopt, PAGE, W_adoption_route_adopt, .form = "scenario revision kind title annex reason"},
	{GET, "/programmes/:call/:version", MAY(read_grid), show_programme_version, PAGE, W_adoption_route_version},
	{POST, "/programmes/:call/:version/decision", MAY(run_desk), post_decision, PAGE, W_adoption_route_decision, .form = "number day"},
	{POST, "/programmes/:call/:version/receipts", MAY(run_desk), post_receipt, PAGE, W_adoption_route_receipt, .form = "number sent received place"},
	{GET, "/programmes/:call/:version/annex/:document", MAY(read_grid), send_annex, DATA, W_adoption_route_annex, .slow = true, .fresh = true},
	{GET, "/templates/:territory", MAY(run_desk), show_templates, PAGE, W_adoption_route_templates},
	{POST, "/templates/:territory", MAY(run_desk), post_template, PAGE, W_adoption_route_template_add, .prepare = prepare_template, .open_body = true, .parts = true,
	 .body_bytes = LIMIT_SPOOLED_BODY_BYTES},
	{GET, "/templates/:territory/made/:document", MAY(run_desk), send_made_template, DATA, W_adoption_route_template_default, .slow = true, .fresh = true},
	{GET, "/templates/:territory/:document", MAY(run_desk), send_template, PAGE, W_adoption_route_template_file},
	{GET, "/templates/:territory/:document/preview", MAY(run_desk), preview_template, DATA, W_adoption_route_template_preview, .slow = true, .fresh = true},
	{POST, "/templates/:territory/:document/remove", MAY(run_desk), post_template_remove, PAGE, W_adoption_route_template_remove},

	/* ---- notify: letters and orders of each funder ---- */

	/* ---- imports: decided tables ---- */

	/* ---- for programs ---- */
	{GET, "/api/territories", ANYONE, send_territories, DATA, W_pages_route_api_territories},
	{GET, "/api/territories/:territory/districts", ANYONE, send_districts, DATA, W_pages_route_api_districts},
	{GET, "/api/calls", ANYONE, send_calls, DATA, W_pages_route_api_calls},
	{GET, "/api/calls/:call/programme", ANYONE, send_programme_json, DATA, W_pages_route_api_programme, .params = "version"},
	{GET, "/api/calls/:call/rules", ANYONE, send_rules, DATA, W_diagnosis_route_api_rules, .params = "version"},
	{GET, "/api/calls/:call/verdict", ANYONE, send_verdict, DATA, W_diagnosis_route_api_verdict, .params = "a", .fresh = true},
	{GET, "/calls/:call/diagnosis/answers.json", ANYONE, send_diagnosis_answers, DATA, W_diagnosis_route_answers, .params = "a", .fresh = true},
	{GET, "/diagnosis/answers.json", ANYONE, send_diagnosis_answers, DATA, W_diagnosis_route_answers, .params = "call a", .fresh = true},
	{GET, "/calls/:call/regulation/rules.publicodes", ANYONE, send_regulation_text, DATA, W_diagnosis_route_publicodes, .params = "version"},
	{GET, "/api/openapi.json", ANYONE, send_openapi, DATA, W_pages_route_openapi, .without_data = true},
	{GET, "/healthz", ANYONE, send_health, RAW, W_pages_route_health, .fresh = true},
	{GET, "/assets/accent.css", ANYONE, send_accent, RAW, W_pages_route_accent, .params = "territory v"},
	{GET, "/assets/:asset", ANYONE, send_asset, RAW, W_pages_route_asset, .params = "v", .without_data = true},
	{GET, "/favicon.ico", ANYONE, send_icon, RAW, W_pages_route_icon, .without_data = true},
	{GET, "/robots.txt", ANYONE, send_robots, RAW, W_pages_route_robots, .without_data = true},
};
const size_t route_count = sizeof route_table / sizeof *route_table;
