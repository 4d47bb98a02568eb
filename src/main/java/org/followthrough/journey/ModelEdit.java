package org.followthrough.journey;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * A file as somebody wants it.
 *
 * @param file its name, as {@link PublishedModel#file}
 * @param content the file
 * @param madeFrom the published version that it was made from; 0 for a new file
 */
public record ModelEdit(String file, byte[] content, int madeFrom) {

	/**
	 * Tells contents apart.
	 * @param content a file
	 * @return its SHA-256 in hexadecimal
	 */
	public static String hash(byte[] content) {
		return DigestUtils.sha256Hex(content);
	}

}
