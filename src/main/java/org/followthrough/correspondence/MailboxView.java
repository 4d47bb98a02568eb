package org.followthrough.correspondence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox as administrators see it.
 *
 * @param name what the settings call it
 * @param address by which mail comes there
 * @param place its user, host and folder
 * @param team whose it is; null for nobody's in particular
 * @param byToken whether we sign in with a token
 * @param security none, starttls or tls
 * @param listening whether its server tells of new mail; else it is looked for
 * @param readAt when it was last looked into
 * @param failingSince since when that fails; null while it works
 * @param failedAt when that last failed
 * @param lastError why it last failed, in plain words
 * @param waiting how many of its mails wait to be sorted
 * @param quarantined how many of its mails lie in quarantine
 * @param unfetched how many mails there could not be fetched yet
 */
public record MailboxView(String name, String address, String place, @Nullable String team, boolean byToken,
		String security, boolean listening, @Nullable Instant readAt, @Nullable Instant failingSince,
		@Nullable Instant failedAt, @Nullable String lastError, long waiting, long quarantined, long unfetched) {

	/**
	 * How it goes.
	 * @return {@code new}, {@code trouble} or {@code well}
	 */
	public String health() {
		return (this.failingSince != null) ? "trouble" : (this.readAt == null) ? "new" : "well";
	}

}
