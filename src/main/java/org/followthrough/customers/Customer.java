package org.followthrough.customers;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Anyone who depends on us, colleagues and people who don't pay included.
 *
 * @param id row
 * @param email where word reaches them, in lower case; what we know them by
 * @param name what they are called
 * @param kind {@code customer} or {@code colleague}
 * @param plan what they pay for, in the words of the targets; {@code standard} unless
 * said
 * @param createdAt when they first wrote
 * @param language the tag of the language that they read best; null until it is known
 */
public record Customer(long id, String email, String name, String kind, String plan, Instant createdAt,
		@Nullable String language) {
}
