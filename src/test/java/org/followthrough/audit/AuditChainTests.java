package org.followthrough.audit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.session.SqlSessionFactory;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.KeptRows;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TableOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Somebody with the database's password changes what was recorded. Each change is made in
 * a transaction that is rolled back, so that it harms nobody else.
 */
@FollowthroughTest
class AuditChainTests {

	private static final int AT_THE_END = -1;

	private static final int AFTER_THE_END = -2;

	private static final String OF = " WHERE stream = ? AND seq = ?";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Timeline timeline;

	@Autowired
	private SqlSessionFactory sql;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TableOwner owner;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private KeptRows kept;

	@AfterEach
	void nothingIsHarmed() {
		this.owner.keepsHistory();
		this.worker.awaitDelivery();
		this.promises.allKept();
	}

	@Test
	void whatNobodyTouchedIsWhole() {
		SupportCase recorded = recorded();
		assertThat(this.timeline.firstBreak(recorded.number())).isZero();
		assertThat(this.timeline.firstBreak(Audit.SYSTEM)).isZero();
	}

	@ParameterizedTest
	@MethodSource("tamperings")
	void tamperingShowsWhereItWasDone(int foundAt, BiConsumer<AuditChainTests, String> tampering) {
		String stream = recorded().number();
		this.owner.letsHistoryBeChanged();
		this.transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			int last = last(stream);
			tampering.accept(this, stream);
			assertThat(this.timeline.firstBreak(stream))
				.isEqualTo((foundAt == AT_THE_END) ? last : (foundAt == AFTER_THE_END) ? last + 1 : foundAt);
			assertThat(this.promises.violations()).anySatisfy((line) -> assertThat(line).contains("the chain"));
		});
		assertThat(this.timeline.firstBreak(stream)).isZero();
	}

	static Stream<Arguments> tamperings() {
		return Stream.of(
				tampering("another actor", 3,
						(test, stream) -> test.does(
								"UPDATE audit_entry SET content = JSON_REPLACE(content, '$.actor', 'agent2')" + OF,
								stream, 3)),
				tampering("another time", 3,
						(test, stream) -> test.does(
								"UPDATE audit_entry SET content = REPLACE(content, '\"at\":\"20', '\"at\":\"19')" + OF,
								stream, 3)),
				tampering("one blank more", 3,
						(test, stream) -> test.does("UPDATE audit_entry SET content = CONCAT(content, ' ')" + OF,
								stream, 3)),
				tampering("another hash", 3,
						(test, stream) -> test.does("UPDATE audit_entry SET hash = REPEAT('x', 32)" + OF, stream, 3)),
				tampering("content and hash of one entry", 4, (test, stream) -> {
					test.does("UPDATE audit_entry SET content = JSON_REPLACE(content, '$.actor', 'agent2')" + OF,
							stream, 3);
					test.hashAgain(stream, 3, 3);
				}), tampering("every hash from there on", AT_THE_END, (test, stream) -> {
					test.does("UPDATE audit_entry SET content = JSON_REPLACE(content, '$.actor', 'agent2')" + OF,
							stream, 3);
					test.hashAgain(stream, 3, Integer.MAX_VALUE);
				}), tampering("the first entry deleted", 1, (test, stream) -> test.delete(stream, 1)),
				tampering("one in the middle deleted", 3, (test, stream) -> test.delete(stream, 3)),
				tampering("one deleted and the gap closed", 3, (test, stream) -> {
					test.delete(stream, 3);
					test.database.update(
							"UPDATE audit_entry SET seq = seq - 1 WHERE stream = ? AND seq > 3 ORDER BY seq", stream);
				}),
				tampering("the last entry deleted", AT_THE_END,
						(test, stream) -> test.delete(stream, test.last(stream))),
				tampering("all entries deleted", 1,
						(test, stream) -> test.database.update("DELETE FROM audit_entry WHERE stream = ?", stream)),
				tampering("one inserted", 3, (test, stream) -> {
					test.database.update(
							"UPDATE audit_entry SET seq = seq + 1 WHERE stream = ? AND seq >= 3 ORDER BY seq DESC",
							stream);
					test.copy(stream, 2, 3);
				}), tampering("one appended", AFTER_THE_END, (test, stream) -> {
					int last = test.last(stream);
					test.copy(stream, last, last + 1);
					test.hashAgain(stream, last + 1, last + 1);
				}), tampering("two that changed places", 3, (test, stream) -> {
					test.does("UPDATE audit_entry SET seq = 1000000" + OF, stream, 3);
					test.does("UPDATE audit_entry SET seq = 3" + OF, stream, 4);
					test.does("UPDATE audit_entry SET seq = 4" + OF, stream, 1000000);
				}), tampering("contents that changed places", 3, (test, stream) -> {
					test.does("UPDATE audit_entry a JOIN audit_entry b ON b.stream = a.stream AND b.seq = 4 "
							+ "SET a.content = b.content WHERE a.stream = ? AND a.seq = ?", stream, 3);
				}), tampering("the head set back", AT_THE_END, (test, stream) -> {
					int last = test.last(stream);
					test.database
						.update("UPDATE audit_stream s JOIN audit_entry e ON e.stream = s.stream AND e.seq = ? "
								+ "SET s.seq = e.seq, s.hash = e.hash WHERE s.stream = ?", last - 1, stream);
				}));
	}

	private static Arguments tampering(String name, int foundAt, BiConsumer<AuditChainTests, String> tampering) {
		return argumentSet(name, foundAt, tampering);
	}

	/** Whatever it is made to send: it has not the right. */
	@ParameterizedTest
	@ValueSource(strings = { "UPDATE audit_entry SET content = '{}'", "UPDATE audit_entry SET seq = seq WHERE FALSE",
			"DELETE FROM audit_entry", "TRUNCATE TABLE audit_entry", "DROP TABLE audit_entry",
			"ALTER TABLE audit_entry COMMENT = ''", "RENAME TABLE audit_entry TO other_entry",
			"REPLACE INTO audit_entry (stream, seq, content, hash) SELECT stream, seq, '{}', hash FROM audit_entry",
			"INSERT INTO audit_entry (stream, seq, content, hash) SELECT stream, seq, '{}', hash FROM audit_stream "
					+ "ON DUPLICATE KEY UPDATE content = '{}'",
			"UPDATE audit_stream s JOIN audit_entry e ON e.stream = s.stream SET e.content = '{}'",
			"CREATE TRIGGER forged BEFORE INSERT ON audit_entry FOR EACH ROW SET NEW.content = '{}'",
			"DELETE FROM audit_stream", "UPDATE proof_leaf SET seq = 1", "DELETE FROM proof_leaf",
			"UPDATE proof_node SET hash = ''", "DELETE FROM proof_node", "UPDATE proof_checkpoint SET note = ''",
			"DELETE FROM proof_checkpoint", "DELETE FROM proof_log", "DELETE FROM flyway_schema_history",
			"GRANT UPDATE ON audit_entry TO CURRENT_USER" })
	void theDatabaseKeepsWhatIsRecordedFromTheApplication(String change) {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.database.execute(change))
			.withRootCauseInstanceOf(SQLException.class)
			.withStackTraceContaining("denied");
		assertThat(this.kept.areKept("audit_entry")).isTrue();
		assertThat(this.kept.areKept("audit_stream")).as("its ends go on").isFalse();
	}

	@Test
	void aCaseThatIsChangedBesideItsEntriesShows() {
		SupportCase changed = recorded();
		this.transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			this.database.update("UPDATE support_case SET severity = 'low' WHERE id = ?", changed.id());
			assertThat(this.promises.violations())
				.anySatisfy((line) -> assertThat(line).contains("told from its entries alone", changed.number()));
		});
	}

	@Test
	void whoeverMayChangeRowsIsToldSo() {
		this.owner.letsHistoryBeChanged();
		assertThat(this.kept.areKept("audit_entry")).isFalse();
	}

	@Test
	void theApplicationHasNoStatementThatChangesAnEntry() {
		List<String> statements = this.sql.getConfiguration()
			.getMapperRegistry()
			.getMappers()
			.stream()
			.flatMap((mapper) -> Arrays.stream(mapper.getDeclaredMethods()))
			.flatMap(AuditChainTests::statements)
			.map((statement) -> statement.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT))
			.filter((statement) -> statement.contains("AUDIT_ENTRY"))
			.toList();
		assertThat(statements).hasSizeGreaterThanOrEqualTo(2)
			.allMatch((statement) -> statement.startsWith("SELECT ") || statement.startsWith("<SCRIPT> SELECT ")
					|| statement.startsWith("<SCRIPT> INSERT INTO AUDIT_ENTRY "))
			.noneMatch((statement) -> statement.replace("REPLACE(", "")
				.matches(".*\\b(UPDATE|DELETE|REPLACE|TRUNCATE)\\b.*"));
	}

	private static Stream<String> statements(Method method) {
		return Arrays.stream(method.getAnnotations()).flatMap((annotation) -> Arrays.stream(statement(annotation)));
	}

	private static String[] statement(Annotation annotation) {
		if (annotation instanceof Select select) {
			return select.value();
		}
		if (annotation instanceof Insert insert) {
			return insert.value();
		}
		if (annotation instanceof Update update) {
			return update.value();
		}
		return (annotation instanceof Delete delete) ? delete.value() : new String[0];
	}

	private SupportCase recorded() {
		SupportCase recorded = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		assertThat(last(recorded.number())).isGreaterThan(5);
		return recorded;
	}

	private int last(String stream) {
		return Objects.requireNonNull(this.database.queryForObject("SELECT MAX(seq) FROM audit_entry WHERE stream = ?",
				Integer.class, stream));
	}

	private void does(String change, String stream, int seq) {
		assertThat(this.database.update(change, stream, seq)).isEqualTo(1);
	}

	private void delete(String stream, int seq) {
		does("DELETE FROM audit_entry" + OF, stream, seq);
	}

	private void copy(String stream, int seq, int to) {
		this.database.update(
				"INSERT INTO audit_entry (stream, seq, content, hash) "
						+ "SELECT stream, ?, JSON_REPLACE(content, '$.seq', ?), hash FROM audit_entry" + OF,
				to, to, stream, seq);
	}

	/** As a forger does who knows how the chain is made. */
	private void hashAgain(String stream, int from, int to) {
		byte[] before = (from > 1)
				? this.database.queryForObject("SELECT hash FROM audit_entry" + OF, byte[].class, stream, from - 1)
				: Chain.START;
		for (int seq = from; seq <= Math.min(to, last(stream)); seq++) {
			String content = this.database.queryForObject("SELECT content FROM audit_entry" + OF, String.class, stream,
					seq);
			before = Chain.next(before, content);
			this.database.update("UPDATE audit_entry SET hash = ?" + OF, before, stream, seq);
		}
	}

}
