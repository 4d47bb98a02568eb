package org.followthrough.journey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.engine.test.assertions.bpmn.ProcessInstanceAssert;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests of the journey share: those who move a case, and a look at where it is.
 * After each test all promises must be kept, and the ways that its cases took count for
 * {@link WaysTravelled}.
 */
@FollowthroughTest
abstract class JourneyTest {

	@Autowired
	CaseWorker worker;

	@Autowired
	CustomerPage customer;

	@Autowired
	Timers timers;

	@Autowired
	PromiseCheck promises;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private NamedParameterJdbcTemplate database;

	private final List<String> moved = new ArrayList<>();

	@BeforeEach
	void useTheApplicationsEngine() {
		BpmnAwareTests.init(this.engine);
	}

	@AfterEach
	void allPromisesAreKept() {
		WaysTravelled.by(getClass()).keep(this.moved, this.database);
		this.promises.allKept();
	}

	/** A fresh case at the first task. */
	SupportCase open() {
		return openAt("acknowledge");
	}

	/** A fresh case that waits at a step of the main path. */
	SupportCase openAt(String stage) {
		return travels(this.worker.openAt(stage));
	}

	/** A case whose way counts as travelled by this test. */
	SupportCase travels(SupportCase moved) {
		this.moved.add(moved.number());
		return moved;
	}

	void does(SupportCase of, String... tasks) {
		this.worker.does(of, tasks);
	}

	void does(SupportCase of, String task, String field, String value) {
		this.worker.does(of, task, Map.of(field, value));
	}

	/** All cases hear what happened to their defects. */
	void hear() {
		this.worker.awaitNews();
	}

	/** A fresh case that was handed over as the same defect as another one. */
	SupportCase openSameAs(SupportCase other) {
		return travels(this.worker.openSameAs(other));
	}

	/** Time passes after all mail has arrived. */
	void daysPass(int days) {
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofDays(days));
	}

	/** The main process of a case. */
	static ProcessInstanceAssert assertThatJourney(SupportCase of) {
		return BpmnAwareTests.assertThat(running(of, ModelWords.SUPPORT_CASE));
	}

	/** A process that the main one has called. */
	static ProcessInstanceAssert assertThatCalled(SupportCase of, String process) {
		return BpmnAwareTests.assertThat(running(of, process));
	}

	static ProcessInstance running(SupportCase of, String process) {
		ProcessInstance running = BpmnAwareTests.processInstanceQuery()
			.processInstanceBusinessKey(of.number())
			.processDefinitionKey(process)
			.singleResult();
		assertThat(running).as("the process " + process + " of " + of.number()).isNotNull();
		return running;
	}

	void assertClosed(SupportCase of, Closing as) {
		SupportCase now = this.worker.now(of);
		assertThat(now.closedAs()).as(of.number() + " is closed as").isEqualTo(as);
		assertThat(now.stage()).isEqualTo("closed");
		assertThat(BpmnAwareTests.processInstanceQuery().processInstanceBusinessKey(of.number()).list())
			.as("what still runs of " + of.number())
			.isEmpty();
	}

}
