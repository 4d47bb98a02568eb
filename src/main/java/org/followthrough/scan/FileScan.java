package org.followthrough.scan;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far the look through a file got.
 *
 * @param fileId the file
 * @param state what is known
 * @param virus what was found in it; null for nothing
 * @param problem why it could not be looked through yet; null if it wasn't tried
 * @param keptAt since when it waits, or waited
 */
public record FileScan(long fileId, State state, @Nullable String virus, @Nullable String problem, Instant keptAt) {

	/**
	 * Whether nobody gets it.
	 * @return true unless it was found clean
	 */
	public boolean isHeld() {
		return this.state != State.CLEAN;
	}

	/**
	 * Why nobody gets it, as a key of the texts for customers.
	 * @return files.found, files.checking or files.held
	 */
	public String key() {
		return (this.state == State.FOUND) ? "files.found" : (this.problem == null) ? "files.checking" : "files.held";
	}

	/**
	 * Why nobody gets it, in words for whoever asks.
	 * @return a sentence; empty for a clean file
	 */
	public String words() {
		return switch (this.state) {
			case CLEAN -> "";
			case FOUND -> "Held, since a virus was found in it: " + this.virus + ".";
			case WAITING -> (this.problem == null) ? "It is being looked through for viruses. Try again in a moment."
					: "Held until it was looked through for viruses, which isn't possible just now. It is tried again.";
		};
	}

	/**
	 * What is known of a file.
	 */
	public enum State {

		/** Nobody looked yet. */
		WAITING,
		/** Nothing was found. */
		CLEAN,
		/** A virus was found. */
		FOUND

	}

}
