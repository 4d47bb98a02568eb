package org.followthrough.studio;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.followthrough.rehearsal.RehearsalStatus;
import org.followthrough.rehearsal.Rehearsals;
import org.followthrough.studio.StudioRefusals.NotNow;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rehearsals of drafts: of exactly the files that would be published.
 */
@Component
class DraftRehearsals {

	private static final String FOUND = "Rehearsal %d of exactly this did not pass: see what it found. ";

	private final Drafts drafts;

	private final Judgement judgement;

	private final Rehearsals rehearsals;

	DraftRehearsals(Drafts drafts, Judgement judgement, Rehearsals rehearsals) {
		this.drafts = drafts;
		this.judgement = judgement;
		this.rehearsals = rehearsals;
	}

	/**
	 * Asks for a rehearsal of a draft as it is now.
	 * @param id the draft
	 * @param replay whether the real cases of the last quarter go over it, too
	 * @return how it stands
	 * @throws NotNow if there is nothing to rehearse, or something that can't be
	 */
	@Transactional
	public RehearsalStatus ask(long id, boolean replay) {
		Draft draft = this.drafts.get(id);
		Map<String, byte[]> files = files(id);
		if (files.isEmpty()) {
			throw new NotNow("This draft changes nothing yet, so there is nothing to rehearse.");
		}
		if (!this.judgement.of(id).isEmpty()) {
			throw new NotNow("Mend the problems of this draft first. Then it can be rehearsed.");
		}
		return this.rehearsals.ask(draft.title(), files, replay ? Rehearsals.QUARTER : null);
	}

	/**
	 * How the rehearsal stands of exactly what a draft would publish, beside what runs.
	 * @param id the draft
	 * @return one that passed, else the newest; empty also when the draft changes nothing
	 */
	@Transactional(readOnly = true)
	public Optional<RehearsalStatus> standing(long id) {
		Map<String, byte[]> files = files(id);
		return files.isEmpty() ? Optional.empty() : this.rehearsals.standing(files);
	}

	/**
	 * Whether exactly what a draft would publish was rehearsed beside what runs, and
	 * nothing was wrong.
	 * @param id the draft
	 * @return false also when it changes nothing
	 */
	@Transactional(readOnly = true)
	public boolean passed(long id) {
		return standing(id).filter(RehearsalStatus::passed).isPresent();
	}

	/** Has a draft rehearsed that is to be approved, unless that was done. */
	void seeTo(Draft draft) {
		RehearsalStatus standing = standing(draft.id()).orElse(null);
		if (standing != null && standing.isFailed()) {
			throw new NotNow(FOUND.formatted(standing.id()) + "Mend it, and submit it again.");
		}
		if (standing == null || !(standing.passed() || standing.isToBeAwaited())) {
			this.rehearsals.ask(draft.title(), files(draft.id()), null);
		}
	}

	/** Nobody approves what nobody has seen keep the promises. */
	void requirePassed(long id) {
		RehearsalStatus standing = standing(id).orElse(null);
		if (standing != null && standing.passed()) {
			return;
		}
		if (standing != null && standing.isFailed()) {
			throw new NotNow(FOUND.formatted(standing.id()) + "Send it back, so that it is mended.");
		}
		throw new NotNow((standing != null && standing.isToBeAwaited())
				? "Rehearsal " + standing.id() + " of exactly this is under way. Approve it once that has passed; it "
						+ "takes seconds, a few minutes at the most."
				: "Nobody has seen yet that exactly this keeps every promise. Rehearse it, and approve it once that has "
						+ "passed.");
	}

	/**
	 * Whether an approved draft can be published. If what runs has changed since it was
	 * rehearsed, it is rehearsed anew, and its publication waits for that.
	 * @throws NotNow if it doesn't pass that
	 */
	boolean isReady(Draft draft) {
		RehearsalStatus standing = standing(draft.id()).orElse(null);
		if (standing != null && (standing.passed() || standing.isToBeAwaited())) {
			return standing.passed();
		}
		if (standing != null && standing.isFailed()) {
			throw new NotNow(FOUND.formatted(standing.id()) + "What runs has changed since it was approved.");
		}
		if (standing != null && !standing.askedAt().isBefore(Objects.requireNonNull(draft.publishAt()))) {
			throw new NotNow(
					"What runs has changed since it was approved, and its rehearsal beside that came to nothing: "
							+ "see rehearsal " + standing.id() + ". Submit it again.");
		}
		this.rehearsals.begin(draft.title(), files(draft.id()));
		return false;
	}

	/** Whether what runs now, the transaction's own publications included, has passed. */
	boolean runsAsRehearsed() {
		return this.rehearsals.passed(Map.of());
	}

	private Map<String, byte[]> files(long id) {
		Map<String, byte[]> files = new TreeMap<>();
		this.judgement.changed(id).forEach((file) -> files.put(file.name(), file.content()));
		return files;
	}

}
