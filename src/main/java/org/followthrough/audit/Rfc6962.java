package org.followthrough.audit;

import java.security.MessageDigest;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * How leaves and nodes of a hash tree are hashed, so that neither can be taken for the
 * other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962, section
 * 2.1</a>
 */
public final class Rfc6962 {

	/** How long a hash is, in bytes. */
	public static final int LENGTH = 32;

	private Rfc6962() {
	}

	/**
	 * The hash of a leaf.
	 * @param content what the leaf holds
	 * @return its hash
	 */
	public static byte[] leaf(byte[] content) {
		MessageDigest digest = DigestUtils.getSha256Digest();
		digest.update((byte) 0);
		return digest.digest(content);
	}

	/**
	 * The hash of a node.
	 * @param left the hash of all that lies to its left
	 * @param right the hash of all that lies to its right
	 * @return its hash
	 */
	public static byte[] node(byte[] left, byte[] right) {
		MessageDigest digest = DigestUtils.getSha256Digest();
		digest.update((byte) 1);
		digest.update(left);
		return digest.digest(right);
	}

}
