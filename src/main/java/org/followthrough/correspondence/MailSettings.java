package org.followthrough.correspondence;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param imap the mailbox behind {@code address}; while it has no host, there is none
 * @param mailboxes more mailboxes, by a name of the administrator's
 * @param plusAddresses whether answers are asked for at an address with a signed part
 * after a plus sign; only for mail servers that deliver such mail
 * @param largest mail that is opened; a larger one is kept in quarantine
 * @param giveUpAfter how long a mail that can't be sent is tried again
 * @param casesAnHour that one sender may open by mail; what comes on top of them waits in
 * quarantine
 * @param authservIds the names under which our own mail servers note what they found out
 * about senders (Authentication-Results); headers of other names aren't believed
 */
@ConfigurationProperties("followthrough.mail")
record MailSettings(@DefaultValue("support@followthrough.example") String address, @DefaultValue("Support") String name,
		@DefaultValue("") String automaticSender, @DefaultValue Server smtp, @DefaultValue Mailbox imap,
		@DefaultValue Map<String, Mailbox> mailboxes, @DefaultValue("false") boolean plusAddresses,
		@DefaultValue("50MB") DataSize largest, @DefaultValue("P5D") Duration giveUpAfter,
		@DefaultValue("30") int casesAnHour, @DefaultValue Set<String> authservIds) {

	/** What the mailbox behind {@code followthrough.mail.imap} is called. */
	static final String MAIN = "main";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

	private static final int LONGEST_TEAM = 60;

	MailSettings {
		Map<String, Mailbox> all = new LinkedHashMap<>();
		if (imap.isConfigured()) {
			all.put(MAIN, imap.at(address));
		}
		new TreeMap<>(mailboxes).forEach((called, mailbox) -> {
			check(called, mailbox);
			if (all.putIfAbsent(called, mailbox.at(mailbox.username())) != null) {
				throw wrong(called, "followthrough.mail.imap is called that. Give it another name");
			}
		});
		Set<String> places = new TreeSet<>();
		all.forEach((called, mailbox) -> {
			if (!places.add(mailbox.place())) {
				throw wrong(called, "another mailbox has the same user, host and folder");
			}
		});
		mailboxes = Collections.unmodifiableMap(all);
		authservIds = authservIds.stream()
			.map((id) -> id.strip().toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
	}

	private static void check(String name, Mailbox mailbox) {
		if (!NAME.matcher(name).matches()) {
			throw wrong(name, "a name has lower-case letters, digits and dashes, 40 at the most");
		}
		if (!mailbox.isConfigured()) {
			throw wrong(name, "its host is needed");
		}
		if (!mailbox.at(mailbox.username()).address().contains("@")) {
			throw wrong(name, "its address is needed, since its user name is none");
		}
		if (mailbox.team().length() > LONGEST_TEAM) {
			throw wrong(name, "a team's name has " + LONGEST_TEAM + " characters at the most");
		}
	}

	private static IllegalArgumentException wrong(String name, String what) {
		return new IllegalArgumentException("followthrough.mail.mailboxes." + name + ": " + what + ".");
	}

	String domain() {
		return this.address.substring(this.address.lastIndexOf('@') + 1);
	}

	/**
	 * The mailbox that mail was fetched from.
	 * @param place its user, host and folder
	 * @return the mailbox, if it is still configured
	 */
	Optional<Mailbox> at(String place) {
		return this.mailboxes.values().stream().filter((mailbox) -> mailbox.place().equals(place)).findFirst();
	}

	/**
	 * The team whose mailbox it is.
	 * @param place the mailbox's user, host and folder
	 * @return the team; empty if it is nobody's in particular
	 */
	Optional<String> teamAt(String place) {
		return at(place).map(Mailbox::team).filter((team) -> !team.isEmpty());
	}

	/**
	 * The address of ours that mail about a team's case is from, and that answers to it
	 * come to.
	 * @param team the team; null for none yet
	 * @return that of the team's own mailbox, or the main one
	 */
	String addressOf(@Nullable String team) {
		return this.mailboxes.values()
			.stream()
			.filter((mailbox) -> mailbox.team().equals(team))
			.map(Mailbox::address)
			.findFirst()
			.orElse(this.address);
	}

	/**
	 * The addresses by which customers reach us.
	 * @return in lower case
	 */
	Set<String> addresses() {
		return Stream.concat(Stream.of(this.address), this.mailboxes.values().stream().map(Mailbox::address))
			.map(MailSettings::bare)
			.collect(Collectors.toSet());
	}

	/**
	 * Whether mail to an address comes to us. What a sender adds after a plus sign makes
	 * no other address.
	 * @param other any address
	 * @return true for one of our own
	 */
	boolean isOurs(String other) {
		String bare = bare(other);
		return bare.contains("@") && (addresses().contains(bare) || bare.equals(bare(this.automaticSender))
				|| this.mailboxes.values().stream().anyMatch((mailbox) -> bare.equals(bare(mailbox.username()))));
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
	 * @param password for signing in; unused where there is a token server
	 * @param security {@code none}, {@code starttls} or {@code tls}
	 * @param folder the folder that mail arrives in
	 * @param every how often to look for new mail while the server doesn't tell of it
	 * @param idle whether to ask the server to tell of new mail (RFC 2177)
	 * @param atLeastEvery how often to look though the server tells
	 * @param address the address by which mail comes here; the user name where that is
	 * one
	 * @param team whose it is; empty for nobody's in particular
	 * @param sslBundle the bundle ({@code spring.ssl.bundle}) whose certificates are
	 * trusted instead of the usual ones; empty for those
	 * @param oauth2 where to get a token to sign in with
	 */
	record Mailbox(@DefaultValue("") String host, @DefaultValue("143") int port, @DefaultValue("") String username,
			@DefaultValue("") String password, @DefaultValue("none") Security security,
			@DefaultValue("INBOX") String folder, @DefaultValue("PT10S") Duration every,
			@DefaultValue("true") boolean idle, @DefaultValue("PT1M") Duration atLeastEvery,
			@DefaultValue("") String address, @DefaultValue("") String team, @DefaultValue("") String sslBundle,
			@DefaultValue TokenServer oauth2) {

		boolean isConfigured() {
			return !this.host.isEmpty();
		}

		/**
		 * What tells it from others, and its mails' numbers from those of others.
		 */
		String place() {
			return this.username + "@" + this.host + "/" + this.folder;
		}

		private Mailbox at(String usual) {
			return this.address.isEmpty()
					? new Mailbox(this.host, this.port, this.username, this.password, this.security, this.folder,
							this.every, this.idle, this.atLeastEvery, usual, this.team, this.sslBundle, this.oauth2)
					: this;
		}

		@Override
		public String toString() {
			return place();
		}

	}

	/**
	 * Where tokens are had (RFC 6749), which some mail servers want instead of passwords.
	 *
	 * @param tokenUri the server; none while empty
	 * @param clientId what it knows us by
	 * @param clientSecret what it lets us in by
	 * @param refreshToken what a person's consent gave us; without one we ask in our own
	 * name (client credentials)
	 * @param scopes what the token is to allow
	 */
	record TokenServer(@DefaultValue("") String tokenUri, @DefaultValue("") String clientId,
			@DefaultValue("") String clientSecret, @DefaultValue("") String refreshToken,
			@DefaultValue List<String> scopes) {

		TokenServer {
			if (!tokenUri.isEmpty()) {
				URI uri = URI.create(tokenUri);
				// The secret would go over the net for anybody to read.
				if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && isLoopback(uri))) {
					throw new IllegalArgumentException(
							"followthrough.mail: the token-uri begins with https://, or leads to this machine.");
				}
				if (clientId.isEmpty()) {
					throw new IllegalArgumentException("followthrough.mail: a token-uri needs a client-id.");
				}
			}
		}

		private static boolean isLoopback(URI uri) {
			return String.valueOf(uri.getHost()).matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
		}

		boolean isConfigured() {
			return !this.tokenUri.isEmpty();
		}

		@Override
		public String toString() {
			return this.tokenUri;
		}

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
