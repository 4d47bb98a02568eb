package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.followthrough.correspondence.MailSettings.Security;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClientException;

/**
 * The way to one mailbox: encrypted as its settings say, with a password or a token.
 */
final class MailboxConnection {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final MailSettings.Mailbox settings;

	private final @Nullable AccessTokens tokens;

	private final Properties properties = new Properties();

	/**
	 * By patience: each one made looks for its parts in every archive on the class path.
	 */
	private final Map<Duration, Session> sessions = new ConcurrentHashMap<>();

	MailboxConnection(MailSettings.Mailbox settings, SslBundles bundles, Clock clock) {
		this.settings = settings;
		this.tokens = settings.oauth2().isConfigured() ? new AccessTokens(settings.oauth2(), clock) : null;
		Security security = settings.security();
		this.properties.put("mail.imap.connectiontimeout", "20000");
		this.properties.put("mail.imap.writetimeout", "20000");
		this.properties.put("mail.imap.ssl.enable", security == Security.TLS);
		this.properties.put("mail.imap.ssl.checkserveridentity", true);
		this.properties.put("mail.imap.starttls.enable", security == Security.STARTTLS);
		this.properties.put("mail.imap.starttls.required", security == Security.STARTTLS);
		this.properties.put("mail.imap.partialfetch", "true");
		this.properties.put("mail.imap.fetchsize", Integer.toString(4 << 20));
		if (!settings.sslBundle().isEmpty()) {
			this.properties.put("mail.imap.ssl.socketFactory",
					bundles.getBundle(settings.sslBundle()).createSslContext().getSocketFactory());
		}
		if (this.tokens != null) {
			// Nothing else, else a refused token would be sent as a password.
			this.properties.put("mail.imap.auth.mechanisms", "XOAUTH2");
		}
	}

	/**
	 * Signs in.
	 * @return a connection, to be closed
	 * @throws MessagingException if the mail server doesn't let us in
	 */
	IMAPStore open() throws MessagingException {
		return open(PATIENCE);
	}

	/**
	 * Signs in.
	 * @param patience how long the server may keep silent
	 * @return a connection, to be closed
	 * @throws MessagingException if the mail server doesn't let us in
	 */
	IMAPStore open(Duration patience) throws MessagingException {
		AccessTokens byToken = this.tokens;
		if (byToken == null) {
			return open(patience, this.settings.password());
		}
		String token = token(byToken);
		try {
			return open(patience, token);
		}
		catch (AuthenticationFailedException ex) {
			// It may have been withdrawn before its time.
			byToken.forget(token);
			return open(patience, token(byToken));
		}
	}

	private static String token(AccessTokens tokens) throws NoToken {
		try {
			return tokens.get();
		}
		catch (OAuth2AuthorizationException | RestClientException ex) {
			throw new NoToken(ex);
		}
	}

	private IMAPStore open(Duration patience, String password) throws MessagingException {
		IMAPStore store = (IMAPStore) this.sessions.computeIfAbsent(patience, this::session).getStore("imap");
		store.connect(this.settings.host(), this.settings.port(), this.settings.username(), password);
		return store;
	}

	private Session session(Duration patience) {
		Properties all = new Properties();
		all.putAll(this.properties);
		all.put("mail.imap.timeout", Long.toString(patience.toMillis()));
		return Session.getInstance(all);
	}

	/**
	 * The token server gave none.
	 */
	static class NoToken extends MessagingException {

		NoToken(Exception cause) {
			super("The token server gave no token: " + words(cause), cause);
		}

		private static String words(Exception cause) {
			if (cause instanceof OAuth2AuthorizationException refused) {
				return refused.getError().getErrorCode();
			}
			return String.valueOf(cause.getMessage());
		}

	}

}
