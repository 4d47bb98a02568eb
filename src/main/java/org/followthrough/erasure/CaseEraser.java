package org.followthrough.erasure;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.database.Files;
import org.followthrough.journey.EngineHistory;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has the words and files of closed cases go: they are overwritten in all tables, what is
 * sealed in the histories can't be read any more, and the engine forgets the journeys.
 * Numbers, times, outcomes and the histories themselves stay. However many cases, it
 * takes the same number of statements.
 */
@Component
class CaseEraser {

	/** Raw mail that another case shows, too, stays as long as that. */
	private static final String FILES = """
			SELECT c.id AS case_id, a.file_id FROM attachment a JOIN message m ON m.id = a.message_id
			  JOIN support_case c ON c.id = m.case_id WHERE m.case_id IN (:cases)
			UNION SELECT v.case_id, v.file_id FROM verification_evidence v WHERE v.case_id IN (:cases)
			UNION SELECT c.id, i.file_id FROM incoming_mail i JOIN support_case c ON c.number = i.case_number
			  WHERE i.case_number IN (:numbers)
			""";

	private static final String ELSEWHERE = """
			SELECT DISTINCT a.file_id FROM attachment a JOIN message m ON m.id = a.message_id
			JOIN support_case c ON c.id = m.case_id
			WHERE a.file_id IN (:files) AND m.case_id NOT IN (:cases) AND c.erased_at IS NULL
			""";

	private final NamedParameterJdbcTemplate database;

	private final Files files;

	private final EngineHistory engine;

	private final Audit audit;

	private final Clock clock;

	CaseEraser(NamedParameterJdbcTemplate database, Files files, EngineHistory engine, Audit audit, Clock clock) {
		this.database = database;
		this.files = files;
		this.engine = engine;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Erases cases that the current transaction has locked.
	 * @param cases closed cases, with why each goes; at least one
	 * @param erasure the erasure that they go by
	 * @return what went, by case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<ErasedCase> erase(Collection<Going> cases, long erasure) {
		Instant now = this.clock.instant();
		MapSqlParameterSource which = new MapSqlParameterSource("cases", cases.stream().map(Going::caseId).toList())
			.addValue("numbers", cases.stream().map(Going::number).toList())
			.addValue("at", Timestamp.from(now));
		Map<Long, Integer> messages = counts(which, """
				SELECT case_id, COUNT(*) FROM message WHERE case_id IN (:cases) GROUP BY case_id""");
		Map<Long, Integer> mails = counts(which, """
				SELECT c.id, COUNT(*) FROM support_case c JOIN (
				  SELECT case_number FROM incoming_mail WHERE case_number IN (:numbers)
				  UNION ALL SELECT case_number FROM outgoing_mail WHERE case_number IN (:numbers)) m
				ON m.case_number = c.number GROUP BY c.id""");
		Map<Long, Integer> plain = counts(which, Plain.ENTRIES);
		Map<Long, Integer> files = forgetFiles(which);
		forgetDefects(which, erasure);
		for (Words.Place place : Words.OF_CASES) {
			this.database.update(place.sql(), which);
		}
		this.engine.forget(cases.stream().map(Going::number).toList());
		this.audit.destroySeals(cases.stream().map(Going::number).toList());
		return cases.stream().map((one) -> {
			ErasedCase erased = new ErasedCase(erasure, one.caseId(), one.number(), now, one.because(),
					messages.getOrDefault(one.caseId(), 0), files.getOrDefault(one.caseId(), 0),
					mails.getOrDefault(one.caseId(), 0), plain.getOrDefault(one.caseId(), 0));
			this.audit.record(one.number(), "case.erased", Map.of("erasure", erasure, "rule", one.because(), "messages",
					erased.messages(), "files", erased.files(), "mails", erased.mails()));
			return erased;
		}).toList();
	}

	private void forgetDefects(MapSqlParameterSource which, long erasure) {
		List<String> defects = this.database.queryForList(Words.DEFECTS, which, String.class);
		if (defects.isEmpty()) {
			return;
		}
		Words.OF_DEFECTS.forEach((sql) -> this.database.update(sql, Map.of("defects", defects)));
		this.audit.destroySeals(defects);
		defects.forEach((defect) -> this.audit.record(defect, "defect.erased", Map.of("erasure", erasure)));
	}

	private Map<Long, Integer> forgetFiles(MapSqlParameterSource which) {
		Map<Long, Integer> byCase = new HashMap<>();
		Map<Long, Long> found = new HashMap<>();
		this.database.query(FILES, which, (row) -> {
			found.put(row.getLong("file_id"), row.getLong("case_id"));
		});
		if (found.isEmpty()) {
			return byCase;
		}
		Collection<Long> kept = this.database.queryForList(ELSEWHERE,
				new MapSqlParameterSource(which.getValues()).addValue("files", found.keySet()), Long.class);
		found.keySet().removeAll(kept);
		found.values().forEach((caseId) -> byCase.merge(caseId, 1, Integer::sum));
		this.files.forget(found.keySet());
		return byCase;
	}

	private Map<Long, Integer> counts(MapSqlParameterSource which, String sql) {
		Map<Long, Integer> counts = new HashMap<>();
		this.database.query(sql, which, (row) -> {
			counts.put(row.getLong(1), row.getInt(2));
		});
		return counts;
	}

	/**
	 * A case whose words are to go.
	 *
	 * @param caseId its row
	 * @param number its number
	 * @param because why, in words without anybody's name
	 */
	record Going(long caseId, String number, String because) {
	}

	/**
	 * Entries that hold words in the open.
	 */
	static final class Plain {

		/** Written before words were sealed, which shows in what they hold. */
		static final String ENTRIES = """
				SELECT c.id, COUNT(*) FROM support_case c JOIN audit_entry e ON e.stream = c.number
				WHERE c.number IN (:numbers) AND (e.actor LIKE '%@%'
				  OR (e.action NOT LIKE 'promise.%' AND JSON_CONTAINS_PATH(e.content, 'one', '$.details.subject',
				    '$.details.words', '$.details.reason', '$.details.because', '$.details.laterBecause', '$.details.name')))
				GROUP BY c.id
				""";

		private Plain() {
		}

	}

}
