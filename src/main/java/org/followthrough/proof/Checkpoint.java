package org.followthrough.proof;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What the log was at a moment, signed.
 *
 * @param size how many leaves it had
 * @param root the root of its tree
 * @param at when
 * @param signer the public key of who signed it, as those who check take it
 * @param note the signed text: a checkpoint as transparency logs make it
 * @see <a href="https://c2sp.org/tlog-checkpoint">C2SP tlog-checkpoint</a>
 */
public record Checkpoint(long size, byte[] root, Instant at, String signer, String note) {

	/**
	 * Enough of the root for people to compare.
	 * @return its first eight bytes in hexadecimal
	 */
	public String rootInShort() {
		return HexFormat.of().formatHex(this.root, 0, 8);
	}

	static Checkpoint signed(SigningKey key, String name, long size, byte[] root, Instant at) {
		String text = "%s\n%d\n%s\n%s\n".formatted(name, size, Base64.getEncoder().encodeToString(root), at);
		return new Checkpoint(size, root, at, key.verifier(), key.sign(text));
	}

}
