package org.followthrough.journey;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Notice;
import org.followthrough.correspondence.Notices;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.verification.Fix;
import org.followthrough.verification.Verification;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Tells people by mail that a fix needs them: to decide, or to sit down together.
 */
@Component
class FixNotices {

	private final Notices notices;

	private final ManagersCalled managers;

	private final People people;

	private final Clock clock;

	FixNotices(Notices notices, ManagersCalled managers, @Lazy People people, Clock clock) {
		this.notices = notices;
		this.managers = managers;
		this.people = people;
		this.clock = clock;
	}

	/**
	 * A fix can't be verified: a manager decides what becomes of it.
	 */
	void cannotBeVerified(SupportCase of, Verification tried) {
		tell(managers(of), of, Notice.Kind.FIX_CANNOT_BE_VERIFIED, "unverified-" + tried.id());
	}

	/**
	 * Somebody decided about a fix that can't be verified.
	 */
	void decided(SupportCase of) {
		this.notices.withdraw(of.id(), EnumSet.of(Notice.Kind.FIX_CANNOT_BE_VERIFIED));
	}

	/**
	 * Fixes of a case keep failing: engineer, verifier and manager come together.
	 */
	void keepsFailing(SupportCase of, Fix fix, Verification failed) {
		Set<String> together = managers(of);
		together.add(fix.madeBy());
		together.add(failed.verifiedBy());
		tell(together, of, Notice.Kind.FIX_KEEPS_FAILING, "failing-" + failed.id());
	}

	/**
	 * They have come together.
	 */
	void talkedOver(SupportCase of) {
		this.notices.withdraw(of.id(), EnumSet.of(Notice.Kind.FIX_KEEPS_FAILING));
	}

	/**
	 * Customers have a fix that nobody has verified.
	 */
	void releasedUnverified(SupportCase of, long fixId) {
		Set<String> concerned = managers(of);
		concerned.addAll(this.people.in(Groups.SUPPORT_ENGINEERS));
		if (of.owner() != null) {
			concerned.add(of.owner());
		}
		tell(concerned, of, Notice.Kind.RELEASED_UNVERIFIED, "released-" + fixId);
	}

	/**
	 * A fix was judged.
	 */
	void judged(SupportCase of) {
		this.notices.withdraw(of.id(), EnumSet.of(Notice.Kind.RELEASED_UNVERIFIED));
	}

	/** The one whom the team names, or else all. */
	private Set<String> managers(SupportCase of) {
		return this.managers.called(of.team(), 0)
			.map((named) -> new TreeSet<>(Set.of(named)))
			.orElseGet(() -> new TreeSet<>(this.people.in(Groups.MANAGERS)));
	}

	private void tell(Set<String> accounts, SupportCase of, Notice.Kind kind, String once) {
		accounts.forEach((account) -> this.notices.tell(account, of, kind, this.clock.instant(), once));
	}

}
