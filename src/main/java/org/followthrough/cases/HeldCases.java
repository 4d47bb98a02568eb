package org.followthrough.cases;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The cases whose rows the running transaction holds. Nobody else can change them, so
 * that each is read once, and what this transaction changes is changed here, too; read
 * again only where that isn't known. They end with it.
 */
final class HeldCases implements TransactionSynchronization {

	/** By number; empty once the row was changed in ways that aren't known here. */
	private final Map<String, Optional<SupportCase>> held = new HashMap<>();

	private HeldCases() {
	}

	static HeldCases ofThisTransaction() {
		return TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.filter(HeldCases.class::isInstance)
			.map(HeldCases.class::cast)
			.findFirst()
			.orElseGet(() -> {
				HeldCases held = new HeldCases();
				TransactionSynchronizationManager.registerSynchronization(held);
				return held;
			});
	}

	boolean holds(String number) {
		return this.held.containsKey(number);
	}

	void hold(SupportCase read) {
		this.held.put(read.number(), Optional.of(read));
	}

	void changed(String number) {
		this.held.computeIfPresent(number, (changed, before) -> Optional.empty());
	}

	void changed(String number, UnaryOperator<SupportCase> how) {
		this.held.computeIfPresent(number, (changed, before) -> before.map(how));
	}

	/** The case as it is, if it is held and that is known. */
	Optional<SupportCase> read(long id) {
		return this.held.values().stream().flatMap(Optional::stream).filter((one) -> one.id() == id).findFirst();
	}

	/** The case as it is, read if that isn't known. */
	Optional<SupportCase> read(String number, Supplier<Optional<SupportCase>> row) {
		Optional<SupportCase> known = this.held.getOrDefault(number, Optional.empty());
		if (known.isPresent()) {
			return known;
		}
		Optional<SupportCase> read = row.get();
		read.filter((one) -> holds(one.number())).ifPresent(this::hold);
		return read;
	}

}
