package org.followthrough.erasure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.LastingServers;
import org.followthrough.testing.Node;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node dies while it erases somebody, and another goes on to the end.
 */
@Tag("own-application")
class KilledErasureTests {

	@Test
	void whatANodeBeganAnotherEnds() {
		World world = new World();
		world.node.start();
		try {
			List<SupportCase> theirs = world.casesOfOne(45);
			String address = world.customers.get(theirs.get(0).customerId()).email();
			long id = world.asked(address);
			int deaths = 0;
			world.node.dies(2, true, () -> world.confirms(id, address));
			for (int commits : new int[] { 1, 2 }) {
				if (!world.isDone(id)) {
					world.node.dies(commits, commits == 2, () -> world.awaitDone(id));
					deaths++;
				}
			}
			assertThat(deaths).as("it was under way when it died").isPositive();
			world.awaitDone(id);
			assertThat(new EveryColumn(world.database).with(address)).isEmpty();
			assertThat(world.database.queryForObject(
					"SELECT COUNT(*) FROM audit_entry WHERE action = 'case.erased' AND stream LIKE 'FT-%'",
					Integer.class))
				.isEqualTo(45);
			assertThat(world.database.queryForObject("SELECT cases FROM erasure WHERE id = " + id, Integer.class))
				.isEqualTo(45);
			world.promises.allKept();
		}
		finally {
			world.node.end();
		}
	}

	/**
	 * A node that may die.
	 */
	@FollowthroughTest
	@ContextConfiguration(initializers = { TestSettings.class, LastingServers.class })
	@TestPropertySource(properties = "spring.application.name=killed-erasure")
	static class World {

		@Autowired
		private CaseWorker worker;

		@Autowired
		private Customers customers;

		@Autowired
		private Erasures erasures;

		@Autowired
		private Api api;

		@Autowired
		private JdbcTemplate database;

		@Autowired
		private PromiseCheck promises;

		private final Node node = new Node(this);

		List<SupportCase> casesOfOne(int many) {
			List<SupportCase> all = new ArrayList<>();
			all.add(this.worker.open());
			while (all.size() < many) {
				all.add(this.worker.openAnother(all.get(0)));
			}
			all.forEach((one) -> this.api.post("agent1", "/cases/" + one.number() + "/close",
					Map.of("as", "spam", "reason", "They said so.")));
			this.worker.awaitDelivery();
			return all;
		}

		long asked(String address) {
			return Actor.person("admin1", Door.PAGE).does(() -> this.erasures.ask(address, "A letter")).id();
		}

		void confirms(long id, String address) {
			Actor.person("manager1", Door.PAGE).runs(() -> this.erasures.confirm(id, address));
			awaitDone(id);
		}

		boolean isDone(long id) {
			return this.erasures.get(id).state() == Erasure.State.DONE;
		}

		void awaitDone(long id) {
			Awaitility.await("the erasure").atMost(Duration.ofSeconds(30)).until(() -> isDone(id));
		}

	}

}
