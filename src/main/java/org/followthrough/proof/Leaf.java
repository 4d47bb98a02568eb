package org.followthrough.proof;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.followthrough.audit.Rfc6962;

/**
 * Where a stream of the audit ended at a checkpoint.
 *
 * @param position its place in the log, from 0
 * @param stream the stream
 * @param seq its last entry
 * @param hash the chain's value up to that
 */
record Leaf(long position, String stream, int seq, byte[] hash) {

	Leaf at(long there) {
		return new Leaf(there, this.stream, this.seq, this.hash);
	}

	/** What the tree holds of it. */
	byte[] leafHash() {
		return Rfc6962.leaf((this.stream + "\n" + this.seq + "\n" + HexFormat.of().formatHex(this.hash) + "\n")
			.getBytes(StandardCharsets.UTF_8));
	}

}
