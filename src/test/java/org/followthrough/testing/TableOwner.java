package org.followthrough.testing;

import java.util.List;
import java.util.Objects;

import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Whoever has all rights on the embedded database, which the application hasn't.
 */
@TestComponent
public class TableOwner {

	private static final List<String> ADD_ONLY = List.of("audit_entry", "proof_leaf", "proof_node", "proof_checkpoint");

	private final FlywayConnectionDetails owner;

	private final JdbcConnectionDetails worker;

	TableOwner(FlywayConnectionDetails owner, JdbcConnectionDetails worker) {
		this.owner = owner;
		this.worker = worker;
	}

	/**
	 * Lets the application change the history, until it is kept again.
	 */
	public void letsHistoryBeChanged() {
		ADD_ONLY.forEach((table) -> does("GRANT UPDATE, DELETE ON " + table + " TO " + account()));
	}

	/**
	 * Takes these rights back.
	 */
	public void keepsHistory() {
		ADD_ONLY.forEach((table) -> does("REVOKE UPDATE, DELETE ON " + table + " FROM " + account()));
	}

	private String account() {
		return "'" + this.worker.getUsername() + "'@'127.0.0.1'";
	}

	/**
	 * Runs a statement, and commits it.
	 * @param sql the statement
	 */
	public void does(String sql) {
		new JdbcTemplate(new DriverManagerDataSource(Objects.requireNonNull(this.owner.getJdbcUrl()),
				Objects.requireNonNull(this.owner.getUsername()), Objects.requireNonNull(this.owner.getPassword())))
			.execute(sql);
	}

}
