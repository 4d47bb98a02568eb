package org.followthrough.erasure;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where words and files of people are, in all tables. What is in neither list can't be in
 * the schema: a test holds both against it, so that whoever adds a column says what
 * becomes of it.
 */
final class Words {

	/** What stands in the place of words that went. */
	static final String ERASED = "(erased)";

	private static final String OF_CASE = "case_id IN (:cases)";

	private static final String OF_MESSAGE = "message_id IN (SELECT m.id FROM message m WHERE m.case_id IN (:cases))";

	private static final String OF_ESCALATION = "escalation_id IN (SELECT e.id FROM escalation e WHERE e.case_id IN (:cases))";

	private static final String OF_REVIEW = "review_id IN (SELECT r.id FROM reply_review r WHERE r.case_id IN (:cases))";

	private static final Map<String, String> NOBODY_ACTS = Map.of("outcome", "COALESCE(outcome, 'ERASED')",
			"settled_at", "COALESCE(settled_at, :at)");

	/**
	 * What goes with a case, in an order in which nothing that is needed to find the rest
	 * goes before it.
	 */
	static final List<Place> OF_CASES = List.of(
			new Place("attachment", OF_MESSAGE, Map.of("name", "'(erased)'", "content_id", "NULL")),
			new Place("message_html", OF_MESSAGE, Map.of()),
			new Place("outgoing_mail", "case_number IN (:numbers)",
					Map.of("recipient", "'(erased)'", "subject", "'(erased)'", "body", "'(erased)'", "in_reply_to",
							"NULL", "last_error", "NULL", "next_attempt_at", "NULL")),
			// Nobody can act any more on what did not arrive.
			new Place("undelivered_word", OF_CASE, NOBODY_ACTS),
			new Place("undelivered_word",
					"mail_id IN (SELECT o.id FROM outgoing_mail o WHERE o.case_number IN (:numbers))", NOBODY_ACTS),
			new Place("incoming_mail", "case_number IN (:numbers)",
					Map.of("sender", "NULL", "subject", "NULL", "reason", "NULL")),
			new Place("escalation", OF_CASE,
					Map.of("steps", "'(erased)'", "expected", "'(erased)'", "seen", "'(erased)'", "environment",
							"'(erased)'", "customer_sees", "'(erased)'", "how_badly", "'(erased)'", "workaround",
							"'(erased)'", "tried", "'(erased)'")),
			new Place("escalation_check", OF_ESCALATION, Map.of("answer", "'(erased)'")),
			new Place("engineering_answer", OF_CASE, Map.of("explanation", "'(erased)'")),
			new Place("verification", OF_CASE,
					Map.of("environment", erasedIfAny("environment"), "other_build", erasedIfAny("other_build"),
							"steps", "'(erased)'", "evidence", "'(erased)'", "cannot_verify",
							erasedIfAny("cannot_verify"))),
			new Place("verification_evidence", OF_CASE, Map.of("name", "'(erased)'")),
			new Place("unverified_decision", OF_CASE, Map.of("reason", "'(erased)'")),
			new Place("defect_case", OF_CASE, Map.of("own_check_because", erasedIfAny("own_check_because"))),
			new Place("sign_off", OF_CASE,
					Map.of("answered_by", customerIfAddress("answered_by"), "words", erasedIfAny("words"))),
			new Place("rating", OF_CASE, Map.of("words", erasedIfAny("words"))),
			new Place("early_ending", OF_CASE,
					Map.of("found_by", customerIfAddress("found_by"), "reason", "'(erased)'")),
			new Place("review_comment", OF_REVIEW, Map.of("quote", erasedIfAny("quote"), "words", "'(erased)'")),
			new Place("review_text", OF_REVIEW, Map.of("body", "'(erased)'")),
			new Place("notice", OF_CASE, Map.of("reason", "NULL")), new Place("case_words", OF_CASE, Map.of()),
			new Place("inquiry_text", OF_CASE, Map.of()),
			new Place("message", OF_CASE,
					Map.of("body", "'(erased)'", "author", "IF(author_kind = 'customer', 'customer', author)",
							"rfc_message_id", "NULL", "later_because", erasedIfAny("later_because"))),
			new Place("support_case", "id IN (:cases)", Map.of("subject", "'(erased)'", "erased_at", ":at")));

