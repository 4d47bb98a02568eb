package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Plans;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.web.Languages;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What customers get: in their language, as text and as HTML, as it was shown before.
 */
@Tag("thorough")
@FollowthroughTest
class LetterTests {

	private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Post post;

	@Autowired
	private Mailboxes mailbox;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Autowired
	private Customers customers;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Languages languages;

	@Autowired
	private MailPreviews previews;

	@Autowired
	private Plans plans;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void everyPromiseIsKept() {
		this.promises.allKept();
	}

	@Test
	void whoWritesGermanGetsGermanMailAndAGermanPage() throws Exception {
		SupportCase theirs = opensBy(RawMail.from(this.ada)
			.subject("=?utf-8?q?Der_Export_ist_unvollst=C3=A4ndig?=")
			.with("Content-Type", "text/plain; charset=utf-8")
			.text("Guten Tag,\nder Export hört nach 500 Zeilen auf. Was können wir tun?\n"));
		MimeMessage receipt = this.post.await(this.ada, theirs.number());
		assertThat(Post.text(receipt)).startsWith("Guten Tag ")
			.contains("ist bei uns angekommen", "Ein Mensch liest sie", "Fall " + theirs.number());
		assertThat(receipt.getContentLanguage()).containsExactly("de");
		this.worker.does(theirs, "acknowledge", Map.of("message", "Der Export endet zu früh."));
		MimeMessage word = this.post.await(this.ada, "Der Export endet zu früh.");
		assertThat(Post.text(word)).contains("Haben wir das richtig verstanden?", "Sie hören spätestens bis ", " Uhr ");
		Document page = this.customer.opens(Post.link(word)).page();
		assertThat(page.select("html").attr("lang")).isEqualTo("de");
		assertThat(page.text()).contains("Wo er steht", "Sie hören von uns bis", "Schreiben Sie uns")
			.doesNotContain("Where it stands", "You hear from us");
	}

	@Test
	void whoWasOnlyKnownByNameIsWrittenToInTheLanguageOfTheirFirstClearWords() {
		SupportCase unclear = opensBy(RawMail.from(this.ada).subject("Error 500").text("Error 500\n"));
		assertThat(this.customers.get(unclear.customerId()).language()).isNull();
		assertThat(Post.text(this.post.await(this.ada, unclear.number()))).startsWith("Dear ");
		SupportCase clear = opensBy(RawMail.from(this.ada)
			.subject("Noch eine Frage")
			.text("Guten Tag, ist das auch bei der neuen Version so, und was kann ich tun?\n"));
		assertThat(Post.text(this.post.await(this.ada, clear.number()))).startsWith("Guten Tag ");
		assertThat(entries(clear)).isEqualTo(1);
		// It stays, whatever they quote or paste later.
		SupportCase english = opensBy(RawMail.from(this.ada)
			.subject("And one more")
			.text("This is what it says: the file is not there and we have to try with another.\n"));
		assertThat(Post.text(this.post.await(this.ada, english.number()))).startsWith("Guten Tag ");
		assertThat(entries(clear)).isEqualTo(1);
	}

	@Test
	void theMailsOwnHeaderTellsWhereItsWordsDoNot() {
		SupportCase theirs = opensBy(
				RawMail.from(this.ada).subject("Error 500").text("Error 500\n").with("Content-Language", "de-DE"));
		assertThat(Post.text(this.post.await(this.ada, theirs.number()))).startsWith("Guten Tag ");
	}

