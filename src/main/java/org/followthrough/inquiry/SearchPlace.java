package org.followthrough.inquiry;

import java.time.DateTimeException;
import java.time.Instant;

import org.followthrough.web.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of cases ended, as a cursor.
 */
final class SearchPlace {

	private SearchPlace() {
	}

	static String cursor(CaseRef last) {
		return Cursor.of(last.openedAt() + "/" + last.id());
	}

	/**
	 * Reads a cursor.
	 * @param cursor what somebody sent; null or empty for the first page
	 * @return the last case of the page before; null for the first page
	 */
	static @Nullable CaseRef read(@Nullable String cursor) {
		if (cursor == null || cursor.isEmpty()) {
			return null;
		}
		String[] parts = Cursor.read(cursor).split("/");
		try {
			if (parts.length == 2) {
				return new CaseRef(Long.parseLong(parts[1]), "", Instant.parse(parts[0]));
			}
		}
		catch (NumberFormatException | DateTimeException ex) {
			throw Cursor.unreadable();
		}
		throw Cursor.unreadable();
	}

}
