package org.followthrough.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.database.Batches;
import org.followthrough.database.Transactions;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;

import org.springframework.stereotype.Component;

/**
 * The real cases of a time, as they were recorded.
 */
@Component
class PastCases {

	private static final int MOST = 20_000;

	private static final int BATCH = 200;

	private final PastMapper rows;

	private final PublishedModels published;

	private final Transactions transactions;

	PastCases(PastMapper rows, PublishedModels published, Transactions transactions) {
		this.rows = rows;
		this.published = published;
		this.transactions = transactions;
	}

	/**
	 * Reads the cases that were opened in a time and have ended, a batch at a time.
	 */
	Read read(Instant from, Instant to) {
		List<PublishedModel> models = this.transactions.retrying(() -> this.published.running()
			.stream()
			.filter((model) -> model.kind() == ModelKind.DIAGRAM)
			.flatMap((model) -> this.published.versions(model.file()).stream())
			.toList());
		PastReader reader = new PastReader(models);
		List<PastCase> cases = new ArrayList<>();
		Map<Long, List<PastMapper.Promised>> promises = new HashMap<>();
		List<PastMapper.Ended> ended = this.transactions.retrying(() -> this.rows.ended(from, to, MOST));
		Batches.each(ended, BATCH, (some) -> {
			Map<String, List<PastAct>> acts = reader.byCase(this.transactions
				.retrying(() -> this.rows.entries(some.stream().map(PastMapper.Ended::number).toList())));
			this.transactions.retrying(() -> this.rows.promises(some.stream().map(PastMapper.Ended::id).toList()))
				.forEach((promise) -> promises.computeIfAbsent(promise.caseId(), (key) -> new ArrayList<>())
					.add(promise));
			some.forEach((one) -> cases.add(new PastCase(one.id(), one.number(), one.team(), one.openedAt(),
					one.closedAt(), one.closedAs().toLowerCase(java.util.Locale.ROOT),
					acts.getOrDefault(one.number(), List.of()))));
		});
		return new Read(cases, promises);
	}

	/** The models as they run now. */
	Map<String, byte[]> running() {
		Map<String, byte[]> files = new HashMap<>();
		this.transactions.retrying(this.published::running)
			.stream()
			.filter((model) -> model.kind() != ModelKind.DECISION)
			.forEach((model) -> files.put(model.file(), model.content()));
		return files;
	}

	/**
	 * Cases, and what their customers were promised.
	 */
	record Read(List<PastCase> cases, Map<Long, List<PastMapper.Promised>> promises) {
	}

}
