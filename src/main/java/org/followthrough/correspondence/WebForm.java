package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.correspondence.IncomingMail.State;
import org.followthrough.correspondence.IncomingMailMapper.Place;
import org.followthrough.correspondence.IncomingMailMapper.Result;
import org.followthrough.database.Files;
import org.followthrough.identity.Door;
import org.followthrough.identity.Secrets;
import org.followthrough.web.Language;
import org.followthrough.web.UploadedFile;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The public form's guard against programs: no third party, no riddles, no script. What
 * looks like a program's is kept as a mail in quarantine, with the reason; a person there
 * lets it in, and then it is a case by the form as any other.
 */
@Component
public class WebForm {

	/** What stands in the place of a mailbox for what came by the form. */
	static final String PLACE = "the public form";

	private static final String PRODUCT = "X-Followthrough-Product";

	private static final String IMPACT = "X-Followthrough-Impact";

	private static final String KEY = "web-form";

	private static final int SIGNATURE = 16;

	private static final Duration HOUR = Duration.ofHours(1);

	/** So long somebody may leave it open. */
	private static final Duration LONGEST_OPEN = Duration.ofDays(7);

	private static final int LONGEST_SUBJECT = 500;

	private final WebFormMapper uses;

	private final WebFormSettings settings;

	private final MailSettings mail;

	private final IncomingMailMapper mails;

	private final Files files;

	private final Secrets secrets;

	private final Clock clock;

	WebForm(WebFormMapper uses, WebFormSettings settings, MailSettings mail, IncomingMailMapper mails, Files files,
			Secrets secrets, Clock clock) {
		this.uses = uses;
		this.settings = settings;
		this.mail = mail;
		this.mails = mails;
		this.files = files;
		this.secrets = secrets;
		this.clock = clock;
	}

	/**
	 * What a form carries that is shown now: when that was, signed.
	 * @return a short text
	 */
	public String shown() {
		byte[] at = ByteBuffer.allocate(Long.BYTES).putLong(this.clock.millis()).array();
		byte[] token = Arrays.copyOf(at, Long.BYTES + SIGNATURE);
		System.arraycopy(signature(at), 0, token, Long.BYTES, SIGNATURE);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
	}

