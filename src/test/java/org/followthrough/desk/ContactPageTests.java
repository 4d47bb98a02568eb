package org.followthrough.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.AttachmentSettings;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Multipart;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public form, as people and as programs use it.
 */
@FollowthroughTest
class ContactPageTests {

	private static final Pattern NUMBER = Pattern.compile("FT-\\d{4}-\\d{6}");

	private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

	@Autowired
	private AttachmentSettings limits;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Autowired
	private Customers customers;

	@Autowired
	private Post post;

	@Autowired
	private Timers timers;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void everyPromiseIsKept() {
		// The clock may have moved, for the cases of other tests, too.
		this.timers.ring();
		this.promises.allKept();
	}

	@Test
	void aGermanBrowserGetsTheFormTheMailAndThePageInGerman() {
		HttpClient browser = browser();
		Document form = get(browser, "de-AT,de;q=0.9,en;q=0.5");
		assertThat(form.select("html").attr("lang")).isEqualTo("de");
		assertThat(form.select("h1").text()).isEqualTo("Schreiben Sie dem Support");
		Document sent = sends(browser, form, Map.of(), "de");
		assertThat(sent.text()).contains("Ihr Fall hat die Nummer");
		SupportCase opened = caseIn(sent);
		assertThat(this.customers.get(opened.customerId()).language()).isEqualTo("de");
		assertThat(Post.text(this.post.await(this.ada, opened.number()))).contains("ist bei uns angekommen");
	}

	@Test
	void theChosenLanguageIsRemembered() {
		HttpClient browser = browser();
		assertThat(get(browser, "en").select("html").attr("lang")).isEqualTo("en");
		Document chosen = parse(send(browser, "/contact/language", Map.of("language", "de"), "en"));
		assertThat(chosen.select("html").attr("lang")).isEqualTo("de");
		assertThat(get(browser, "en").select("html").attr("lang")).isEqualTo("de");
	}

