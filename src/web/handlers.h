/* Every handler of the route table. Each fills the response (page_html, page_data) and returns OK, or a status that becomes an error page. */
#ifndef WEB_HANDLERS_H
#define WEB_HANDLERS_H

#include "web/page.h"

enum status show_home(struct page *pg);
enum status show_territory(struct page *pg);
enum status show_district(struct page *pg);
enum status show_call(struct page *pg);
enum status show_call_contacts(struct page *pg);
enum status show_programme(struct page *pg);
enum status show_search(struct page *pg);
enum status show_diagnosis(struct page *pg);
enum status show_diagnosis_summary(struct page *pg);
enum status send_diagnosis_answers(struct page *pg);
enum status show_regulation(struct page *pg);
enum status show_regulation_changes(struct page *pg);
enum status show_regulation_rule(struct page *pg);
enum status send_regulation_text(struct page *pg);
enum status send_rules(struct page *pg);
enum status send_verdict(struct page *pg);
enum status show_help(struct page *pg);
enum status show_accessibility(struct page *pg);
enum status show_legal(struct page *pg);

enum status send_programme_csv(struct page *pg);
enum status send_programme_json(struct page *pg);
enum status send_programme_xlsx(struct page *pg);
enum status send_territories(struct page *pg);
enum status send_calls(struct page *pg);
enum status send_districts(struct page *pg);
enum status send_openapi(struct page *pg);

enum status send_health(struct page *pg);
enum status send_asset(struct page *pg);
enum status send_accent(struct page *pg);
enum status send_icon(struct page *pg);
enum status send_robots(struct page *pg);

/* ---- accounts ---- */
enum status show_sign_in(struct page *pg);
enum status prepare_sign_in(struct page *pg);
enum status post_sign_in(struct page *pg);
enum status show_second_factor(struct page *pg);
enum status prepare_second_factor(struct page *pg);
enum status post_second_factor(struct page *pg);
enum status post_sign_out(struct page *pg);
enum status show_sign_up(struct page *pg);
enum status prepare_sign_up(struct page *pg);
enum status post_sign_up(struct page *pg);
enum status show_confirm(struct page *pg);
enum status post_confirm(struct page *pg);
enum status prepare_confirmation(struct page *pg);
enum status post_confirmation(struct page *pg);
enum status show_forgotten(struct page *pg);
enum status prepare_forgotten(struct page *pg);
enum status post_forgotten(struct page *pg);
enum status show_reset(struct page *pg);
enum status prepare_reset(struct page *pg);
enum status post_reset(struct page *pg);
enum status show_email_confirm(struct page *pg);
enum status post_email_confirm(struct page *pg);
enum status show_account(struct page *pg);
enum status show_profile(struct page *pg);
enum status post_profile(struct page *pg);
enum status show_email(struct page *pg);
enum status post_email(struct page *pg);
enum status show_password(struct page *pg);
enum status prepare_password(struct page *pg);
enum status post_password(struct page *pg);
enum status show_sessions(struct page *pg);
enum status post_sessions(struct page *pg);
enum status show_close(struct page *pg);
enum status post_close(struct page *pg);
enum status show_factor(struct page *pg);
enum status post_factor_begin(struct page *pg);
enum status post_factor(struct page *pg);
enum status show_recovery(struct page *pg);
enum status post_recovery(struct page *pg);
enum status show_factor_remove(struct page *pg);
enum status post_factor_remove(struct page *pg);
enum status show_people(struct page *pg);
enum status post_people(struct page *pg);
enum status show_officer_invitation(struct page *pg);
enum status post_officer_invitation(struct page *pg);
enum status prepare_sso_start(struct page *pg);
enum status post_sso_start(struct page *pg);
enum status prepare_sso_return(struct page *pg);
enum status show_sso_return(struct page *pg);
enum status account_check(struct page *pg); /* prepare: the password typed again */

/* ---- organisation ---- */
enum status show_my(struct page *pg);
enum status show_organisation_new(struct page *pg);
enum status search_organisation(struct page *pg);
enum status prepare_search_organisation(struct page *pg);
enum status create_organisation(struct page *pg);
enum status join_organisation(struct page *pg);
enum status show_organisation(struct page *pg);
enum status show_members(struct page *pg);
enum status change_member(struct page *pg);
enum status remove_member(struct page *pg);
enum status invite_member(struct page *pg);
enum status withdraw_invitation(struct page *pg);
enum status answer_joining(struct page *pg);
enum status show_bank(struct page *pg);
enum status save_bank(struct page *pg);
enum status show_bank_in_full(struct page *pg);
enum status show_invitation(struct page *pg);
enum status answer_invitation(struct page *pg);

/* ---- writing ---- */
enum status show_apply(struct page *pg);
enum status send_apply(struct page *pg);
enum status show_sheet(struct page *pg);
enum status show_sheet_topic(struct page *pg);
enum status save_sheet_topic(struct page *pg);
enum status save_sheet(struct page *pg);
enum status send_sheet_values(struct page *pg);
enum status send_worker(struct page *pg);

