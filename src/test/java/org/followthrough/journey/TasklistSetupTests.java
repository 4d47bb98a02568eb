package org.followthrough.journey;

import java.util.List;

import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.filter.Filter;
import org.followthrough.identity.Actor;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.RepeatedTest;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each start makes sure of.
 */
@FollowthroughTest
class TasklistSetupTests {

	@Autowired
	private TasklistSetup setup;

	@Autowired
	private FilterService filters;

	@RepeatedTest(5)
	void nodesThatStartAtOnceMakeEverythingOnce() {
		List<String> names = names();
		Actor.system()
			.runs(() -> this.filters.createFilterQuery()
				.list()
				.forEach((filter) -> this.filters.deleteFilter(filter.getId())));
		assertThat(names()).isEmpty();
		AtOnce.all(List.of(this::start, this::start, this::start));
		assertThat(names()).isEqualTo(names).doesNotHaveDuplicates().isNotEmpty();
	}

	private boolean start() {
		this.setup.start();
		return this.setup.isRunning();
	}

	private List<String> names() {
		return this.filters.createFilterQuery().orderByFilterName().asc().list().stream().map(Filter::getName).toList();
	}

}
