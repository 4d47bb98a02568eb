package org.followthrough.board;

import java.time.Instant;

import org.followthrough.promises.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A running promise, with what one has to know to keep it.
 *
 * @param id the promise's row
 * @param kind what is promised
 * @param dueAt by when
 * @param remindAt from when on it is urgent
 * @param pausedAt since when it waits for the customer; null unless it does
 * @param called who was called for it: 0 nobody, 1 the team's manager, 2 the one above
 * @param caseId the case's row
 * @param number the case
 * @param subject what it is about
 * @param stage where its journey stands
 * @param severity what triage made of it; null until then
 * @param team who carries it; null until triage
 * @param owner who answers for it; null until somebody took it
 * @param customer what the customer is called
 * @param email their address
 * @param onItsWay whether a person's word to the customer is in the mail
 * @param held whether one waits for somebody else to read it before it goes
 */
record BoardRow(long id, Promise.Kind kind, Instant dueAt, Instant remindAt, @Nullable Instant pausedAt, int called,
		long caseId, String number, String subject, String stage, @Nullable String severity, @Nullable String team,
		@Nullable String owner, String customer, String email, boolean onItsWay, boolean held) {

	BoardMapper.Place place() {
		return new BoardMapper.Place(this.dueAt, this.id);
	}

}
