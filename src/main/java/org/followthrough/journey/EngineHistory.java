package org.followthrough.journey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the engine itself remembers of journeys. Nothing here reads it: the way of a case
 * is part of its audit. The engine's own cleaning goes by the age of a journey alone;
 * ours by what becomes of the case.
 */
@Component
public class EngineHistory {

	private static final int MOST = 1000;

	private final HistoryService history;

	EngineHistory(HistoryService history) {
		this.history = history;
	}

	/**
	 * Has the engine forget the journeys of cases that are closed.
	 * @param numbers the cases
	 * @return how many journeys it knew of, those that others called included
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public int forget(Collection<String> numbers) {
		List<String> ended = new ArrayList<>();
		for (List<HistoricProcessInstance> found = journeys(numbers, 0); !found.isEmpty(); found = journeys(numbers,
				ended.size())) {
			found.forEach((one) -> ended.add(one.getId()));
		}
		if (!ended.isEmpty()) {
			this.history.deleteHistoricProcessInstancesIfExists(ended);
		}
		return ended.size();
	}

	private List<HistoricProcessInstance> journeys(Collection<String> numbers, int first) {
		return this.history.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
			.finished()
			.orderByProcessInstanceId()
			.asc()
			.listPage(first, MOST);
	}

}
