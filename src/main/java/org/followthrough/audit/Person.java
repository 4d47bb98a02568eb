package org.followthrough.audit;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What entries call a customer. Their address and name are not recorded, so that a
 * history says who it was only as long as we know them.
 */
public final class Person {

	private static final String PREFIX = "customer-";

	/** For somebody who wrote and isn't known as a customer. */
	static final String UNKNOWN = "customer";

	private Person() {
	}

	/**
	 * What entries call a customer.
	 * @param id the customer's row
	 * @return such as {@code customer-17}
	 */
	public static String called(long id) {
		return PREFIX + id;
	}

	/**
	 * Whom entries call so.
	 * @param called what may be what entries call a customer
	 * @return the customer's row; empty if it is anything else
	 */
	static Optional<Long> of(@Nullable Object called) {
		if (called instanceof String text && text.startsWith(PREFIX) && text.length() <= PREFIX.length() + 18
				&& text.substring(PREFIX.length()).matches("\\d+")) {
			return Optional.of(Long.parseLong(text.substring(PREFIX.length())));
		}
		return Optional.empty();
	}

}
