package org.followthrough.inquiry;

import java.time.Duration;

import org.awaitility.Awaitility;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Waits until all that was recorded can be found, be it read by the test or by the worker
 * of the application.
 */
@TestComponent
class AllRead {

	private final InquiryKeeper keeper;

	private final JdbcTemplate database;

	private final TransactionOperations transaction;

	AllRead(InquiryKeeper keeper, JdbcTemplate database, TransactionOperations transaction) {
		this.keeper = keeper;
		this.database = database;
		this.transaction = transaction;
	}

	void await() {
		Awaitility.await("all read").atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).until(() -> {
			this.keeper.catchUp();
			return Integer.valueOf(0)
				.equals(this.transaction.execute((status) -> this.database
					.queryForObject("SELECT COUNT(*) FROM audit_stream WHERE uninquired", Integer.class)));
		});
	}

}
