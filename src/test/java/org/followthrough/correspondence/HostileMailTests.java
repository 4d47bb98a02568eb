package org.followthrough.correspondence;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.SignedInPerson;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mail that attacks whoever looks at it: in its words, its subject, its sender's name and
 * the names of its files. Pages show it as words and nothing else, whatever it holds.
 */
@FollowthroughTest
class HostileMailTests {

	private static final Path CORPORA = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"));

	private static final int HANDFUL = 25;

	private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction", "srcset", "poster",
			"background", "data", "xlink:href", "ping");

	private final String run = UUID.randomUUID() + "@example.org";

	private final Arrivals arrivals;

	private final Post post;

	private final Mailboxes mailbox;

	private final Api api;

	@Autowired
	HostileMailTests(JdbcTemplate database, Post post, Mailboxes mailbox, Api api) {
		this.arrivals = new Arrivals(database);
		this.post = post;
		this.mailbox = mailbox;
		this.api = api;
	}

	@Test
	void attacksInMailAreWordsOnEveryPage() throws Exception {
		List<String> attacks = attacks();
		List<RawMail> mails = new ArrayList<>();
		mails.add(mail(List.of("a subject", "A name", "a file", "some words"), 0));
		for (int i = 0; i < attacks.size(); i += HANDFUL) {
			mails.add(mail(attacks.subList(i, Math.min(i + HANDFUL, attacks.size())), i + 1));
		}
		List<Arrival> arrived = arrive(mails);
		assertThat(arrived).extracting(Arrival::state).containsOnly("OPENED");
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		Set<String> ours = shapes(casePage(agent, arrived.get(0)));
		Set<String> oursForCustomers = shapes(customerPage(agent, arrived.get(0)));
		Set<String> list = shapes(Jsoup.parse(agent.page("/cases?q=" + arrived.get(0).caseNumber())));
		for (int i = 1; i < arrived.size(); i++) {
			Document page = casePage(agent, arrived.get(i));
			assertThat(shapes(page)).as("a case page's elements").isSubsetOf(ours);
			assertThat(page.select("ol.messages pre")).isNotEmpty()
				.allSatisfy((words) -> assertThat(words.children()).isEmpty());
			assertThat(letters(page.select("ol.messages pre").text()))
				.contains(letters(attacks.get((i - 1) * HANDFUL)));
			leadsNowhere(page);
			Document theirs = customerPage(agent, arrived.get(i));
			assertThat(shapes(theirs)).as("a customer's page's elements").isSubsetOf(oursForCustomers);
			leadsNowhere(theirs);
			Document found = Jsoup.parse(agent.page("/cases?q=" + arrived.get(i).caseNumber()));
			assertThat(shapes(found)).as("the list's elements").isSubsetOf(list);
			leadsNowhere(found);
		}
	}

	@Test
	void attacksInMailAreWordsOnTheMailPage() throws Exception {
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		arrive(List.of(quarantined("A subject"), automatic("A subject")));
		Set<String> ours = shapes(Jsoup.parse(admin.page("/admin/mail")));
		List<String> attacks = attacks();
		List<RawMail> mails = IntStream.range(0, 40)
			.mapToObj((i) -> attacks.get(i * attacks.size() / 40))
			.map((attack) -> (attack.length() % 2 == 0) ? quarantined(attack) : automatic(attack))
			.toList();
		arrive(mails);
		Document page = Jsoup.parse(admin.page("/admin/mail"));
		assertThat(shapes(page)).isSubsetOf(ours);
		leadsNowhere(page);
	}

	@Test
	void picturesFromElsewhereAreNotLoaded() throws Exception {
		RawMail mail = RawMail.from("ada-" + this.run)
			.html("<body background='https://spy.example/b'><style>p{background:url(https://spy.example/s)}</style>"
					+ "<p style='background:url(https://spy.example/p)'>Hello <img src='https://spy.example/i.gif'>"
					+ "<img alt='a chart' src='https://spy.example/c.png'> <a href='https://shop.example/x'>shop</a>"
					+ "<link rel=stylesheet href='https://spy.example/l.css'><video poster='https://spy.example/v'>");
		Arrival arrived = arrive(List.of(mail)).get(0);
		HttpResponse<byte[]> answer = new SignedInPerson(this.api, "agent1").get("/cases/" + arrived.caseNumber());
		String page = new String(answer.body(), StandardCharsets.UTF_8);
		assertThat(page).doesNotContain("spy.example").contains("Hello").contains("[a chart]");
		assertThat(Jsoup.parse(page).select("pre").text()).contains("shop <https://shop.example/x>");
		leadsNowhere(Jsoup.parse(page));
		// Even what slipped through would not run, nor load anything from elsewhere.
		assertThat(answer.headers().firstValue("Content-Security-Policy")).get()
			.asString()
			.contains("default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'self'",
					"form-action 'self'")
			.doesNotContain("script-src", "unsafe-eval");
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
	}

	@Test
	void aMailInQuarantineIsSavedAndNeverShown() throws Exception {
		Arrival arrived = arrive(List.of(quarantined("x").html("<script>alert(1)</script>"))).get(0);
		HttpResponse<byte[]> saved = new SignedInPerson(this.api, "admin1")
			.get("/admin/mail/in/" + arrived.id() + ".eml");
		assertThat(saved.statusCode()).isEqualTo(200);
		assertThat(saved.headers().firstValue("Content-Type")).contains("application/octet-stream");
		assertThat(saved.headers().firstValue("Content-Disposition")).get().asString().startsWith("attachment;");
		assertThat(saved.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(saved.headers().allValues("Content-Security-Policy")).containsExactly("sandbox; default-src 'none'");
		assertThat(new SignedInPerson(this.api, "agent1").get("/admin/mail/in/" + arrived.id() + ".eml").statusCode())
			.isEqualTo(403);
	}

	private RawMail mail(List<String> attacks, int number) {
		List<String> parts = new ArrayList<>();
		parts.add(part("text/plain", String.join("\n", attacks)));
		attacks.forEach((attack) -> parts.add(part("text/html", attack)));
		parts.add(RawMail.file(word(last(attacks, 3)), "text/html", last(attacks, 3).getBytes(StandardCharsets.UTF_8)));
		return RawMail.from(word(last(attacks, 2)) + " <hostile" + number + "-" + this.run + ">")
			.subject(word(attacks.get(0)))
			.parts("multipart/mixed", parts.toArray(String[]::new));
	}

	private RawMail quarantined(String attack) {
		return RawMail.from(word(attack)).subject(word(attack)).with("X-Trace", UUID.randomUUID().toString());
	}

	private RawMail automatic(String attack) {
		return RawMail.from(word(attack) + " <robot-" + this.run + ">")
			.subject(word(attack))
			.with("X-Trace", UUID.randomUUID().toString())
			.with("Precedence", "bulk");
	}

	private static String last(List<String> attacks, int which) {
		return attacks.get(Math.min(which, attacks.size()) - 1);
	}

	private static String part(String type, String words) {
		return "Content-Type: " + type + "; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
				+ Base64.getMimeEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8)) + "\n";
	}

	/** An encoded word (RFC 2047), so that anything may stand in a header. */
	private static String word(String words) {
		String some = words.substring(0,
				words.offsetByCodePoints(0, Math.min(150, words.codePointCount(0, words.length()))));
		return "=?utf-8?B?" + Base64.getEncoder().encodeToString(some.getBytes(StandardCharsets.UTF_8)) + "?=";
	}

	private List<Arrival> arrive(List<RawMail> mails) {
		long last = this.arrivals.last();
		mails.forEach((mail) -> this.post.send("envelope@example.org", mail.bytes()));
		this.mailbox.wake();
		return this.arrivals.sorted(last, mails.size());
	}

	private static Document casePage(SignedInPerson agent, Arrival of) {
		return Jsoup.parse(agent.page("/cases/" + of.caseNumber()));
	}

	private Document customerPage(SignedInPerson agent, Arrival of) {
		String link = Post.link(this.post.await(String.valueOf(of.sender()), String.valueOf(of.caseNumber())));
		return Jsoup.parse(agent.page(link));
	}

	/** Every kind of element with the names of its attributes. */
	private static Set<String> shapes(Document page) {
		return page.getAllElements()
			.stream()
			.map((element) -> element.tagName()
					+ element.attributes().asList().stream().map(Attribute::getKey).sorted().toList())
			.collect(Collectors.toSet());
	}

	/** Whatever is loaded, followed or sent stays with us. */
	private static void leadsNowhere(Document page) {
		assertThat(page.getAllElements()).flatExtracting(HostileMailTests::addresses)
			.allSatisfy((address) -> assertThat(address).matches("(/(?!/).*|#.*|\\?.*|data:,)?"));
	}

	private static Collection<String> addresses(Element element) {
		return element.attributes()
			.asList()
			.stream()
			.filter((attribute) -> ADDRESSES.contains(attribute.getKey()))
			.map(Attribute::getValue)
			.toList();
	}

	private static String letters(String words) {
		return words.replaceAll("[^\\x21-\\x7e]", "");
	}

	private static List<String> attacks() throws IOException {
		List<String> attacks = new ArrayList<>(List.of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
				"</pre><script src=https://spy.example/x.js></script>", "\"><svg onload=alert(1)>",
				"<a href=javascript:alert(1)>x</a>", "' onmouseover='alert(1)", "<iframe srcdoc='<script>1</script>'>",
				"[[${7*7}]] ${7*7} #{7*7} *{7*7} [(${T(java.lang.Runtime)})]", "<base href=//spy.example>",
				"<form action=https://spy.example><input name=password>"));
		Path hostile = CORPORA.resolve("sec-dompurify/expect.json");
		Path naughty = CORPORA.resolve("sec-blns/blns.json");
		if (!Files.exists(hostile) || !Files.exists(naughty)) {
			System.out.println("Skipped: there are no attacks at " + CORPORA.toAbsolutePath().normalize());
			return attacks;
		}
		ObjectMapper json = new ObjectMapper();
		for (JsonNode attack : json.readTree(hostile.toFile())) {
			attacks.add(attack.get("payload").asText());
		}
		for (JsonNode words : json.readTree(naughty.toFile())) {
			attacks.add(words.asText());
		}
		attacks.removeIf(String::isBlank);
		return attacks;
	}

}