	@ParameterizedTest
	@CsvSource({ "en,'Up to {most} files, {largest} each and {together} in all.'",
			"de,'Bis zu {most} Dateien, jede bis {largest}, zusammen bis {together}.'" })
	void theHintSaysWhatTheSettingsAllow(String language, String hint) {
		assertThat(get(browser(), language).getElementById("files-hint").text())
			.startsWith(hint.replace("{most}", Integer.toString(this.limits.most()))
				.replace("{largest}", this.limits.largest().toMegabytes() + " MB")
				.replace("{together}", this.limits.together().toMegabytes() + " MB"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/contact/nowhere  | de-CH   | 404 | Diese Seite gibt es nicht
			/contact/nowhere  | fr,en   | 404 | This page does not exist
			/c/forged/nowhere | de      | 404 | Diese Seite gibt es nicht
			/assets/nowhere   | de      | 404 | Diese Seite gibt es nicht
			/contact/language | de      | 405 | Das ging nicht
			/c/forged/files/1 | de      | 404 | Das ging nicht
			""")
	void whatLeadsNowhereIsSaidInTheLanguageOfTheBrowser(String path, String language, int status, String title) {
		HttpResponse<String> answer = send(browser(),
				HttpRequest.newBuilder(URI.create(this.api.address(path))).header("Accept", "text/html"), language);
		assertThat(answer.statusCode()).isEqualTo(status);
		Document page = parse(answer);
		assertThat(page.select("html").attr("lang")).isEqualTo(language.startsWith("de") ? "de" : "en");
		assertThat(page.select("h1").text()).isEqualTo(title);
		assertThat(page.select("main a").attr("href")).isEqualTo("/contact");
	}

	@Test
	void whoWorksHereReadsEnglishWhereverTheyGoWrong() {
		HttpResponse<byte[]> page = new SignedInPerson(this.api, "agent1").get("/nowhere", "Accept-Language", "de",
				"Accept", "text/html");
		assertThat(page.statusCode()).isEqualTo(404);
		assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("This page does not exist",
				"Go to the start page");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					email       | nobody  | email-error   | Wir antworten per Mail: bitte geben Sie die Adresse an, unter der wir Sie erreichen.
					subject     | ''      | subject-error | Sagen Sie in wenigen Worten, worum es geht.
					description | '  '    | text-error    | Sagen Sie uns, was passiert und was Sie erwartet hatten.
					""")
	void whatIsWrongIsSaidAtItsFieldInTheirLanguage(String field, String value, String at, String sentence) {
		HttpClient browser = browser();
		HttpResponse<String> answer = send(browser, "/contact", filled(get(browser, "de"), Map.of(field, value)), "de");
		assertThat(answer.statusCode()).isEqualTo(422);
		Document again = parse(answer);
		assertThat(again.getElementById(at)).isNotNull();
		assertThat(again.getElementById(at).text()).isEqualTo(sentence);
		assertThat(again.select("[aria-describedby=" + at + "]").attr("aria-invalid")).isEqualTo("true");
	}

	@Test
	void aFilledTrapIsKeptInQuarantineAndLetInByAPerson() {
		HttpClient browser = browser();
		Document form = get(browser, "de");
		Document held = sends(browser, form, Map.of("website", "https://spam.example", "impact", "blocked"), "de");
		assertThat(held.text()).contains("Ein Mensch sieht sie sich an").doesNotContain("FT-");
		Held mail = held("A field was filled in that people don't see.");
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		assertThat(admin.page("/admin/mail")).contains(this.ada, "A field was filled in that people don&#39;t see.");
		admin.post("/admin/mail", "/admin/mail/in/" + mail.id() + "/again", "");
		String number = Awaitility.await("the case")
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.database.queryForObject("SELECT case_number FROM incoming_mail WHERE id = ?",
					String.class, mail.id()), (found) -> found != null);
		SupportCase opened = this.cases.get(number);
		assertThat(opened.door()).isEqualTo("web-form");
		assertThat(opened.impact().word()).isEqualTo("blocked");
		assertThat(opened.subject()).isEqualTo("Der Drucker übertönt mich");
		assertThat(this.messages.ofCase(opened.id())).first().satisfies((first) -> {
			assertThat(first.kind()).isEqualTo(Message.Kind.CUSTOMER);
			assertThat(first.body()).isEqualTo("Er pfeift <b>laut</b>.\n\nUnd dann — nichts.");
		});
		assertThat(Post.text(this.post.await(this.ada, number))).contains("ist bei uns angekommen");
	}

	@Test
	void filesThatCannotBeTakenAreSaidInTheirLanguageAndTheWordsStay() {
		HttpClient browser = browser();
		SupportCase opened = caseIn(sends(browser, get(browser, "de"), Map.of(), "de"));
		String link = Post.link(this.post.await(this.ada, opened.number()));
		Multipart reply = new Multipart();
		reply.field("text", "Siehe die Datei.");
		reply.file("files", "leer.txt", "text/plain", new byte[0]);
		Document page = Jsoup.parse(new SignedInPerson(this.api, "agent1").uploads(link, link + "/reply", reply));
		assertThat(page.text()).contains("Diese Dateien gehen so nicht.").doesNotContain("empty");
		assertThat(page.select("textarea[name=text]").text()).isEqualTo("Siehe die Datei.");
		assertThat(this.messages.attachmentsOf(opened.id())).isEmpty();
	}

	@Test
	void whatIsHeldKeepsItsFiles() {
		HttpClient browser = browser();
		Multipart form = new Multipart();
		filled(get(browser, "en"), Map.of("website", "https://spam.example")).forEach(form::field);
		form.file("files", "C:\\Bilder\\Überlauf.txt", "text/plain", "tray 2".getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> sent = send(browser,
				HttpRequest.newBuilder(URI.create(this.api.address("/contact")))
					.header("Content-Type", form.type())
					.POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes())),
				"en");
		assertThat(parse(sent).text()).contains("A person looks at it");
		Held mail = held("A field was filled in that people don't see.");
		new SignedInPerson(this.api, "admin1").post("/admin/mail", "/admin/mail/in/" + mail.id() + "/again", "");
		String number = Awaitility.await("the case")
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.database.queryForObject("SELECT case_number FROM incoming_mail WHERE id = ?",
					String.class, mail.id()), (found) -> found != null);
		assertThat(this.messages.attachmentsOf(this.cases.get(number).id())).singleElement().satisfies((file) -> {
			assertThat(file.name()).isEqualTo("Überlauf.txt");
			assertThat(file.isText()).isTrue();
			assertThat(file.size()).isEqualTo(6);
		});
	}

	@Test
	void whatIsSentWithinASecondIsHeld() {
		HttpClient browser = browser();
		Map<String, String> filled = filled(get(browser, "en"), Map.of());
		assertThat(parse(send(browser, "/contact", filled, "en")).text()).contains("A person looks at it");
		held("It was filled in faster than people write.");
	}

	@ParameterizedTest
	@CsvSource({ "''", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void whatWasNotSentFromAFormOfOursIsHeld(String shown) {
		HttpClient browser = browser();
		assertThat(sends(browser, get(browser, "en"), Map.of("shown", shown), "en").text())
			.contains("A person looks at it");
		held("It wasn't sent from a form of ours, or from one that was left open for days.");
	}

	@Test
	void aMomentThatSomebodyMadeUpIsHeld() {
		HttpClient browser = browser();
		Document form = get(browser, "en");
		String shown = form.select("input[name=shown]").attr("value");
		// Its signature begins with the twelfth character.
		String forged = shown.substring(0, 15) + (shown.charAt(15) == 'A' ? 'B' : 'A') + shown.substring(16);
		assertThat(sends(browser, form, Map.of("shown", forged), "en").text()).contains("A person looks at it");
		held("It wasn't sent from a form of ours, or from one that was left open for days.");
	}

	@Test
	void aFormThatIsADayOldIsFine() {
		HttpClient browser = browser();
		Document form = get(browser, "en");
		this.timers.passes(Duration.ofDays(1));
		assertThat(sends(browser, form, Map.of(), "en").text()).contains("Your case has the number");
		this.timers.passes(Duration.ofDays(-1));
	}

	@Test
	void whoSendsItTooOftenWithinAnHourWaitsForAPerson() {
		HttpClient browser = browser();
		for (int i = 0; i < 10; i++) {
			assertThat(sends(browser, get(browser, "en"), Map.of("subject", "Matter " + i), "en").text())
				.contains("FT-");
		}
		assertThat(sends(browser, get(browser, "en"), Map.of("subject", "Matter 11"), "en").text())
			.doesNotContain("FT-");
		held("The form was sent more than 10 times within an hour for this mail address.");
		this.timers.passes(Duration.ofMinutes(61));
		assertThat(sends(browser, get(browser, "en"), Map.of("subject", "Matter 12"), "en").text()).contains("FT-");
		Integer kept = this.database.queryForObject("SELECT COUNT(*) FROM web_form_use", Integer.class);
		assertThat(kept).isLessThan(20);
	}

	private Held held(String reason) {
		List<Held> held = this.database.query(
				"SELECT id, reason FROM incoming_mail WHERE sender = ? AND state = 'QUARANTINED'",
				(row, number) -> new Held(row.getLong(1), row.getString(2)), this.ada);
		assertThat(held).singleElement().extracting(Held::reason).isEqualTo(reason);
		return held.get(0);
	}

	private SupportCase caseIn(Document page) {
		Matcher number = NUMBER.matcher(page.text());
		assertThat(number.find()).as(page.text()).isTrue();
		return this.cases.get(number.group());
	}

	private static HttpClient browser() {
		return HttpClient.newBuilder()
			.cookieHandler(new CookieManager())
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
	}

	private Document get(HttpClient browser, String language) {
		return parse(send(browser, HttpRequest.newBuilder(URI.create(this.api.address("/contact"))), language));
	}

	/** As a person would, who takes a while. */
	private Document sends(HttpClient browser, Document form, Map<String, String> fields, String language) {
		this.timers.passes(Duration.ofSeconds(5));
		return parse(send(browser, "/contact", filled(form, fields), language));
	}

	private Map<String, String> filled(Document form, Map<String, String> fields) {
		Map<String, String> all = new LinkedHashMap<>(Map.of("name", "Ada", "email", this.ada, "subject",
				"Der Drucker übertönt mich", "description", "Er pfeift <b>laut</b>.\n\nUnd dann — nichts.", "website",
				"", "product", "", "impact", "impaired"));
		all.put("shown", form.select("input[name=shown]").attr("value"));
		all.putAll(fields);
		return all;
	}

	private HttpResponse<String> send(HttpClient browser, String path, Map<String, String> fields, String language) {
		String body = fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return send(browser,
				HttpRequest.newBuilder(URI.create(this.api.address(path)))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers.ofString(body)),
				language);
	}

	private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request, String language) {
		try {
			return browser.send(request.header("Accept-Language", language).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Document parse(HttpResponse<String> answer) {
		return Jsoup.parse(answer.body());
	}

	/**
	 * What lies in quarantine.
	 */
	private record Held(long id, String reason) {
	}

}
