package org.followthrough.journey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.verification.Release;
import org.followthrough.verification.Releases;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Looks, when customers get a build, which fixes are in it that nobody has verified, and
 * the other way round when a fix names a build that customers have. Builds are known by
 * their exact names; which comes after which, nobody told us.
 */
@Component
public class ReleasedFixes {

	private static final String[] MAY_SAY = { Groups.ENGINEERS, Groups.MANAGERS, Groups.ADMINS };

	private static final int LONGEST_BUILD = 200;

	private static final int MOST_BUILDS = 200;

	private static final int PAGE = 200;

	private final Releases releases;

	private final Escalations escalations;

	private final DefectGuide guide;

	private final Cases cases;

	private final FixNotices notices;

	private final People people;

	private final Transactions transactions;

	private final Clock clock;

	ReleasedFixes(Releases releases, Escalations escalations, DefectGuide guide, Cases cases, FixNotices notices,
			@Lazy People people, Transactions transactions, Clock clock) {
		this.releases = releases;
		this.escalations = escalations;
		this.guide = guide;
		this.cases = cases;
		this.notices = notices;
		this.people = people;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Takes note that customers have builds. To say so again changes nothing, and looks
	 * again.
	 * @param builds their exact names
	 * @param releasedAt since when; null for now
	 * @return the releases as they are on record
	 * @throws Invalid if a name is none, or the time has not come yet
	 */
	public List<Release> released(List<String> builds, @Nullable Instant releasedAt) {
		requireMay();
		Instant now = this.clock.instant();
		List<String> names = builds.stream().map(String::strip).distinct().toList();
		if (names.isEmpty() || names.size() > MOST_BUILDS) {
			throw new Invalid("builds", "Name the build that customers have, up to " + MOST_BUILDS + " at once.");
		}
		if (names.stream().anyMatch((name) -> name.isEmpty() || name.length() > LONGEST_BUILD)) {
			throw new Invalid("builds", "The name of a build has up to " + LONGEST_BUILD + " characters.");
		}
		if (releasedAt != null && releasedAt.isAfter(now)) {
			throw new Invalid("releasedAt", "That has not happened yet. Say it once customers have the build.");
		}
		Instant at = (releasedAt != null) ? releasedAt : now;
		List<Release> recorded = this.transactions
			.retrying(() -> names.stream().map((name) -> this.releases.record(name, at)).toList());
		recorded.forEach(this::look);
		return recorded;
	}

	private void requireMay() {
		if (!this.people.actorIsIn(MAY_SAY)) {
			throw new NotYours();
		}
	}

	/** Each case on its own, so that none waits for five hundred others. */
	private void look(Release release) {
		List<EngineeringAnswer> page;
		long after = 0;
		do {
			page = this.escalations.openFixesIn(release.build(), after, PAGE);
			for (EngineeringAnswer fix : page) {
				this.transactions.retrying(() -> {
					SupportCase of = this.cases.lock(fix.caseId());
					if (of.isOpen() && isCurrent(fix)) {
						flag(of, fix, release);
					}
					return null;
				});
				after = fix.id();
			}
		}
		while (page.size() == PAGE);
	}

	private boolean isCurrent(EngineeringAnswer fix) {
		return this.escalations.currentFix(fix.caseId()).filter((current) -> current.id() == fix.id()).isPresent();
	}

	/**
	 * A fix is to be verified, or is, on this case or another one of its defect:
	 * customers may have it already.
	 */
	void waits(SupportCase of) {
		this.escalations.currentFix(of.id())
			.ifPresent((fix) -> this.releases.find(fix.build().strip()).ifPresent((release) -> flag(of, fix, release)));
	}

	private void flag(SupportCase of, EngineeringAnswer fix, Release release) {
		if (this.releases.flag(of, fix.id(), this.guide.checkedAs(of, fix), release)) {
			this.notices.releasedUnverified(of, fix.id());
		}
	}

	/**
	 * The fix of a case was judged on another one of its defect.
	 */
	void judgedElsewhere(SupportCase of) {
		this.escalations.currentFix(of.id())
			.filter((fix) -> this.releases.judgedElsewhere(of, fix.id(), this.guide.checkedAs(of, fix)))
			.ifPresent((fix) -> this.notices.judged(of));
	}

	/**
	 * Somebody else tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Engineers and managers say which builds customers have. Ask one of them.");
		}

	}

}
