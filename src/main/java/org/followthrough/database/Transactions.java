package org.followthrough.database;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a transaction, again when it lost a race against another: a lock that
 * couldn't be had, a row that changed meanwhile.
 */
@Component
public class Transactions {

	private static final int TRIES = 5;

	private final TransactionTemplate transaction;

	Transactions(PlatformTransactionManager transactions) {
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Runs work in a transaction. Work may run several times; all but the last leave
	 * nothing behind. Inside another transaction it runs once, as a part of that, whose
	 * caller repeats the whole.
	 * @param <T> what it yields
	 * @param work the work
	 * @return what it yields
	 * @throws ConcurrencyFailureException if it lost every time
	 */
	public <T extends @Nullable Object> T retrying(Supplier<T> work) {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			return work.get();
		}
		for (int tries = 1;; tries++) {
			try {
				return this.transaction.execute((status) -> work.get());
			}
			catch (ConcurrencyFailureException ex) {
				if (tries == TRIES) {
					throw ex;
				}
			}
		}
	}

}
