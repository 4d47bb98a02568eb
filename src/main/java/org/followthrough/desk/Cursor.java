package org.followthrough.desk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended, as an opaque text: what it means may change, so nobody
 * should read it.
 */
final class Cursor {

	private Cursor() {
	}

	static String of(String place) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
	}

	static String ofId(long id) {
		return of(Long.toString(id));
	}

	static String read(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw unreadable();
		}
	}

	static @Nullable Long readId(@Nullable String cursor) {
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

	static Invalid unreadable() {
		return new Invalid("cursor", "This is not a cursor of ours. Begin with the first page, without one.");
	}

}
