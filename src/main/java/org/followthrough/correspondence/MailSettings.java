package org.followthrough.correspondence;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of mail.
 *
 * @param address the address that customers write to and get mail from
 * @param name what it is called
 * @param automaticSender envelope sender of automatic mail; empty, as RFC 3834
 * recommends, unless the mail server refuses that
 * @param smtp how mail goes out; while it has no host, the outbox holds everything
 * @param imap how mail comes in; while it has no host, none does
 * @param largest mail that is opened; a larger one is kept in quarantine
 * @param giveUpAfter how long a mail that can't be sent is tried again
 * @param casesAnHour that one sender may open by mail; what comes on top of them waits in
 * quarantine
 */
@ConfigurationProperties("followthrough.mail")
record MailSettings(@DefaultValue("support@followthrough.example") String address, @DefaultValue("Support") String name,
		@DefaultValue("") String automaticSender, @DefaultValue Server smtp, @DefaultValue Mailbox imap,
		@DefaultValue("50MB") DataSize largest, @DefaultValue("P5D") Duration giveUpAfter,
		@DefaultValue("30") int casesAnHour) {

	String domain() {
		return this.address.substring(this.address.lastIndexOf('@') + 1);
	}

	/**
	 * Whether mail to an address comes to us. What a sender adds after a plus sign makes
	 * no other address.
	 * @param other any address
	 * @return true for one of our own
	 */
	boolean isOurs(String other) {
		String bare = bare(other);
		return bare.contains("@") && (bare.equals(bare(this.address)) || bare.equals(bare(this.automaticSender))
				|| bare.equals(bare(this.imap.username())));
	}

	private static String bare(String address) {
		return address.strip().toLowerCase(Locale.ROOT).replaceFirst("\\+[^@]*@", "@");
	}

	/**
	 * A server to send by.
	 *
	 * @param host its name; none while empty
	 * @param port its port
	 * @param username for signing in; none while empty
	 * @param password for signing in
	 * @param security {@code none}, {@code starttls} or {@code tls}
	 */
	record Server(@DefaultValue("") String host, @DefaultValue("25") int port, @Nullable String username,
			@Nullable String password, @DefaultValue("none") Security security) {

		Server {
			username = (username != null && username.isBlank()) ? null : username;
		}

	}

	/**
	 * A mailbox to fetch from.
	 *
	 * @param host its server's name; none while empty
	 * @param port the server's port
	 * @param username for signing in
	 * @param password for signing in
	 * @param security {@code none}, {@code starttls} or {@code tls}
	 * @param folder the folder that mail arrives in
	 * @param every how often to look for new mail
	 */
	record Mailbox(@DefaultValue("") String host, @DefaultValue("143") int port, @DefaultValue("") String username,
			@DefaultValue("") String password, @DefaultValue("none") Security security,
			@DefaultValue("INBOX") String folder, @DefaultValue("PT10S") Duration every) {
	}

	/**
	 * How a connection is secured.
	 */
	enum Security {

		/** Not at all: for a server on this machine. */
		NONE,
		/** Encrypted after a plain greeting; refused if the server can't. */
		STARTTLS,
		/** Encrypted from the start. */
		TLS

	}

}