/* ---- figures ---- */
enum status show_budget(struct page *pg);
enum status save_budget(struct page *pg);
enum status show_publics(struct page *pg);
enum status save_publics(struct page *pg);
enum status show_place(struct page *pg);
enum status show_sheet_verdict(struct page *pg);
enum status show_sheet_help(struct page *pg);
enum status send_sheet_live(struct page *pg);

/* ---- files ---- */
enum status show_attachments(struct page *pg);
enum status prepare_attachments(struct page *pg); /* of any form with files */
enum status add_attachments(struct page *pg);
enum status use_safe_document(struct page *pg);
enum status prepare_join(struct page *pg);
enum status join_photos(struct page *pg);
enum status remove_attachment(struct page *pg);
enum status rename_attachment(struct page *pg);
enum status keep_attachment(struct page *pg);
enum status send_attachment(struct page *pg);
enum status show_safe(struct page *pg);
enum status add_safe_documents(struct page *pg);
enum status remove_safe_document(struct page *pg);
enum status send_safe_document(struct page *pg);
enum status prepare_upload(struct page *pg);
enum status begin_upload(struct page *pg);
enum status show_upload(struct page *pg);
enum status prepare_piece(struct page *pg);
enum status add_piece(struct page *pg);
enum status prepare_upload_end(struct page *pg);
enum status end_upload(struct page *pg);

/* ---- filing ---- */
enum status show_check(struct page *pg);
enum status post_ask_signature(struct page *pg);
enum status post_take_back(struct page *pg);
enum status post_abandon(struct page *pg);
enum status show_sign(struct page *pg);
enum status post_sign(struct page *pg);
enum status post_refuse(struct page *pg);
enum status show_receipt(struct page *pg);
enum status show_follow_up(struct page *pg);
enum status post_message(struct page *pg);
enum status post_messages_read(struct page *pg);
enum status show_versions(struct page *pg);
enum status show_version(struct page *pg);
enum status show_withdraw(struct page *pg);
enum status post_withdraw(struct page *pg);

/* ---- paper ---- */
enum status send_blank_docx(struct page *pg);
enum status send_blank_odt(struct page *pg);
enum status send_sheet_docx(struct page *pg);
enum status send_sheet_pdf(struct page *pg);
enum status prepare_word(struct page *pg);
enum status prepare_word_taken(struct page *pg);
enum status show_word(struct page *pg);
enum status post_word(struct page *pg);
enum status post_word_take(struct page *pg);

/* ---- desk ---- */
enum status show_desk(struct page *pg);
enum status show_desk_call(struct page *pg);
enum status post_desk_call(struct page *pg);
enum status show_desk_file(struct page *pg);
enum status post_desk_completion(struct page *pg);
enum status post_desk_cancel(struct page *pg);
enum status post_desk_message(struct page *pg);
enum status post_desk_read(struct page *pg);
enum status post_desk_owner(struct page *pg);
enum status post_desk_original(struct page *pg);
enum status post_desk_received(struct page *pg);
enum status show_desk_type(struct page *pg);
enum status post_desk_type(struct page *pg);

/* ---- mail ---- */
enum status show_outbox(struct page *pg);
enum status post_outbox(struct page *pg);
enum status show_reminders(struct page *pg);
enum status post_reminders(struct page *pg);

/* ---- grid: the table of a call, live ---- */
enum status show_grid(struct page *pg);
enum status show_grid_room(struct page *pg);
enum status send_grid_csv(struct page *pg);
enum status send_grid_live(struct page *pg);
enum status post_grid_cell(struct page *pg);
enum status post_grid_typing(struct page *pg);
enum status post_grid_state(struct page *pg);
enum status show_grid_row(struct page *pg);
enum status post_grid_row(struct page *pg);
enum status show_grid_new(struct page *pg);
enum status post_grid_new(struct page *pg);
enum status show_grid_envelopes(struct page *pg);
enum status post_grid_envelopes(struct page *pg);

/* ---- allocation: what if, scenarios, the solver ---- */
enum status show_scenarios(struct page *pg);
enum status post_scenario_copy(struct page *pg);
enum status post_scenario_state(struct page *pg);
enum status show_scenarios_compared(struct page *pg);
enum status show_allocate(struct page *pg);
enum status post_allocate(struct page *pg);
enum status show_allocation(struct page *pg);

/* ---- deskwork: lists, labels, notes, routing ---- */
enum status send_desk_csv(struct page *pg);
enum status send_desk_xlsx(struct page *pg);
enum status post_desk_view(struct page *pg);
enum status post_desk_view_remove(struct page *pg);
enum status post_desk_bulk(struct page *pg);
enum status post_desk_bulk_do(struct page *pg);
enum status post_desk_bulk_undo(struct page *pg);
enum status show_desk_routing(struct page *pg);
enum status post_desk_routing(struct page *pg);
enum status post_desk_routing_apply(struct page *pg);
enum status show_desk_labels(struct page *pg);
enum status post_desk_label(struct page *pg);
enum status post_desk_label_remove(struct page *pg);
enum status show_application(struct page *pg);
enum status post_application_label(struct page *pg);
enum status post_application_unlabel(struct page *pg);
enum status post_application_note(struct page *pg);
enum status post_application_note_remove(struct page *pg);
enum status post_application_state(struct page *pg);
enum status post_application_two(struct page *pg);
enum status post_application_follow(struct page *pg);
enum status post_application_presence(struct page *pg);

