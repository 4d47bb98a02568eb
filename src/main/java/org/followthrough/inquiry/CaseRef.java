package org.followthrough.inquiry;

import java.time.Instant;

/**
 * A case that was found, with its place in the order of what is found: the last opened
 * first.
 *
 * @param id row
 * @param number what people call it
 * @param openedAt when it was opened
 */
public record CaseRef(long id, String number, Instant openedAt) {
}
