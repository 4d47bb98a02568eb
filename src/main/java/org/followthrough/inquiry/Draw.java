package org.followthrough.inquiry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * Draws cases at random by a seed. Each case's lot is the SHA-256 of the seed, a space
 * and the case number; those with the smallest lots are drawn, the smallest first. So a
 * case's lot depends on nothing but the seed and its number, and anybody can check a draw
 * with tools of their own.
 */
final class Draw {

	private final long seed;

	private final int size;

	private final PriorityQueue<Lot> smallest = new PriorityQueue<>(Comparator.reverseOrder());

	private final MessageDigest population = DigestUtils.getSha256Digest();

	private int count;

	/**
	 * A draw.
	 * @param seed what makes it the same again
	 * @param size how many cases are drawn
	 */
	Draw(long seed, int size) {
		this.seed = seed;
		this.size = size;
	}

	/**
	 * Puts a case into the urn.
	 * @param number its number; no case comes twice
	 */
	void add(String number) {
		this.count++;
		this.population.update((number + "\n").getBytes(StandardCharsets.UTF_8));
		this.smallest.add(new Lot(lot(number), number));
		if (this.smallest.size() > this.size) {
			this.smallest.remove();
		}
	}

	private String lot(String number) {
		return HexFormat.of()
			.formatHex(
					DigestUtils.getSha256Digest().digest((this.seed + " " + number).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * What was drawn. Nothing can be put in after that.
	 * @return the result
	 */
	Drawn drawn() {
		return new Drawn(this.smallest.stream().sorted().map(Lot::number).toList(), this.count,
				this.population.digest());
	}

	/**
	 * The lot of a case.
	 */
	private record Lot(String lot, String number) implements Comparable<Lot> {

		@Override
		public int compareTo(Lot other) {
			return this.lot.compareTo(other.lot);
		}

	}

	/**
	 * What was drawn.
	 *
	 * @param numbers the cases, in the order in which they were drawn
	 * @param population of how many
	 * @param hash the SHA-256 of the numbers of all these, each with a line feed, in the
	 * order of the search
	 */
	record Drawn(List<String> numbers, int population, byte[] hash) {
	}

}
