package org.followthrough.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which builds customers have. A fix that was in one before Support had seen it work is
 * flagged until it is verified: late, but it still has to be.
 */
@Component
public class Releases {

	private final ReleaseMapper releases;

	private final UnverifiedFixes unverified;

	private final Audit audit;

	private final Clock clock;

	Releases(ReleaseMapper releases, UnverifiedFixes unverified, Audit audit, Clock clock) {
		this.releases = releases;
		this.unverified = unverified;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Keeps that customers have a build, as the current actor. What is known already
	 * stays as it was said first.
	 * @param build its exact name
	 * @param releasedAt since when
	 * @return the release
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Release record(String build, Instant releasedAt) {
		if (this.releases.insertUnlessKnown(build, releasedAt, Actor.current().id(), this.clock.instant()) > 0) {
			this.audit.record(Audit.SYSTEM, "build.released",
					Map.of("build", build, "releasedAt", releasedAt.toString()));
		}
		return this.releases.find(build).orElseThrow();
	}

	/**
	 * The release of a build.
	 * @param build its exact name
	 * @return the release, if customers have it
	 */
	@Transactional(readOnly = true)
	public Optional<Release> find(String build) {
		return this.releases.find(build);
	}

	/**
	 * Flags a fix that customers had before it was verified. One that two people let go
	 * without verification is theirs to answer for and isn't flagged.
	 * @param of the case, locked
	 * @param fixId the fix
	 * @param checkedAs the row under which its checks are kept, see {@link Fix}
	 * @param release the release that it is in
	 * @return whether it was flagged now and nobody has verified it yet
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean flag(SupportCase of, long fixId, long checkedAs, Release release) {
		if (this.releases.isFlagged(fixId) || this.releases.hadPassed(fixId, checkedAs, release.releasedAt())
				|| this.unverified.isAccepted(fixId)) {
			return false;
		}
		Long judged = this.releases.judgedBy(fixId, checkedAs).orElse(null);
		this.releases.insertEarly(fixId, of.id(), release.id(), this.clock.instant(), judged);
		this.audit.record(of.number(), "verification.released-early",
				Map.of("fix", fixId, "build", release.build(), "releasedAt", release.releasedAt().toString()));
		return judged == null;
	}

	/**
	 * A fix was judged on another case of its defect; if it was out already, that came
	 * late for this case, too.
	 * @param of the case, locked
	 * @param fixId the fix
	 * @param checkedAs the row under which its checks are kept, see {@link Fix}
	 * @return whether its flag has ended by that
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean judgedElsewhere(SupportCase of, long fixId, long checkedAs) {
		return this.releases.judgedBy(fixId, checkedAs).filter((judged) -> settle(fixId, judged)).map((judged) -> {
			this.audit.record(of.number(), "verification.released-judged",
					Map.of("fix", fixId, "verification", judged));
			return true;
		}).orElse(false);
	}

	/** A fix was judged; if it was out already, that came late. */
	boolean settle(long fixId, long verificationId) {
		return this.releases.settle(fixId, verificationId) > 0;
	}

	/**
	 * The fixes of a case that were out too early, oldest first.
	 * @param caseId the case
	 * @return the fixes, those verified late included
	 */
	@Transactional(readOnly = true)
	public List<EarlyRelease> earlyOf(long caseId) {
		return this.releases.ofCase(caseId);
	}

	/**
	 * The fixes that customers have and nobody has verified, of open cases, oldest first.
	 * @param after the last one of the page before; null for the first page
	 * @param limit how many at the most
	 * @return the fixes
	 */
	@Transactional(readOnly = true)
	public List<EarlyRelease> unverified(@Nullable Long after, int limit) {
		return this.releases.open(after, limit);
	}

	/**
	 * All releases, newest first.
	 * @param before the last one of the page before; null for the first page
	 * @param limit how many at the most
	 * @return the releases
	 */
	@Transactional(readOnly = true)
	public List<Release> list(@Nullable Long before, int limit) {
		return this.releases.page(before, limit);
	}

}
