package org.followthrough.correspondence;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * What became of the mail that came in, by SQL of the tests' own.
 */
class Arrivals {

	private static final RowMapper<Arrival> ROW = (row, number) -> new Arrival(row.getLong("id"),
			row.getLong("file_id"), row.getLong("size"), row.getString("state"), row.getString("reason"),
			row.getString("sender"), row.getString("subject"), row.getString("case_number"), row.getInt("attempts"));

	private final JdbcTemplate database;

	Arrivals(JdbcTemplate database) {
		this.database = database;
	}

	List<Arrival> after(long id) {
		return this.database.query("SELECT * FROM incoming_mail WHERE id > ? ORDER BY id", ROW, id);
	}

	long last() {
		Long last = this.database.queryForObject("SELECT COALESCE(MAX(id), 0) FROM incoming_mail", Long.class);
		return (last != null) ? last : 0;
	}

	/**
	 * Waits until mails came in and were sorted.
	 * @param since the last one before them
	 * @param count how many
	 * @return them, in the order in which they came
	 */
	List<Arrival> sorted(long since, int count) {
		return Awaitility.await(count + " sorted mails")
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> after(since), (mails) -> mails.size() >= count
					&& mails.stream().noneMatch((mail) -> mail.state().equals("STORED")));
	}

	/**
	 * Waits for the one mail that came in after another.
	 * @param since the last one before it
	 * @return what became of it
	 */
	Arrival sorted(long since) {
		return sorted(since, 1).get(0);
	}

	byte[] sha256(long mail) {
		byte[] kept = this.database.queryForObject("SELECT sha256 FROM incoming_mail WHERE id = ?", byte[].class, mail);
		return (kept != null) ? kept : new byte[0];
	}

	/** Who had a mail tried again, by the history. */
	List<String> triedAgainBy(long mail) {
		return this.database.queryForList("""
				SELECT actor FROM audit_entry WHERE stream = 'system' AND action = 'mail.tried-again'
				AND JSON_VALUE(content, '$.details.mail') = ?
				""", String.class, mail);
	}

	/**
	 * The bytes of a kept file.
	 * @param fileId its row
	 * @return its bytes
	 */
	byte[] bytes(long fileId) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		this.database
			.query("SELECT bytes FROM file_piece WHERE file_id = ? ORDER BY seq", (row, piece) -> row.getBytes(1),
					fileId)
			.forEach(all::writeBytes);
		return all.toByteArray();
	}

	/**
	 * A mail that came in.
	 */
	record Arrival(long id, long fileId, long size, String state, @Nullable String reason, @Nullable String sender,
			@Nullable String subject, @Nullable String caseNumber, int attempts) {
	}

}
