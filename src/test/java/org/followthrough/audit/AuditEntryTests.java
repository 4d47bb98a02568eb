package org.followthrough.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Readers;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.identity.Actor;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TableOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Each change of state has its entries, written with it or not at all, and who may reads
 * them.
 */
@FollowthroughTest
class AuditEntryTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Api api;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Autowired
	private Audit audit;

	@Autowired
	private Timeline timeline;

	@Autowired
	private People people;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TableOwner owner;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.promises.allKept();
	}

	@ParameterizedTest
	@MethodSource("changes")
	void eachChangeHasExactlyItsEntries(String stage, BiConsumer<AuditEntryTests, SupportCase> change,
			List<String> entries) {
		SupportCase changed = this.worker.openAt(stage);
		this.worker.awaitDelivery();
		int before = actions(changed).size();
		change.accept(this, changed);
		this.worker.awaitDelivery();
		List<String> all = actions(changed);
		assertThat(all.subList(before, all.size())).containsExactlyInAnyOrderElementsOf(entries);
	}

	static Stream<Arguments> changes() {
		return Stream.of(
				change("a note", "investigate",
						(test, on) -> test.api.post("agent1", "/cases/" + on.number() + "/messages",
								Map.of("text", "I called them.", "visibility", "internal")),
						"message.noted"),
				change("a word to the customer", "investigate", (test, on) -> test.worker.writes(on, "We are on it."),
						"message.sent", "message.delivered", "promise.kept", "promise.made"),
				change("a word of the customer", "investigate", (test, on) -> test.customer.writes(on, "And then?"),
						"message.received", "promise.moved", "journey.moved"),
				change("a task taken by the owner", "investigate",
						(test, on) -> test.worker.claims("agent1", on, "investigate"), "task.claimed"),
				change("a task taken by somebody else", "investigate",
						(test, on) -> test.worker.claims("agent2", on, "investigate"), "task.claimed", "case.owner"),
				change("a task taken and given back", "investigate", (test, on) -> {
					String task = test.worker.claims("agent1", on, "investigate").id();
					test.api.post("agent1", "/tasks/" + task + "/unclaim", Map.of());
				}, "task.claimed", "task.released"),
				change("a task done", "investigate",
						(test, on) -> test.worker.does(on, "investigate", Map.of("findings", "")), "task.claimed",
						"task.completed", "journey.moved"),
				change("an acknowledgement", "acknowledge", (test, on) -> test.worker.does(on, "acknowledge"),
						"task.claimed", "case.owner", "task.completed", "message.sent", "case.acknowledged",
						"journey.moved", "message.delivered", "promise.kept", "promise.made"),
				change("a yes", "sign-off", (test, on) -> test.customer.saysYes(on, ""), "signoff.answered",
						"journey.moved", "journey.moved", "promise.released", "case.closed", "message.automatic",
						"message.delivered"),
				change("an early end", "engineering",
						(test, on) -> test.api.post("agent1", "/cases/" + on.number() + "/close",
								Map.of("as", "spam", "reason", "Junk.")),
						"case.ending", "journey.moved", "promise.released", "promise.released", "case.closed"),
				change("a refused end", "investigate",
						(test, on) -> test.api.post("agent1", "/cases/" + on.number() + "/close",
								Map.of("as", "confirmed", "reason", "Done."))),
				change("a refused form", "investigate", (test, on) -> {
					String task = test.worker.task(on, "investigate").id();
					test.api.post("agent1", "/tasks/" + task + "/complete", Map.of("fields", Map.of()));
				}), change("a refused claim", "investigate", (test, on) -> {
					String task = test.worker.task(on, "investigate").id();
					test.api.post("engineer1", "/tasks/" + task + "/claim", Map.of());
				}));
	}

	private static Arguments change(String name, String stage, BiConsumer<AuditEntryTests, SupportCase> change,
			String... entries) {
		return argumentSet(name, stage, change, List.of(entries));
	}

	@Test
	void whatIsRolledBackLeavesNoEntry() {
		SupportCase open = settled();
		List<String> before = actions(open);
		this.transaction.executeWithoutResult((status) -> {
			this.cases.owner(open, "agent2");
			status.setRollbackOnly();
		});
		assertThat(this.worker.now(open).owner()).isEqualTo("agent1");
		assertThat(actions(open)).isEqualTo(before);
		this.transaction.executeWithoutResult((status) -> this.cases.owner(open, "agent2"));
		assertThat(actions(open)).hasSize(before.size() + 1).endsWith("case.owner");
	}

	@Test
	void whatCantBeRecordedDoesntHappen() {
		SupportCase open = settled();
		List<String> before = actions(open);
		int written = this.messages.ofCase(open.id()).size();
		// Somebody sits in the next entry's place.
		this.owner.letsHistoryBeChanged();
		this.transaction.executeWithoutResult((status) -> this.database.update(
				"INSERT INTO audit_entry (stream, seq, content, hash) SELECT stream, seq + 1, '{}', hash FROM audit_stream WHERE stream = ?",
				open.number()));
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.worker.as("agent1", () -> this.messages.note(open, "I called them.")));
		this.transaction.executeWithoutResult((status) -> this.database
			.update("DELETE FROM audit_entry WHERE stream = ? AND content = '{}'", open.number()));
		this.owner.keepsHistory();
		assertThat(this.messages.ofCase(open.id())).hasSize(written);
		assertThat(actions(open)).isEqualTo(before);
	}

	@Test
	void nothingIsRecordedOutsideOfATransaction() {
		SupportCase open = settled();
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> Actor.system().runs(() -> this.audit.record(open.number(), "case.opened", Map.of())));
	}

	@Test
	void anAuditorReadsTheTimelineInOrder() {
		SupportCase recorded = settled();
		JsonNode all = timeline(recorded, "").json();
		assertThat(numbers(all, "seq")).isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
		assertThat(texts(all, "action")).isEqualTo(actions(recorded, Readers.SEEN))
			.startsWith("case.opened")
			.contains("case.triaged", "task.claimed", "case.acknowledged", "promise.kept");
		assertThat(texts(all, "summary")).doesNotContain("");
		assertThat(all.get(0).get("actorKind").asText()).isEqualTo("customer");
		assertThat(all.get(0).get("hash").asText()).matches("[0-9a-f]{64}");
	}

	@Test
	void itsPagesTogetherAreTheWhole() {
		SupportCase recorded = settled();
		List<Integer> read = new ArrayList<>();
		JsonNode page;
		do {
			page = timeline(recorded, "?limit=3&after=" + read.size()).json();
			assertThat(page.size()).isLessThanOrEqualTo(3);
			read.addAll(numbers(page, "seq"));
		}
		while (!page.isEmpty());
		assertThat(read).isEqualTo(numbers(timeline(recorded, "").json(), "seq"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "support1", "engineer1", "manager1", "auditor1", "admin1" })
	void everyGroupReadsIt(String account) {
		assertThat(this.api.get(account, "/cases/" + settled().number() + "/timeline").status()).isEqualTo(200);
	}

	@Test
	void whoMayNotIsRefused() {
		String path = "/cases/" + settled().number() + "/timeline";
		Actor.system().runs(() -> this.people.add(new Person("visitor1", "Vic Visitor", "", Set.of()), "demo"));
		assertRefused(this.api.send("GET", null, path, null, Map.of()), 401);
		assertRefused(this.api.get("nobody", path), 401);
		assertRefused(this.api.get("visitor1", path), 403);
	}

	@Test
	void anAuditorChangesNothing() {
		SupportCase open = settled();
		List<String> before = actions(open);
		assertRefused(this.api.post("auditor1", "/cases/" + open.number() + "/messages", Map.of("text", "Hello.")),
				403);
		assertRefused(this.api.post("auditor1", "/cases/" + open.number() + "/close",
				Map.of("as", "spam", "reason", "Junk.")), 403);
		assertThat(actions(open)).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void nobodyWritesTheTimeline(String method) {
		SupportCase open = settled();
		List<String> before = actions(open);
		assertThat(
				this.api.send(method, "admin1", "/cases/" + open.number() + "/timeline", Map.of(), Map.of()).status())
			.isEqualTo(405);
		assertThat(actions(open)).isEqualTo(before);
	}

	private SupportCase settled() {
		SupportCase settled = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		return settled;
	}

	/** What everybody here reads leaves out who read it. */
	private List<String> actions(SupportCase of, String but) {
		return actions(of).stream().filter((action) -> !action.equals(but)).toList();
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

	private Answer timeline(SupportCase of, String query) {
		Answer answer = this.api.get("auditor1", "/cases/" + of.number() + "/timeline" + query);
		assertThat(answer.status()).isEqualTo(200);
		return answer;
	}

	private static List<Integer> numbers(JsonNode list, String field) {
		List<Integer> numbers = new ArrayList<>();
		list.forEach((item) -> numbers.add(item.get(field).asInt()));
		return numbers;
	}

	private static List<String> texts(JsonNode list, String field) {
		List<String> texts = new ArrayList<>();
		list.forEach((item) -> texts.add(item.get(field).asText()));
		return texts;
	}

	private static void assertRefused(Answer answer, int status) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.type()).startsWith("application/problem+json");
	}

}
