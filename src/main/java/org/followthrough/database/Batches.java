package org.followthrough.database;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Work on many rows, a bounded number of them in each statement.
 */
public final class Batches {

	private Batches() {
	}

	/**
	 * Does something to all, some at a time, in their order.
	 * @param <T> what they are
	 * @param all all of them
	 * @param size how many at a time
	 * @param work what is done to some; not called without any
	 */
	public static <T> void each(Collection<? extends T> all, int size, Consumer<List<T>> work) {
		List<T> rows = List.copyOf(all);
		for (int from = 0; from < rows.size(); from += size) {
			work.accept(rows.subList(from, Math.min(rows.size(), from + size)));
		}
	}

}
