package org.followthrough.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Rfc6962;

/**
 * The arithmetic of a hash tree whose complete subtrees are known. A subtree of
 * 2<sup>level</sup> leaves is found by its level and by how many of its size lie to its
 * left.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962, section
 * 2.1</a>
 */
final class HashTree {

	/** The root of a tree without leaves: the hash of nothing. */
	private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	private HashTree() {
	}

	/**
	 * The largest complete subtrees that together are the leaves of a range, in order.
	 */
	static List<Place> parts(long from, long to) {
		List<Place> parts = new ArrayList<>();
		long at = from;
		while (at < to) {
			int level = (at == 0) ? 62 : Long.numberOfTrailingZeros(at);
			while (level > 0 && (1L << level) > to - at) {
				level--;
			}
			parts.add(new Place(level, at >> level));
			at += 1L << level;
		}
		return parts;
	}

	/**
	 * The root over a range that begins where a complete subtree could.
	 * @param known the hashes of its parts
	 */
	static byte[] root(long from, long to, Map<Place, byte[]> known) {
		List<Place> parts = parts(from, to);
		if (parts.isEmpty()) {
			return java.util.HexFormat.of().parseHex(EMPTY);
		}
		byte[] root = null;
		for (int i = parts.size() - 1; i >= 0; i--) {
			byte[] part = Objects.requireNonNull(known.get(parts.get(i)));
			root = (root != null) ? Rfc6962.node(part, root) : part;
		}
		return Objects.requireNonNull(root);
	}

	/** The ranges whose roots lead from a leaf to the root, the nearest first. */
	static List<Range> path(long leaf, long size) {
		List<Range> path = new ArrayList<>();
		long from = 0;
		long to = size;
		while (to - from > 1) {
			long middle = from + Long.highestOneBit(to - from - 1);
			if (leaf < middle) {
				path.add(0, new Range(middle, to));
				to = middle;
			}
			else {
				path.add(0, new Range(from, middle));
				from = middle;
			}
		}
		return path;
	}

	/**
	 * Adds leaves at the end.
	 * @param size how many leaves there are
	 * @param known the hashes of the parts of the tree so far
	 * @param leaves the hashes of those to add
	 * @return the subtrees that are complete now and weren't before, leaves included
	 */
	static Map<Place, byte[]> append(long size, Map<Place, byte[]> known, List<byte[]> leaves) {
		Map<Place, byte[]> fresh = new LinkedHashMap<>();
		long position = size;
		for (byte[] leaf : leaves) {
			byte[] hash = leaf;
			int level = 0;
			fresh.put(new Place(level, position), hash);
			for (long place = position; (place & 1) == 1; place >>= 1) {
				Place left = new Place(level, place - 1);
				byte[] before = fresh.containsKey(left) ? fresh.get(left) : known.get(left);
				hash = Rfc6962.node(Objects.requireNonNull(before), hash);
				level++;
				fresh.put(new Place(level, place >> 1), hash);
			}
			position++;
		}
		return fresh;
	}

	/**
	 * Where a complete subtree lies.
	 *
	 * @param level it has 2<sup>level</sup> leaves
	 * @param place how many of its size lie to its left
	 */
	record Place(int level, long place) {
	}

	/**
	 * Some leaves.
	 *
	 * @param from the first
	 * @param to the one after the last
	 */
	record Range(long from, long to) {
	}

}
