package org.followthrough.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash chain: each value covers an entry's bytes and the value before it, so that no
 * entry can be changed, dropped, inserted or moved without every later value changing.
 */
final class Chain {

	/** The value before the first entry. */
	static final byte[] START = new byte[32];

	private Chain() {
	}

	static byte[] next(byte[] previous, String content) {
		MessageDigest digest = sha256();
		digest.update(previous);
		return digest.digest(content.getBytes(StandardCharsets.UTF_8));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
