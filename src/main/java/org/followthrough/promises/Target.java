package org.followthrough.promises;

import org.followthrough.teams.Span;

/**
 * How soon what is due is due, in the case's working time.
 *
 * @param acknowledgeWithin until a person acknowledges a new case
 * @param answerWithin until the customer has word after they wrote
 * @param updateEvery until the next word, unless a person says otherwise
 * @param wordAfterAnswer until the next word after an answer, while we wait for the
 * customer's
 * @param remindCustomerEvery between reminders of the customer to sign off
 * @param waitAtMost how long a promise may be paused while a question lies with the
 * customer
 * @param engineeringAnswersWithin until engineering's first answer to a hand-over
 * @param engineeringReportsEvery until engineering's next report
 * @param verifyWithin until a fix is verified
 * @param callNextAfter from a broken promise until the manager above is called
 * @param roundTheClock whether time passes by night, too, whatever the team's calendar
 */
public record Target(Span acknowledgeWithin, Span answerWithin, Span updateEvery, Span wordAfterAnswer,
		Span remindCustomerEvery, Span waitAtMost, Span engineeringAnswersWithin, Span engineeringReportsEvery,
		Span verifyWithin, Span callNextAfter, boolean roundTheClock) {
}
