package org.followthrough.audit;

import java.nio.charset.StandardCharsets;

/**
 * The hash chain: each value covers an entry's bytes and the value before it, so that no
 * entry can be changed, dropped, inserted or moved without every later value changing. It
 * is a hash tree that grows at its right side only.
 */
final class Chain {

	/** The value before the first entry. */
	static final byte[] START = new byte[Rfc6962.LENGTH];

	private Chain() {
	}

	static byte[] next(byte[] previous, String content) {
		return Rfc6962.node(previous, Rfc6962.leaf(content.getBytes(StandardCharsets.UTF_8)));
	}

}
