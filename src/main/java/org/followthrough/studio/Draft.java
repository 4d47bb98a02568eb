package org.followthrough.studio;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A change of the journey that somebody prepares.
 *
 * @param id its number
 * @param version grows with every change, those of its files included
 * @param title what it is called
 * @param why what it is for; empty until somebody has said so
 * @param state how far it is
 * @param author whose it is
 * @param createdAt since when
 * @param changedAt when it was last changed
 * @param approver who has approved it
 * @param publishAt when it is published, once it is approved
 * @param publishedAt when it was
 * @param deployment the engine's id of its publication
 * @param returned why it came back, until it is submitted again
 * @param returnedBy who gave it back; null if it could not be published at its time
 */
public record Draft(long id, int version, String title, String why, DraftState state, String author, Instant createdAt,
		Instant changedAt, @Nullable String approver, @Nullable Instant publishAt, @Nullable Instant publishedAt,
		@Nullable String deployment, @Nullable String returned, @Nullable String returnedBy) {

	Draft described(String title, String why) {
		return new Draft(this.id, this.version, title, why, this.state, this.author, this.createdAt, this.changedAt,
				this.approver, this.publishAt, this.publishedAt, this.deployment, this.returned, this.returnedBy);
	}

	/** Being worked on, whatever was said of it before. */
	Draft edited() {
		return new Draft(this.id, this.version, this.title, this.why, DraftState.EDITING, this.author, this.createdAt,
				this.changedAt, null, null, null, null, this.returned, this.returnedBy);
	}

	Draft submitted(String why) {
		return new Draft(this.id, this.version, this.title, why, DraftState.IN_REVIEW, this.author, this.createdAt,
				this.changedAt, null, null, null, null, null, null);
	}

	Draft approved(String approver, Instant publishAt) {
		return new Draft(this.id, this.version, this.title, this.why, DraftState.APPROVED, this.author, this.createdAt,
				this.changedAt, approver, publishAt, null, null, null, null);
	}

	Draft returned(String reason, @Nullable String by) {
		return new Draft(this.id, this.version, this.title, this.why, DraftState.EDITING, this.author, this.createdAt,
				this.changedAt, null, null, null, null, reason, by);
	}

	Draft published(String deployment, Instant at) {
		return new Draft(this.id, this.version, this.title, this.why, DraftState.PUBLISHED, this.author, this.createdAt,
				this.changedAt, this.approver, this.publishAt, at, deployment, null, null);
	}

	Draft discarded() {
		return new Draft(this.id, this.version, this.title, this.why, DraftState.DISCARDED, this.author, this.createdAt,
				this.changedAt, null, null, null, null, this.returned, this.returnedBy);
	}

}
