package org.followthrough.journey;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the history in words how a deployment changes the targets, whatever door it came
 * through, and lets this node go by them as soon as they are published.
 */
@Component
class TargetNotes {

	private final ModelMapper models;

	private final TargetTable table;

	TargetNotes(ModelMapper models, TargetTable table) {
		this.models = models;
		this.table = table;
	}

	/**
	 * Particulars for the history.
	 * @param files what is being published, which passed the contract
	 * @return the rows that differ, before and after; empty if there are no targets in it
	 */
	Map<String, Object> of(Map<String, byte[]> files) {
		return files.entrySet()
			.stream()
			.filter((file) -> file.getKey().endsWith(".dmn"))
			.map((file) -> new TargetFile(file.getValue()))
			.filter(TargetFile::holdsTargets)
			.findFirst()
			.map((file) -> published(file.words()))
			.orElse(Map.of());
	}

	private Map<String, Object> published(List<String> after) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				TargetNotes.this.table.changed();
			}

		});
		List<String> before = this.models.newestDecision(ModelWords.TARGETS)
			.map((published) -> new TargetFile(published.content()).words())
			.orElse(List.of());
		return Map.of("rowsBefore", without(before, after), "rows", without(after, before));
	}

	private static List<String> without(List<String> rows, List<String> others) {
		return rows.stream().filter((row) -> !others.contains(row)).toList();
	}

}
