package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Notices;
import org.followthrough.rota.Rota;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells people what happened in a tracker. No journey moves by it.
 */
@Component
class TrackerNews {

	private final Notices notices;

	private final TaskMapper tasks;

	private final Rota rota;

	TrackerNews(Notices notices, TaskMapper tasks, Rota rota) {
		this.notices = notices;
		this.tasks = tasks;
		this.rota = rota;
	}

	/**
	 * Asks whoever has a case of a closed issue for a fix whether it is fixed, and in
	 * which build; the owner of the case while no engineer has taken it. The engineer of
	 * the week is told as well. One who has several is asked once.
	 */
	void closed(List<SupportCase> cases, String issue, String once) {
		if (cases.isEmpty()) {
			return;
		}
		Map<String, SupportCase> byNumber = cases.stream()
			.collect(Collectors.toMap(SupportCase::number, Function.identity()));
		this.tasks.holders(byNumber.keySet(), ModelWords.REPRODUCE_AND_FIX).forEach((holder) -> {
			SupportCase about = Objects.requireNonNull(byNumber.get(holder.caseNumber()));
			@Nullable String account = (holder.assignee() != null) ? holder.assignee() : about.owner();
			Stream.concat(Stream.ofNullable(account), this.rota.onShift(about.team()).stream())
				.distinct()
				.forEach((told) -> this.notices.tellClosedInTracker(told, about, issue, once));
		});
	}

}
