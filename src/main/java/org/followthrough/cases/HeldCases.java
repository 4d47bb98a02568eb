package org.followthrough.cases;

import java.util.HashSet;
import java.util.Set;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The numbers of the cases whose rows the running transaction holds. They end with it.
 */
final class HeldCases implements TransactionSynchronization {

	private final Set<String> numbers = new HashSet<>();

	private HeldCases() {
	}

	static Set<String> ofThisTransaction() {
		return TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.filter(HeldCases.class::isInstance)
			.map(HeldCases.class::cast)
			.findFirst()
			.orElseGet(() -> {
				HeldCases held = new HeldCases();
				TransactionSynchronizationManager.registerSynchronization(held);
				return held;
			}).numbers;
	}

}
