package org.followthrough.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list over REST.
 *
 * @param <T> what it lists
 * @param items the page
 * @param next what to send as {@code cursor} for the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

	private static final int MOST = 200;

	/**
	 * How many items somebody asks for.
	 * @param asked what they sent
	 * @return the same
	 * @throws Invalid if a page doesn't hold so many
	 */
	public static int limit(int asked) {
		return limit(asked, MOST);
	}

	/**
	 * How many items somebody asks for, where a page may hold more or fewer than usual.
	 * @param asked what they sent
	 * @param most what a page holds at the most
	 * @return the same
	 * @throws Invalid if a page doesn't hold so many
	 */
	public static int limit(int asked, int most) {
		if (asked < 1 || asked > most) {
			throw new Invalid("limit", "A page holds between 1 and " + most + " items.");
		}
		return asked;
	}

	/**
	 * Makes a page of rows that were read with one more than it holds, which tells
	 * whether another page follows.
	 * @param <T> what it lists
	 * @param rows what was read
	 * @param limit how many it holds
	 * @param id the row of an item, by which the next page goes on
	 * @return the page
	 */
	public static <T> Page<T> of(List<T> rows, int limit, ToLongFunction<T> id) {
		return (rows.size() > limit)
				? new Page<>(rows.subList(0, limit), Cursor.ofId(id.applyAsLong(rows.get(limit - 1))))
				: new Page<>(rows, null);
	}

	/**
	 * The same page, its items told otherwise.
	 * @param <R> what it lists then
	 * @param telling tells an item
	 * @return the page
	 */
	public <R> Page<R> map(Function<? super T, ? extends R> telling) {
		return new Page<>(this.items.stream().<R>map(telling).toList(), this.next);
	}

}
