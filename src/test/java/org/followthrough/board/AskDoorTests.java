package org.followthrough.board;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What engineering and verifiers owe is owed to Support: from the board they are asked,
 * and the customer hears nothing of it.
 */
@FollowthroughTest
class AskDoorTests {

	private static final String WORDS = "How far are you? The customer ships on Friday.";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Messages messages;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.promises.allKept();
	}

	@ParameterizedTest
	@EnumSource
	void whoeverHasTheTaskIsAskedAndTheCustomerHearsNothing(Door door) {
		SupportCase of = this.worker.openAt("engineering");
		this.worker.claims("engineer1", of, "reproduce-and-fix");
		this.worker.awaitDelivery();
		List<String> owed = owed(of);
		int before = this.messages.ofCase(of.id()).size();
		assertThat(door.ask(this.api, "agent1", of, WORDS)).contains("engineer1");
		List<Message> all = this.messages.ofCase(of.id());
		assertThat(all).hasSize(before + 1);
		assertThat(all.get(before).body()).isEqualTo(WORDS);
		assertThat(all.get(before).kind()).isEqualTo(Message.Kind.NOTE);
		assertThat(told(of)).containsExactly("engineer1");
		assertThat(owed(of)).as("keeps nothing, and makes nothing").isEqualTo(owed);
	}

	@ParameterizedTest
	@EnumSource
	void whatAnEngineerWritesThereIsTheReport(Door door) {
		SupportCase of = this.worker.openAt("engineering");
		this.worker.claims("engineer1", of, "reproduce-and-fix");
		this.worker.awaitDelivery();
		List<String> before = owed(of);
		door.ask(this.api, "engineer1", of, "I can reproduce it.");
		assertThat(owed(of)).hasSize(before.size() + 1)
			.contains("ENGINEERING_ANSWER KEPT")
			.endsWith("ENGINEERING_REPORT");
		assertThat(told(of)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aVerifierIsAsked(Door door) {
		SupportCase of = this.worker.openAt("verification");
		this.worker.claims("support1", of, "verify-fix");
		assertThat(door.ask(this.api, "manager1", of, WORDS)).contains("support1");
		assertThat(told(of)).containsExactly("support1");
		assertThat(owed(of)).contains("VERIFICATION");
	}

	@ParameterizedTest
	@EnumSource
	void aQuestionToNobodyYetStandsOnTheCase(Door door) {
		SupportCase of = this.worker.openAt("engineering");
		assertThat(door.ask(this.api, "agent1", of, WORDS))
			.contains((door == Door.REST) ? "\"holder\":null" : "Your question stands on");
		assertThat(told(of)).isEmpty();
		assertThat(this.messages.ofCase(of.id())).extracting(Message::body).contains(WORDS);
	}

	@ParameterizedTest
	@EnumSource
	void whereNobodyOwesSupportAnythingNobodyIsAsked(Door door) {
		SupportCase of = this.worker.openAt("investigate");
		assertThat(door.status(this.api, "agent1", of, WORDS)).isEqualTo(409);
		assertThat(this.messages.ofCase(of.id())).extracting(Message::body).doesNotContain(WORDS);
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyQuestionAndOnesOfAuditorsAreRefused(Door door) {
		SupportCase of = this.worker.openAt("engineering");
		int before = this.messages.ofCase(of.id()).size();
		assertThat(door.status(this.api, "agent1", of, " ")).isEqualTo(422);
		assertThat(door.status(this.api, "auditor1", of, WORDS)).isEqualTo(403);
		assertThat(this.messages.ofCase(of.id())).hasSize(before);
	}

	@Test
	void aRowLeadsToWhoeverOwesIt() {
		SupportCase of = this.worker.openAt("engineering");
		assertThat(actions("agent1", of)).containsExactlyInAnyOrder("Update", "Ask");
		assertThat(actions("engineer1", of)).containsExactlyInAnyOrder("Update", "Report");
		this.worker.claims("engineer2", of, "reproduce-and-fix");
		Document form = form("agent1", of);
		assertThat(form.select("h1").text()).isEqualTo("Ask engineering");
		assertThat(form.select("section").text()).contains("engineer2 has it, and gets a mail",
				"The customer doesn't see this");
		assertThat(form("engineer2", of).select("section").text()).contains("What you write here is your report");
		this.worker.does(of, "reproduce-and-fix");
		assertThat(form("engineer2", of).select("h1").text()).isEqualTo("Ask the verifier");
	}

	private Document form(String account, SupportCase of) {
		return Jsoup.parse(new SignedInPerson(this.api, account).page("/board/" + of.number() + "/ask"));
	}

	private List<String> actions(String account, SupportCase of) {
		SignedInPerson reader = new SignedInPerson(this.api, account);
		List<String> found = new java.util.ArrayList<>();
		String path = "/board?owner=agent1";
		while (!path.isEmpty()) {
			Document page = Jsoup.parse(reader.page(path));
			for (Element row : page.select("tr[data-promise]:contains(" + of.number() + ")")) {
				found.add(row.select("a.update").text());
			}
			path = page.select(".more a[href*=cursor]").attr("href");
		}
		return found;
	}

	/** All that was ever owed. */
	private List<String> owed(SupportCase of) {
		return this.database.queryForList(
				"SELECT CONCAT_WS(' ', kind, ending) FROM promise WHERE case_id = ? ORDER BY id", String.class,
				of.id());
	}

	private List<String> told(SupportCase of) {
		return this.database.queryForList("SELECT account FROM notice WHERE case_id = ? AND kind = 'ASKED'",
				String.class, of.id());
	}

	enum Door {

		REST {
			@Override
			HttpResponse<?> send(Api api, String account, SupportCase of, String words) {
				return api.post(account, "/cases/" + of.number() + "/ask", Map.of("text", words)).response();
			}

			@Override
			String text(Object body) {
				return (String) body;
			}
		},

		BOARD {
			@Override
			HttpResponse<?> send(Api api, String account, SupportCase of, String words) {
				return new SignedInPerson(api, account).sends("/account", "/board/" + of.number() + "/ask",
						"text=" + URLEncoder.encode(words, StandardCharsets.UTF_8), "HX-Request", "true");
			}

			@Override
			String text(Object body) {
				return new String((byte[]) body, StandardCharsets.UTF_8);
			}
		};

		abstract HttpResponse<?> send(Api api, String account, SupportCase of, String words);

		abstract String text(Object body);

		int status(Api api, String account, SupportCase of, String words) {
			return send(api, account, of, words).statusCode();
		}

		String ask(Api api, String account, SupportCase of, String words) {
			HttpResponse<?> done = send(api, account, of, words);
			assertThat(done.statusCode()).as(text(done.body())).isEqualTo(200);
			return text(done.body());
		}

	}

}
