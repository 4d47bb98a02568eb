package org.followthrough.erasure;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.Post;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A person whose words are everywhere: in mail with a file, in what agents write to them,
 * in notes, a hand-over, a check, a rating and the yes at the end. Each is a word that
 * nobody else has.
 */
final class Correspondent {

	private static final AtomicInteger PEOPLE = new AtomicInteger();

	private final CaseWorker worker;

	private final CustomerPage page;

	private final Post post;

	private final Cases cases;

	private final JdbcTemplate database;

	final String name;

	final String address;

	final String word;

	Correspondent(CaseWorker worker, CustomerPage page, Post post, Cases cases, JdbcTemplate database) {
		this.worker = worker;
		this.page = page;
		this.post = post;
		this.cases = cases;
		this.database = database;
		int one = PEOPLE.incrementAndGet();
		this.name = "Zdenka Vilimovska" + one;
		this.address = "zdenka" + one + "@vilimovska" + one + ".example";
		this.word = "quixotrybble" + one + "x";
	}

	/** What nobody may find anywhere afterwards. */
	String[] all() {
		return new String[] { this.name, this.address, this.word, "vilimovska" + this.word.replaceAll("\\D", "") };
	}

	/** Writes a mail with a file. */
	SupportCase writes(String subject) {
		int before = count();
		send(subject, "");
		Awaitility.await("a case of " + this.address)
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> count() > before);
		return this.cases.get(this.database.queryForObject("""
				SELECT c.number FROM support_case c JOIN customer u ON u.id = c.customer_id WHERE u.email = ?
				ORDER BY c.id DESC LIMIT 1""", String.class, this.address));
	}

	/** Sends a mail, in reply to another or not. */
	void send(String subject, String header) {
		this.post.send(this.address, """
				From: %s <%s>
				To: support@followthrough.example
				Subject: %s
				Message-ID: <%s@%s>
				%sMIME-Version: 1.0
				Content-Type: multipart/mixed; boundary="=_b"

				--=_b
				Content-Type: text/plain; charset=UTF-8

				I am %s, and %s does not print.

				--=_b
				Content-Type: text/html; charset=UTF-8

				<p>Regards from <b>%s</b> about <i>%s</i></p>

				--=_b
				Content-Type: application/octet-stream; name="%s.log"
				Content-Disposition: attachment; filename="%s.log"
				Content-ID: <%s>
				Content-Transfer-Encoding: base64

				%s

				--=_b--
				""".formatted(this.name, this.address, subject, System.nanoTime(), this.address.split("@")[1], header,
				this.name, this.word, this.name, this.word, this.word, this.word, this.word, Base64.getEncoder()
					.encodeToString(("log of " + this.word).getBytes(java.nio.charset.StandardCharsets.UTF_8))));
	}

	int count() {
		Integer count = this.database.queryForObject(
				"SELECT COUNT(*) FROM support_case c JOIN customer u ON u.id = c.customer_id WHERE u.email = ?",
				Integer.class, this.address);
		return (count != null) ? count : 0;
	}

	/** Goes the long way, to a yes. */
	SupportCase closedAfterAll() {
		SupportCase of = writes("The " + this.word + " of " + this.name);
		this.worker.does(of, "acknowledge",
				Map.of("message", "Dear " + this.name + ", your " + this.word + " is stuck."));
		this.worker.does(of, "investigate", Map.of("outcome", "escalate", "findings", "Their " + this.word));
		this.worker.does(of, "escalate",
				Map.of("steps", "Print " + this.word, "customerSees", this.name + " sees nothing"));
		this.worker.does(of, "reproduce-and-fix", Map.of("explanation", "It was the " + this.word));
		this.worker.does(of, "verify-fix", Map.of("evidence", this.word + " came", "steps", "Printed " + this.word));
		this.worker.does(of, "answer", Map.of("message", "Dear " + this.name + ", the " + this.word + " works."));
		this.worker.awaitDelivery(of);
		this.page.saysYes(of, "Yes, " + this.word + " works. Thank you!");
		this.worker.does(of, "read-answer");
		this.worker.awaitDelivery();
		this.page.rates(of, 5, "The " + this.word + " is great");
		return closed(of);
	}

	/** Goes the short way, to a yes. */
	SupportCase closed() {
		SupportCase of = writes("The " + this.word);
		this.worker.does(of, "acknowledge", Map.of("message", "Dear " + this.name));
		this.worker.does(of, "investigate", Map.of("outcome", "answer", "findings", this.word));
		this.worker.does(of, "answer", Map.of("message", "The " + this.word + " is off. Switch it on."));
		this.worker.awaitDelivery(of);
		this.page.saysYes(of, "");
		this.worker.awaitDelivery();
		return closed(of);
	}

	private SupportCase closed(SupportCase of) {
		SupportCase now = this.worker.now(of);
		if (now.isOpen()) {
			throw new AssertionError("The case is still open, at " + now.stage());
		}
		return now;
	}

}
