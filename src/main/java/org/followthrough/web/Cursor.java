package org.followthrough.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended, as an opaque text: what it means may change, so nobody
 * should read it.
 */
public final class Cursor {

	private Cursor() {
	}

	/**
	 * Makes a cursor.
	 * @param place where a page ended
	 * @return the cursor
	 */
	public static String of(String place) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Makes a cursor of the last item's row.
	 * @param id the row
	 * @return the cursor
	 */
	public static String ofId(long id) {
		return of(Long.toString(id));
	}

	/**
	 * Reads a cursor.
	 * @param cursor what somebody sent
	 * @return where the page before ended
	 * @throws Invalid if it is none
	 */
	public static String read(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw unreadable();
		}
	}

	/**
	 * Reads a cursor that was made of a row.
	 * @param cursor what somebody sent; null or empty for the first page
	 * @return the last item's row; null for the first page
	 * @throws Invalid if it is none
	 */
	public static @Nullable Long readId(@Nullable String cursor) {
		if (cursor == null || cursor.isEmpty()) {
			return null;
		}
		try {
			return Long.valueOf(read(cursor));
		}
		catch (NumberFormatException ex) {
			throw unreadable();
		}
	}

	/**
	 * What to say of a text that is no cursor.
	 * @return the refusal
	 */
	public static Invalid unreadable() {
		return new Invalid("cursor", "This is not a cursor of ours. Begin with the first page, without one.");
	}

}