/* ---- review: admissibility, scores, opinions ---- */

/* ---- sessions: hearings and committees ---- */
enum status show_call_sessions(struct page *pg);
enum status show_session_new(struct page *pg);
enum status post_session_new(struct page *pg);
enum status show_session(struct page *pg);
enum status send_session_live(struct page *pg);
enum status show_session_settings(struct page *pg);
enum status post_session_settings(struct page *pg);
enum status show_session_seats(struct page *pg);
enum status post_session_seat(struct page *pg);
enum status post_session_body(struct page *pg);
enum status post_session_seat_remove(struct page *pg);
enum status post_session_chair(struct page *pg);
enum status show_session_agenda(struct page *pg);
enum status post_session_items(struct page *pg);
enum status post_session_point(struct page *pg);
enum status post_session_plan(struct page *pg);
enum status post_session_item_remove(struct page *pg);
enum status post_session_schedule(struct page *pg);
enum status post_session_summons(struct page *pg);
enum status post_session_cancel(struct page *pg);
enum status post_session_state(struct page *pg);
enum status post_session_attendance(struct page *pg);
enum status post_session_second(struct page *pg);
enum status post_session_item(struct page *pg);
enum status post_session_ballot(struct page *pg);
enum status post_session_vote(struct page *pg);
enum status post_session_votes(struct page *pg);
enum status post_session_conflict(struct page *pg);
enum status show_session_print(struct page *pg);
enum status send_session_calendar(struct page *pg);
enum status show_session_minutes(struct page *pg);
enum status post_session_minutes(struct page *pg);
enum status post_session_minutes_adopt(struct page *pg);
enum status send_session_minutes(struct page *pg);
enum status show_sheet_sessions(struct page *pg);
enum status send_sheet_calendar(struct page *pg);

/* ---- programme: adoption, freeze, annex ---- */
enum status send_programme_docx(struct page *pg);
enum status send_programme_ods(struct page *pg);
enum status show_compare(struct page *pg);
enum status send_compare_csv(struct page *pg);
enum status show_adoption(struct page *pg);
enum status show_adopt(struct page *pg);
enum status post_adopt(struct page *pg);
enum status show_programme_version(struct page *pg);
enum status post_decision(struct page *pg);
enum status post_receipt(struct page *pg);
enum status send_annex(struct page *pg);
enum status show_templates(struct page *pg);
enum status prepare_template(struct page *pg);
enum status post_template(struct page *pg);
enum status send_made_template(struct page *pg);
enum status send_template(struct page *pg);
enum status preview_template(struct page *pg);
enum status post_template_remove(struct page *pg);

/* ---- notify: letters and orders of each funder ---- */
enum status show_notified_call(struct page *pg);
enum status show_notify(struct page *pg);
enum status prepare_letters(struct page *pg);
enum status post_letters(struct page *pg);
enum status post_send(struct page *pg);
enum status post_notify_settings(struct page *pg);
enum status send_letters(struct page *pg);
enum status send_letter(struct page *pg);
enum status post_letter_cancel(struct page *pg);
enum status prepare_scans(struct page *pg);
enum status post_scans(struct page *pg);
enum status send_scan(struct page *pg);
enum status send_scan_page(struct page *pg);
enum status prepare_page(struct page *pg);
enum status post_scan_page(struct page *pg);
enum status send_bearer_letter(struct page *pg);
enum status show_kit(struct page *pg);
enum status send_kit(struct page *pg);
enum status send_kit_logo(struct page *pg);
enum status show_logos(struct page *pg);
enum status send_logo(struct page *pg);
enum status post_logo(struct page *pg);
enum status post_logo_remove(struct page *pg);

/* ---- imports: decided tables ---- */
enum status show_imports(struct page *pg);
enum status prepare_import(struct page *pg);
enum status prepare_import_paste(struct page *pg);
enum status post_import(struct page *pg);
enum status send_grid_xlsx(struct page *pg);
enum status send_grid_ods(struct page *pg);
enum status send_dauphin(struct page *pg);
enum status show_import(struct page *pg);
enum status show_import_columns(struct page *pg);
enum status show_import_check(struct page *pg);
enum status send_import_errors(struct page *pg);
enum status prepare_import_step(struct page *pg);
enum status post_import_columns(struct page *pg);
enum status post_import_check(struct page *pg);
enum status post_import_apply(struct page *pg);
enum status post_import_undo(struct page *pg);
enum status post_import_drop(struct page *pg);

#endif