	/**
	 * Counts a use of the form, and keeps what was written in quarantine if it looks like
	 * a program's.
	 * @param written what was written
	 * @param files what was enclosed
	 * @param signs what came with it
	 * @return whether it is held, and so opens no case now
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean holds(Written written, List<UploadedFile> files, Signs signs) {
		Optional<String> reason = suspicion(written, signs);
		reason.ifPresent((why) -> hold(written, files, why));
		return reason.isPresent();
	}

	private Optional<String> suspicion(Written written, Signs signs) {
		Instant now = this.clock.instant();
		byte[] sender = signature(written.email().getBytes(StandardCharsets.UTF_8));
		byte[] source = signature(signs.source().getBytes(StandardCharsets.UTF_8));
		this.uses.forget(now.minus(HOUR));
		this.uses.used(sender, source, now);
		if (signs.trapped()) {
			return Optional.of("A field was filled in that people don't see.");
		}
		Optional<Instant> shown = opened(signs.shown());
		if (shown.isEmpty() || shown.get().isBefore(now.minus(LONGEST_OPEN))) {
			return Optional.of("It wasn't sent from a form of ours, or from one that was left open for days.");
		}
		if (shown.get().plus(this.settings.atLeast()).isAfter(now)) {
			return Optional.of("It was filled in faster than people write.");
		}
		if (this.uses.bySender(sender, now.minus(HOUR)) > this.settings.hourlyOfSender()) {
			return Optional.of("The form was sent more than " + this.settings.hourlyOfSender()
					+ " times within an hour for this mail address.");
		}
		if (this.uses.bySource(source, now.minus(HOUR)) > this.settings.hourlyOfSource()) {
			return Optional.of("The form was sent more than " + this.settings.hourlyOfSource()
					+ " times within an hour from one address of the internet.");
		}
		return Optional.empty();
	}

	private Optional<Instant> opened(String token) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(token);
			if (bytes.length != Long.BYTES + SIGNATURE) {
				return Optional.empty();
			}
			byte[] at = Arrays.copyOf(bytes, Long.BYTES);
			boolean ours = MessageDigest.isEqual(signature(at), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
			return ours ? Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(at).getLong())) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private byte[] signature(byte[] of) {
		return Arrays.copyOf(this.secrets.hmac(KEY, of), SIGNATURE);
	}

	private void hold(Written written, List<UploadedFile> files, String reason) {
		try {
			Instant now = this.clock.instant();
			Files.Kept kept = this.files.keep(new ByteArrayInputStream(asMail(written, files, now)));
			// It lay in no mailbox, so it has a number of its own.
			long uid = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
			Place place = new Place(PLACE, now.toEpochMilli(), uid);
			this.mails.insert(place, kept.id(), kept.size(), kept.sha256(), now);
			this.mails.sorted(this.mails.idAt(place), new Result(State.QUARANTINED, reason, written.email(),
					Characters.cut(written.subject(), LONGEST_SUBJECT), null, null));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static MimeMultipart withFiles(String words, List<UploadedFile> files)
			throws MessagingException, IOException {
		MimeBodyPart text = new MimeBodyPart();
		text.setText(words, StandardCharsets.UTF_8.name());
		MimeMultipart all = new MimeMultipart(text);
		for (UploadedFile file : files) {
			MimeBodyPart part = new MimeBodyPart();
			try (InputStream content = file.content().open()) {
				String type = file.safeType();
				part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
			}
			part.setFileName(
					MimeUtility.encodeText(file.safeName(all.getCount()), StandardCharsets.UTF_8.name(), null));
			part.setDisposition(Part.ATTACHMENT);
			all.addBodyPart(part);
		}
		return all;
	}

	private byte[] asMail(Written written, List<UploadedFile> files, Instant at) {
		try {
			MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {

				@Override
				protected void updateMessageID() throws MessagingException {
					removeHeader("Message-ID");
				}

			};
			mail.setFrom(new InternetAddress(written.email(), Characters.inOneLine(written.name()),
					StandardCharsets.UTF_8.name()));
			mail.setRecipient(RecipientType.TO, new InternetAddress(this.mail.address()));
			mail.setSubject(Characters.inOneLine(written.subject()), StandardCharsets.UTF_8.name());
			if (files.isEmpty()) {
				mail.setText(written.words(), StandardCharsets.UTF_8.name());
			}
			else {
				mail.setContent(withFiles(written.words(), files));
			}
			mail.setSentDate(Date.from(at));
			mail.setHeader("Content-Language", written.language().code());
			mail.setHeader(IMPACT, written.impact().word());
			if (written.product() != null) {
				mail.setHeader(PRODUCT, MimeUtility.encodeText(written.product(), StandardCharsets.UTF_8.name(), null));
			}
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			mail.writeTo(bytes);
			return bytes.toByteArray();
		}
		catch (MessagingException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a case is opened with that was held: by the form, with what was chosen there.
	 * @param fresh what its mail alone says
	 * @param raw the mail
	 * @return what the form said
	 */
	static NewCase asFilledIn(NewCase fresh, byte[] raw) {
		try {
			InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(raw));
			String product = headers.getHeader(PRODUCT, null);
			Impact impact = Impact.of(String.valueOf(headers.getHeader(IMPACT, null))).orElse(fresh.impact());
			return new NewCase(fresh.customer(), fresh.subject(),
					(product != null) ? MimeUtility.decodeText(product) : null, impact, Door.WEB_FORM)
				.quoting(fresh.quotes());
		}
		catch (MessagingException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What somebody wrote in the form, checked.
	 *
	 * @param name what they are called; may be empty
	 * @param email their mail address
	 * @param subject what it is about
	 * @param product what it concerns; null if they didn't say
	 * @param impact how badly it hits them
	 * @param words their words
	 * @param language the language in which they filled it in
	 */
	public record Written(String name, String email, String subject, @Nullable String product, Impact impact,
			String words, Language language) {
	}

	/**
	 * What tells a program from a person.
	 *
	 * @param trapped whether a field is filled in that people don't see
	 * @param shown what the form carried
	 * @param source the address of the internet that it was sent from
	 */
	public record Signs(boolean trapped, String shown, String source) {
	}

}
