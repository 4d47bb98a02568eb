package org.followthrough.correspondence;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words what keeps a mailbox from being read, and what to look at.
 */
final class MailboxTrouble {

	private static final int LONGEST = 500;

	private MailboxTrouble() {
	}

	/**
	 * What a failure means.
	 * @param failure what an attempt to read a mailbox met
	 * @param of the mailbox's settings
	 * @return sentences for an administrator
	 */
	static String words(Throwable failure, MailSettings.Mailbox of) {
		return Characters.cut(Characters.inOneLine(sentences(failure, of)), LONGEST);
	}

	private static String sentences(Throwable failure, MailSettings.Mailbox of) {
		String server = of.host() + ", port " + of.port();
		if (failure instanceof MailboxConnection.NoToken) {
			return failure.getMessage() + ". Look at its address, the client's id and secret, and the scopes.";
		}
		if (failure instanceof AuthenticationFailedException) {
			return of.oauth2().isConfigured()
					? "The mail server does not accept the token for " + of.username()
							+ ". Look at the scopes, and whether the client may read this mailbox."
					: "The mail server does not accept the user name " + of.username() + " with this password.";
		}
		if (failure instanceof FolderNotFoundException) {
			return "There is no folder " + of.folder() + " in this mailbox.";
		}
		if (isCausedBy(failure, CertificateException.class) || isCausedBy(failure, SSLException.class)) {
			return "There is no trusted connection to " + server + ": its certificate is not trusted, is not for "
					+ of.host() + ", or it does not speak TLS there.";
		}
		if (isCausedBy(failure, UnknownHostException.class)) {
			return "There is no server called " + of.host() + ".";
		}
		if (isCausedBy(failure, ConnectException.class)) {
			return "The mail server can't be reached at " + server + ".";
		}
		if (isCausedBy(failure, SocketTimeoutException.class)) {
			return "The mail server at " + server + " does not answer in time.";
		}
		return "The mail server said: " + failure.getMessage();
	}

	private static boolean isCausedBy(@Nullable Throwable failure, Class<? extends Throwable> kind) {
		Throwable at = failure;
		for (int depth = 0; at != null && depth < 20; depth++) {
			if (kind.isInstance(at)) {
				return true;
			}
			at = at.getCause();
		}
		return false;
	}

}
