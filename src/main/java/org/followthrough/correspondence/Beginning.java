package org.followthrough.correspondence;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Fills an array and wants no more.
 */
final class Beginning extends OutputStream {

	private final byte[] bytes;

	private int filled;

	Beginning(byte[] bytes) {
		this.bytes = bytes;
	}

	@Override
	public void write(int one) throws IOException {
		write(new byte[] { (byte) one }, 0, 1);
	}

	@Override
	public void write(byte[] from, int start, int length) throws IOException {
		int fitting = Math.min(length, this.bytes.length - this.filled);
		System.arraycopy(from, start, this.bytes, this.filled, fitting);
		this.filled += fitting;
		if (fitting < length) {
			throw new Full();
		}
	}

	/**
	 * There is no more room.
	 */
	static class Full extends IOException {

	}

}
