package org.followthrough.correspondence;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import jakarta.mail.MessagingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes in, reading it ends soon, and in no other way than it says.
 */
@Label("Damaged mail")
class DamagedMailTests {

	private static final Duration LONGEST = Duration.ofSeconds(1);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final List<MailCorpus.Sample> CORPUS = some(200);

	private final MailReader reader = new MailReader(MailReaderTests.settings("support@followthrough.example"));

	private static List<MailCorpus.Sample> some(int most) {
		if (!MailCorpus.isThere()) {
			System.out.println("Skipped: no real mail at " + MailCorpus.whereItWouldBe());
			return List.of();
		}
		List<MailCorpus.Sample> all = new java.util.ArrayList<>(MailCorpus.mails());
		Collections.shuffle(all, new Random(42));
		return all.subList(0, Math.min(most, all.size()));
	}

	@Property(tries = 4000, shrinking = ShrinkingMode.OFF)
	void realMailWithDamagedBytesIsReadOrRefused(@ForAll long seed) {
		if (CORPUS.isEmpty()) {
			return;
		}
		Random random = new Random(seed);
		MailCorpus.Sample mail = CORPUS.get(random.nextInt(CORPUS.size()));
		isReadOrRefused(damaged(mail.content(), random), mail + " damaged with seed " + seed);
	}

	@Property(tries = 2000)
	void whatLooksLikeMailIsReadOrRefused(@ForAll("mailLike") String mail) {
		isReadOrRefused(mail.getBytes(StandardCharsets.UTF_8), mail);
	}

	@Property(tries = 500)
	void bytesAreReadOrRefused(@ForAll byte[] mail) {
		isReadOrRefused(mail, Arrays.toString(mail));
	}

	@Provide
	Arbitrary<String> mailLike() {
		return Arbitraries
			.of("From: ", "To: a@b\n", "Subject: ", "Content-Type: ", "multipart/mixed; boundary=b\n",
					"multipart/alternative; boundary=b\n", "text/html; charset=utf-8\n", "message/rfc822\n",
					"Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n",
					"Content-Disposition: attachment; filename*0=\"a\"; filename*1*=%41\n", "--b\n", "--b--\n", "\n",
					"\r\n", " ", "\t", "=?utf-8?q?", "?=", "=?utf-8?b?", "<", ">", "@", "(", "\"", ";", ":", "=", "=41",
					"<a href='http://x'>", "<p>", "</div>", "<!--", "&#55296;", "&amp;", "\u0000", "ä", "😀", "QUJD",
					"begin 644 a\n", "References: <a@b>\n", "Auto-Submitted: ", "undisclosed-recipients:;")
			.list()
			.ofMaxSize(80)
			.map((pieces) -> String.join("", pieces));
	}

	private void isReadOrRefused(byte[] mail, String which) {
		long before = THREADS.getCurrentThreadCpuTime();
		try {
			ReceivedMail read = this.reader.read(mail);
			assertThat(read.text()).as(which).hasSizeLessThanOrEqualTo(Messages.LONGEST).doesNotContain("\u0000");
			assertThat(read.subject()).as(which).hasSizeLessThanOrEqualTo(1000).doesNotContain("\n", "\r");
			assertThat(read.parts()).as(which).allSatisfy((part) -> {
				assertThat(part.name()).isNotBlank()
					.hasSizeLessThanOrEqualTo(255)
					.doesNotContain("/", "\\", "\n", "\r");
				assertThat(part.mediaType()).matches("[\\x21-\\x7e]{3,127}");
			});
		}
		catch (MessagingException ex) {
			assertThat(ex).as(which).hasMessageContaining("mail");
		}
		Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
		assertThat(took).as("time to read " + which).isLessThan(LONGEST);
	}

	private static byte[] damaged(byte[] mail, Random random) {
		byte[] damaged = mail.clone();
		for (int flips = random.nextInt(30); flips > 0 && damaged.length > 0; flips--) {
			damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
		}
		if (random.nextInt(3) == 0) {
			damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
		}
		if (random.nextInt(4) == 0 && damaged.length > 1) {
			// A piece of it comes again.
			int from = random.nextInt(damaged.length);
			byte[] piece = Arrays.copyOfRange(damaged, from, Math.min(damaged.length, from + random.nextInt(2000)));
			byte[] longer = Arrays.copyOf(damaged, damaged.length + piece.length);
			System.arraycopy(piece, 0, longer, damaged.length, piece.length);
			damaged = longer;
		}
		return damaged;
	}

}