	/**
	 * What stays, by table; one that isn't named here or above has no column of text.
	 * Names of columns stand here where others of the table go.
	 */
	static final Map<String, Set<String>> STAY = Map.ofEntries(
			// The audit: sealed. What was written before there were seals stays plain,
			// and
			// reports count it.
			stays("audit_entry"), stays("audit_stream"), stays("person_key"), stays("proof_leaf"), stays("proof_node"),
			stays("proof_checkpoint"), stays("proof_log"), stays("proof_delivery"),
			// Codes, accounts of those who work here, numbers, hashes of bytes.
			stays("support_case", "number", "product", "component", "impact", "door", "severity", "team", "stage",
					"owner", "closed_as", "duplicate_of", "continues", "addressed_team", "quotes", "split_from"),
			stays("message", "kind", "visibility", "author_kind", "door", "delivery", "promised_span"),
			stays("attachment", "media_type"), stays("outgoing_mail", "case_number", "sender", "language"),
			stays("undelivered_word", "told", "settled_by"),
			stays("incoming_mail", "mailbox", "sha256", "canonical", "state", "case_number"),
			stays("escalation", "handed_over_by", "product", "component", "affected"),
			stays("escalation_check", "question"), stays("engineering_answer", "outcome", "build", "answered_by"),
			stays("verification", "outcome", "build", "verified_by"),
			stays("verification_evidence", "media_type", "sha256", "uploaded_by"),
			stays("unverified_decision", "part", "decision", "decided_by"),
			stays("defect_case", "linked_by", "ended_by", "own_check_by"),
			stays("sign_off", "resolution", "answer", "decided_by"), stays("early_ending", "ended_as"),
			stays("review_comment", "author"), stays("review_text", "author"),
			stays("notice", "account", "once", "kind"), stays("promise"), stays("file_content"), stays("file_scan"),
			stays("case_reading"), stays("reply_review"), stays("engineering_assignment"), stays("verification_talk"),
			stays("build_release"), stays("idempotency_key"), stays("case_figure"), stays("inquiry_case"),
			stays("inquiry_answer"), stays("heat_read"), stays("heat_open"), stays("heat_wait"), stays("heat_flow"),
			// A customer's row is overwritten when the person goes, the others below are
			// gone
			// through by their address.
			stays("customer", "kind", "plan", "language"), stays("suppressed_sender", "lifted_by"),
			stays("inquiry_word", "kind"), stays("inquiry_search", "account", "name"),
			stays("inquiry_sample", "owner", "title", "population_hash"),
			// The auditors' own words about what they found.
			stays("inquiry_sample_case"),
			// Words of teams about a fault of a product, which many cases share: reports
			// name
			// the defects.
			stays("defect", "number", "product", "state", "severity", "opened_by"), stays("defect_news"),
			stays("tracker"),
			stays("tracker_issue", "tracker", "issue_key", "defect", "status", "assignee", "labels", "last_error",
					"linked_by"),
			stays("tracker_comment"),
			stays("tracker_request", "tracker", "kind", "marker", "requested_by", "last_error"),
			stays("tracker_delivery"), stays("tracker_report"),
			// Those who work here, and how they work.
			stays("application_secret"), stays("api_token"), stays("setup_link"), stays("notice_reader"),
			stays("unfetched_mail"), stays("web_form_use"), stays("mailbox"), stays("test_mail"),
			stays("working_calendar"), stays("calendar_closure"), stays("calendar_feed"), stays("calendar_feed_day"),
			stays("calendar_feed_hours"), stays("calendar_hours"), stays("team"), stays("recount"), stays("target"),
			stays("shift"), stays("absence"), stays("shift_swap"), stays("duty"), stays("shift_leaver"),
			stays("rota_feed"), stays("rota_change"), stays("product_kind"), stays("product_question"),
			stays("product"), stays("product_component"), stays("jargon_list"), stays("jargon"), stays("review_rule"),
			stays("publication"), stays("draft"), stays("draft_editor"), stays("draft_file"), stays("draft_comment"),
			stays("draft_presence"), stays("draft_place"), stays("draft_upgrade"), stays("draft_upgrade_file"),
			stays("draft_conflict"), stays("shipped_model"), stays("shipped_set"), stays("case_move"),
			stays("case_move_item"), stays("case_trial"), stays("rehearsal"), stays("rehearsal_file"),
			// What programs of others are told names no customer and repeats nobody.
			stays("webhook_endpoint"), stays("webhook_secret"), stays("webhook_event"), stays("webhook_delivery"),
			stays("webhook_attempt"),
			// What went, why, and what must not.
			stays("legal_hold"), stays("retention_rule"), stays("erasure"), stays("erasure_case"));

