package org.followthrough.studio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ModelEdit;
import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.ModelRefused;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.followthrough.studio.StudioRefusals.OwnWork;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The way of a draft from those who made it, past somebody who did not, to its
 * publication.
 */
@Component
public class DraftReview {

	private static final Duration FURTHEST = Duration.ofDays(366);

	private final Drafts drafts;

	private final DraftMapper rows;

	private final Judgement judgement;

	private final DraftRehearsals rehearsals;

	private final DraftRunning running;

	private final DraftNotices notices;

	private final Publisher publisher;

	private final Upgrades upgrades;

	private final Audit audit;

	private final Clock clock;

	DraftReview(Drafts drafts, DraftMapper rows, Judgement judgement, DraftRehearsals rehearsals, DraftRunning running,
			DraftNotices notices, Publisher publisher, Upgrades upgrades, Audit audit, Clock clock) {
		this.drafts = drafts;
		this.rows = rows;
		this.judgement = judgement;
		this.rehearsals = rehearsals;
		this.running = running;
		this.notices = notices;
		this.publisher = publisher;
		this.upgrades = upgrades;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Asks for somebody else's approval. Nobody changes the draft until they have given
	 * it or not. It is rehearsed meanwhile, and copies of running cases go over it, if
	 * they didn't.
	 * @param id the draft
	 * @param version the version that whoever asks has looked at
	 * @param why what the change is for
	 * @return the draft
	 * @throws ModelRefused if it could not be published as it is
	 * @throws NotNow if its rehearsal did not pass
	 */
	public Draft submit(long id, int version, String why) {
		String reason = Drafts.reason("why", why);
		if (reason.isEmpty()) {
			throw new Invalid("why", "Say what the change is for: whoever approves it has to know, and so has whoever "
					+ "wonders in a year.");
		}
		return this.drafts.changing(() -> {
			Draft draft = this.drafts.locked(id);
			Drafts.unchanged(draft, version);
			if (draft.state() != DraftState.EDITING) {
				throw new NotNow("This draft can't be submitted: it is " + words(draft.state()) + ".");
			}
			this.upgrades.requireSettled(id);
			List<ModelProblem> problems = this.judgement.of(id);
			if (!problems.isEmpty()) {
				throw ModelRefused.because(problems);
			}
			if (this.judgement.changed(id).isEmpty()) {
				throw new NotNow("Nothing in this draft differs from what runs. Change something first.");
			}
			this.rehearsals.seeTo(draft);
			this.running.seeTo(id);
			Draft editing = this.drafts.forEditing(draft);
			Draft submitted = passed(editing.submitted(reason), "draft.submitted", Map.of("why", reason));
			this.notices.submitted(submitted);
			return submitted;
		});
	}

	/**
	 * Approves a draft that somebody else has made and that has passed its rehearsal.
	 * @param id the draft
	 * @param version the version that the approver has looked at
	 * @param publishAt when it is to be published; null for now
	 * @return the draft
	 */
	public Draft approve(long id, int version, @Nullable Instant publishAt) {
		Draft approved = this.drafts.changing(() -> {
			Draft draft = inReview(id, version);
			this.rehearsals.requirePassed(id);
			Instant now = this.clock.instant();
			Instant at = (publishAt != null && publishAt.isAfter(now)) ? publishAt : now;
			if (at.isAfter(now.plus(FURTHEST))) {
				throw new Invalid("publishAt", "Publish it within a year, or approve it later.");
			}
			Draft done = passed(draft.approved(Actor.current().id(), at), "draft.approved",
					Map.of("publishAt", at.toString(), "why", draft.why()));
			this.notices.waitsNoMore(draft);
			this.notices.approved(done);
			return done;
		});
		this.publisher.wake();
		return approved;
	}

	/**
	 * Gives a draft back to those who made it.
	 * @param id the draft
	 * @param version the version that whoever reviews it has looked at
	 * @param words what should be otherwise
	 * @return the draft
	 */
	public Draft sendBack(long id, int version, String words) {
		String reason = Drafts.reason("words", words);
		if (reason.isEmpty()) {
			throw new Invalid("words", "Say what should be otherwise.");
		}
		return this.drafts.changing(() -> {
			Draft draft = inReview(id, version);
			Draft returned = passed(draft.returned(reason, Actor.current().id()), "draft.sent-back",
					Map.of("words", reason));
			this.notices.waitsNoMore(draft);
			this.notices.sentBack(returned);
			return returned;
		});
	}

	/** By somebody who had no hand in it. */
	private Draft inReview(long id, int version) {
		Draft draft = this.drafts.locked(id);
		if (draft.state() != DraftState.IN_REVIEW) {
			throw new NotNow("There is nothing to approve: this draft is " + words(draft.state()) + ".");
		}
		String reviewer = Actor.current().id();
		if (draft.author().equals(reviewer) || this.rows.editors(id).contains(reviewer)) {
			throw new OwnWork();
		}
		Drafts.unchanged(draft, version);
		return draft;
	}

	/**
	 * Takes a draft out of review, or its approval away, to change it again.
	 * @param id the draft
	 * @return the draft
	 */
	public Draft takeBack(long id) {
		return this.drafts.changing(() -> {
			Draft draft = this.drafts.locked(id);
			if (draft.state() == DraftState.IN_REVIEW) {
				this.notices.waitsNoMore(draft);
				this.rows.addEditor(id, Actor.current().id());
				return passed(draft.edited(), "draft.taken-back", Map.of());
			}
			return this.drafts.save(this.drafts.forEditing(draft));
		});
	}

	/**
	 * Gives a draft up. What an upgrade brought is given up for a reason only, since it
	 * isn't brought again.
	 * @param id the draft
	 * @param words why; may be empty for what somebody began
	 * @return the draft
	 */
	public Draft discard(long id, String words) {
		String reason = Drafts.reason("words", words);
		return this.drafts.changing(() -> {
			Draft draft = this.drafts.locked(id);
			if (!draft.state().isOpen()) {
				throw new NotNow("This draft is done with already.");
			}
			this.notices.waitsNoMore(draft);
			if (this.upgrades.isOne(id)) {
				if (reason.isEmpty()) {
					throw new Invalid("words", "Say why: what the upgrade brings isn't brought again.");
				}
				this.upgrades.discarded(draft);
				return passed(draft.discarded(), "upgrade.given-up", Map.of("words", reason));
			}
			return passed(draft.discarded(), "draft.discarded", Map.of("words", reason));
		});
	}

	private Draft passed(Draft draft, String action, Map<String, Object> particulars) {
		Map<String, Object> details = new LinkedHashMap<>(particulars);
		details.put("draft", draft.id());
		details.put("title", draft.title());
		details.put("author", draft.author());
		Map<String, String> hashes = new LinkedHashMap<>();
		this.rows.files(draft.id()).forEach((file) -> hashes.put(file.name(), ModelEdit.hash(file.content())));
		details.put("hashes", hashes);
		this.audit.record(Audit.SYSTEM, action, details);
		return this.drafts.save(draft);
	}

	private static String words(DraftState state) {
		return switch (state) {
			case EDITING -> "being worked on";
			case IN_REVIEW -> "being reviewed";
			case APPROVED -> "approved";
			case PUBLISHED -> "published";
			case DISCARDED -> "discarded";
		};
	}

}