	@Test
	void textAndHtmlSayTheSame() throws Exception {
		SupportCase theirs = opensBy(RawMail.from(this.ada));
		this.worker.does(theirs, "acknowledge",
				Map.of("message", "> It <b>fails</b>\n\nLook at https://docs.example.org/a?b=c&d=e."));
		MimeMessage sent = this.post.await(this.ada, "docs.example.org");
		// As a mail program reads it, from its bytes.
		ByteArrayOutputStream raw = new ByteArrayOutputStream();
		sent.writeTo(raw);
		MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()),
				new ByteArrayInputStream(raw.toByteArray()));
		assertThat(mail.getContentType()).startsWith("multipart/alternative");
		MimeMultipart both = (MimeMultipart) mail.getContent();
		assertThat(both.getCount()).isEqualTo(2);
		assertThat(both.getBodyPart(0).getContentType()).startsWith("text/plain; charset=UTF-8");
		assertThat(both.getBodyPart(1).getContentType()).startsWith("text/html; charset=UTF-8");
		Document html = Jsoup.parse(String.valueOf(both.getBodyPart(1).getContent()));
		assertThat(html.select("blockquote").text()).isEqualTo("It <b>fails</b>");
		assertThat(html.select("a").eachAttr("href")).containsExactly("https://docs.example.org/a?b=c&d=e",
				"http://localhost:" + URI.create(this.api.address("/")).getPort() + Post.link(mail));
		assertThat(html.select("img, link, script, style, [src], [background]")).isEmpty();
		assertThat(words(html.body().text())).isEqualTo(words(Post.text(mail).replaceAll("(?m)^> ", "")));
	}

	@Test
	void theCustomerSaysWhichLanguageTheyReadOnTheirPage() {
		SupportCase theirs = this.worker.open();
		String link = this.customer.linkFromMail(theirs);
		assertThat(this.customer.opens(link).page().select("html").attr("lang")).isEqualTo("en");
		CustomerPage.Shown german = this.customer.sends(link, "language", Map.of("language", "de"));
		assertThat(german.page().select("html").attr("lang")).isEqualTo("de");
		assertThat(german.page().select(".languages [aria-current]").text()).isEqualTo("Deutsch");
		assertThat(this.customer.sends(link, "reply", Map.of("text", " ")).problem())
			.isEqualTo("Bitte schreiben Sie etwas: die Nachricht ist leer.");
		assertThat(this.customer.sends(link, "reply", Map.of("text", "Es druckt nicht.")).done())
			.isEqualTo("Vielen Dank. Ihre Nachricht ist bei uns.");
		this.worker.does(theirs, "acknowledge");
		assertThat(Post.text(this.post.await(this.customer.address(theirs), "Haben wir das richtig verstanden?")))
			.startsWith("Guten Tag Cleo Customer,");
		assertThat(entries(theirs)).isEqualTo(1);
		this.customer.sends(link, "language", Map.of("language", "xx"));
		assertThat(entries(theirs)).isEqualTo(1);
	}

	@Test
	void whoWritesToThemSaysItToo() {
		SupportCase theirs = this.worker.open();
		String email = this.customer.address(theirs);
		assertThat(
				this.api.send("PUT", "agent1", "/customers/" + email + "/language", Map.of("language", "de"), Map.of())
					.json()
					.path("language")
					.asText())
			.isEqualTo("de");
		assertThat(
				this.api.send("PUT", "agent1", "/customers/" + email + "/language", Map.of("language", "xx"), Map.of())
					.status())
			.isEqualTo(422);
		assertThat(this.api
			.send("PUT", "auditor1", "/customers/" + email + "/language", Map.of("language", "en"), Map.of())
			.status()).isEqualTo(403);
		String page = "/customers/" + theirs.customerId();
		assertThat(new SignedInPerson(this.api, "agent1").post(page, page + "/language", "language=en"))
			.contains("Mail to them is in English from now on");
		assertThat(this.customers.find(email).orElseThrow().language()).isEqualTo("en");
		assertThat(new SignedInPerson(this.api, "auditor1").sends("/account", page + "/language", "language=de")
			.statusCode()).isEqualTo(403);
		assertThat(entries(theirs)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void eachLetterCanBeLookedAtInEachLanguage(MailPreviews.Sample letter) {
		this.languages.all().forEach((language) -> {
			MailPreview preview = this.previews.of(letter, language);
			assertThat(preview.text()).doesNotContain("null", "{").contains("Support");
			assertThat(preview.language()).isEqualTo(language);
			String page = new SignedInPerson(this.api, "manager1")
				.page("/letters?letter=" + letter.word() + "&language=" + language.code());
			assertThat(Jsoup.parse(page).select("iframe").attr("srcdoc")).isNotEmpty();
		});
		assertThat(this.previews.of(letter, this.languages.of("de")).text())
			.isNotEqualTo(this.previews.of(letter, this.languages.english()).text());
	}

	@Test
	void onlyManagersAndAdministratorsLookAtLetters() {
		assertThat(new SignedInPerson(this.api, "agent1").get("/letters").statusCode()).isEqualTo(403);
		assertThat(new SignedInPerson(this.api, "admin1").get("/letters").statusCode()).isEqualTo(200);
	}

	@Test
	void whoWritesSeesTheMailAsItGoesOut() {
		SupportCase theirs = this.worker.openAt("investigate");
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		String page = "/cases/" + theirs.number();
		String preview = agent.post(page, page + "/_preview", "text=We+are+on+it.&visibility=public");
		agent.post(page, page + "/messages", "text=We+are+on+it.&visibility=public");
		String sent = Post.text(this.post.await(this.customer.address(theirs), "We are on it."));
		// The link in it holds the moment.
		assertThat(Jsoup.parse(preview).select("pre").first().wholeText().replaceAll("/c/\\S+", "").strip())
			.isEqualTo(sent.replaceAll("/c/\\S+", "").strip());
		assertThat(agent.post(page, page + "/_preview", "text=We+are+on+it.&visibility=internal"))
			.contains("no mail goes out")
			.doesNotContain("iframe");
		assertThat(this.messages.ofCase(theirs.id())).filteredOn((message) -> message.body().equals("We are on it."))
			.hasSize(1);
	}

	@Test
	void howFarMailsGotAndHowOftenTheFormWasSentIsReadAlongIndexes() {
		Instant now = Instant.EPOCH;
		byte[] signature = new byte[16];
		assertThat(indexes("OutboxMapper.progress", Map.of("caseId", 1L, "limit", 1000)))
			.containsExactlyInAnyOrder("message_case", "outgoing_mail_message");
		assertThat(indexes("WebFormMapper.bySender", Map.of("sender", signature, "since", now)))
			.contains("web_form_use_sender");
		assertThat(indexes("WebFormMapper.bySource", Map.of("source", signature, "since", now)))
			.contains("web_form_use_source");
	}

	/** Those that the database may go along; with few rows it reads whole tables. */
	private List<String> indexes(String statement, Map<String, ?> values) {
		return this.plans.of("org.followthrough.correspondence." + statement, values)
			.stream()
			.flatMap((step) -> Stream.of(String.valueOf(step.get("possible_keys")).split(",")))
			.filter((index) -> !index.equals("PRIMARY"))
			.toList();
	}

	private SupportCase opensBy(RawMail mail) {
		long last = new Arrivals(this.database).last();
		this.post.send("envelope@example.org", mail.bytes());
		this.mailbox.wake();
		Arrival arrival = new Arrivals(this.database).sorted(last);
		return this.cases.get(String.valueOf(arrival.caseNumber()));
	}

	private int entries(SupportCase of) {
		Integer entries = this.database.queryForObject("""
				SELECT COUNT(*) FROM audit_entry WHERE stream = 'system' AND action = 'customer.language'
				AND JSON_VALUE(content, '$.details.customer') = ?""", Integer.class, "customer-" + of.customerId());
		return (entries != null) ? entries : 0;
	}

	private static String words(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