	/**
	 * A defect is called as the case by which it was found, until somebody calls it
	 * otherwise in a tracker: what is made of the customer's subject goes with it.
	 */
	static final List<String> OF_DEFECTS = List.of("""
			UPDATE tracker_request r JOIN tracker_issue i ON i.id = r.issue_id JOIN defect d ON d.number = i.defect
			SET r.title = IF(r.title IS NULL, NULL, CONCAT('Defect ', d.number)), r.body = '(erased)'
			WHERE d.number IN (:defects) AND (r.done_at IS NOT NULL OR r.failed_at IS NOT NULL)
			""", """
			UPDATE tracker_issue i JOIN defect d ON d.number = i.defect SET i.title = CONCAT('Defect ', d.number)
			WHERE d.number IN (:defects) AND i.title = d.title
			""", "UPDATE defect d SET d.title = CONCAT('Defect ', d.number) WHERE d.number IN (:defects)");

	/** Which defects these are. */
	static final String DEFECTS = """
			SELECT DISTINCT d.number FROM defect d JOIN defect_case l ON l.defect_id = d.id
			JOIN support_case c ON c.id = l.case_id WHERE c.id IN (:cases) AND d.title = c.subject
			""";

	/**
	 * What goes by the person's address, with the pieces of a file, or by a statement
	 * above.
	 */
	static final Map<String, Set<String>> BY_ADDRESS = Map.of("customer", Set.of("email", "name"), "mail_notice",
			Set.of("recipient"), "suppressed_sender", Set.of("sender"), "inquiry_word", Set.of("word"),
			"inquiry_search", Set.of("criteria"), "inquiry_sample", Set.of("criteria"), "file_piece", Set.of("bytes"),
			"defect", Set.of("title"), "tracker_issue", Set.of("title"), "tracker_request", Set.of("title", "body"));

	private Words() {
	}

	private static Map.Entry<String, Set<String>> stays(String table, String... columns) {
		return Map.entry(table, Set.of(columns));
	}

	private static String erasedIfAny(String column) {
		return "IF(" + column + " IS NULL, NULL, '(erased)')";
	}

	/** Customers are called by their addresses there, those who work here by accounts. */
	private static String customerIfAddress(String column) {
		return "IF(" + column
				+ " LIKE '%@%', CONCAT('customer-', (SELECT c.customer_id FROM support_case c WHERE c.id = "
				+ "case_id)), " + column + ")";
	}

	/**
	 * Rows whose words go.
	 *
	 * @param table where
	 * @param rows which of them, by {@code :cases} (rows of cases) or {@code :numbers}
	 * @param overwritten what is put into which column; empty to delete the rows
	 */
	record Place(String table, String rows, Map<String, String> overwritten) {

		String sql() {
			if (this.overwritten.isEmpty()) {
				return "DELETE FROM " + this.table + " WHERE " + this.rows;
			}
			StringBuilder set = new StringBuilder();
			this.overwritten.forEach((column,
					value) -> set.append(set.isEmpty() ? "" : ", ").append(column).append(" = ").append(value));
			return "UPDATE " + this.table + " SET " + set + " WHERE " + this.rows;
		}

	}

}
