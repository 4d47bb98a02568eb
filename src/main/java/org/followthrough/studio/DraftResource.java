package org.followthrough.studio;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A draft over REST.
 *
 * @param id its number
 * @param version grows with every change, those of its files included
 * @param title what it is called
 * @param why what it is for
 * @param state editing, in-review, approved, published or discarded
 * @param author whose it is
 * @param editors everybody who has had a hand in it; none of them can approve it
 * @param createdAt since when
 * @param changedAt when it was last changed
 * @param approver who has approved it
 * @param publishAt when it is published, once it is approved
 * @param publishedAt when it was
 * @param returned why it came back, until it is submitted again
 * @param returnedBy who gave it back; null if it could not be published at its time
 * @param files its files
 */
record DraftResource(long id, int version, String title, String why, String state, String author, List<String> editors,
		Instant createdAt, Instant changedAt, @Nullable String approver, @Nullable Instant publishAt,
		@Nullable Instant publishedAt, @Nullable String returned, @Nullable String returnedBy,
		List<DraftMapper.FileState> files) {

	static DraftResource of(Draft draft, List<String> editors, List<DraftMapper.FileState> files) {
		return new DraftResource(draft.id(), draft.version(), draft.title(), draft.why(), draft.state().word(),
				draft.author(), editors, draft.createdAt(), draft.changedAt(), draft.approver(), draft.publishAt(),
				draft.publishedAt(), draft.returned(), draft.returnedBy(), files);
	}

}
