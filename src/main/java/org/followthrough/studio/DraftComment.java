package org.followthrough.studio;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a draft.
 *
 * @param id its row
 * @param draftId the draft
 * @param file the file that it is about; empty for the draft as a whole
 * @param element the element in it; empty for the file as a whole
 * @param words what they said
 * @param author who
 * @param writtenAt when
 * @param resolvedBy who said that it is settled; null while it is open
 * @param resolvedAt when
 */
public record DraftComment(long id, long draftId, String file, String element, String words, String author,
		Instant writtenAt, @Nullable String resolvedBy, @Nullable Instant resolvedAt) {
}
