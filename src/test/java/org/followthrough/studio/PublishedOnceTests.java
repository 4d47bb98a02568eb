package org.followthrough.studio;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.journey.PublishedModels;
import org.followthrough.testing.AtOnce;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on one database come to the same approved drafts at the same moment. Each is
 * published once.
 */
class PublishedOnceTests extends StudioTest {

	@Autowired
	private DraftMapper rows;

	@Autowired
	private Judgement judgement;

	@Autowired
	private DraftRehearsals rehearsals;

	@Autowired
	private DraftRunning running;

	@Autowired
	private PublishedModels models;

	@Autowired
	private DraftNotices notices;

	@Autowired
	private Upgrades upgrades;

	@Autowired
	private Audit audit;

	@Autowired
	private Transactions transactions;

	@Autowired
	private MovableClock clock;

	@Test
	void ofTwoNodesOnePublishes() {
		List<String> files = List.of("answer.form", "ask-customer.form", "late-word.form", "read-message.form");
		List<Long> drafts = files.stream()
			.map((file) -> edited(file, "\"label\": \"Case\"", "\"label\": \"The case\""))
			.toList();
		Map<String, Integer> before = Map.of("answer.form", running("answer.form"), "ask-customer.form",
				running("ask-customer.form"), "late-word.form", running("late-word.form"), "read-message.form",
				running("read-message.form"));
		drafts.forEach((draft) -> {
			submit("manager1", draft);
			assertThat(approve("manager2", draft).status()).isEqualTo(200);
		});
		AtOnce.all(Stream.generate(this::node).limit(2).<Callable<Integer>>map((node) -> () -> all(node)).toList());
		assertThat(drafts).allSatisfy((draft) -> assertThat(state(draft)).isEqualTo("published"));
		files.forEach((file) -> assertThat(running(file)).as(file).isEqualTo(before.get(file) + 1));
		drafts.forEach((draft) -> assertThat(published(draft)).as("deployments of draft %s", draft).isOne());
		assertThat(this.rehearsals.runsAsRehearsed()).as("what both have published was rehearsed together").isTrue();
	}

	private Publisher node() {
		return new Publisher(this.rows, this.judgement, this.rehearsals, this.running, this.models, this.notices,
				this.upgrades, this.audit, this.transactions, this.clock);
	}

	private int all(Publisher node) {
		while (approved() > 0) {
			node.work();
			rehearsalsPass();
		}
		return 0;
	}

	private int approved() {
		return number("SELECT COUNT(*) FROM draft WHERE state = 'APPROVED'");
	}

	private int published(long draft) {
		return number(
				"SELECT COUNT(*) FROM ACT_RE_DEPLOYMENT p JOIN draft d ON d.deployment = p.ID_ WHERE d.id = " + draft)
				+ number("SELECT COUNT(*) FROM audit_entry WHERE action = 'draft.returned' AND "
						+ "JSON_VALUE(content, '$.details.draft') = " + draft);
	}

	private int number(String sql) {
		Integer number = this.database.queryForObject(sql, Integer.class);
		return (number != null) ? number : 0;
	}

}
