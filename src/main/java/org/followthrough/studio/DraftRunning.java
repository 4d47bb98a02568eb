package org.followthrough.studio;

import java.util.List;
import java.util.Map;

import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModel;
import org.followthrough.running.Choices;
import org.followthrough.running.Moves;
import org.followthrough.running.Trials;
import org.followthrough.running.Trials.Diagram;
import org.followthrough.studio.StudioRefusals.NotNow;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a draft means to running cases: planned and tried before it is published, moved
 * afterwards.
 */
@Component
class DraftRunning {

	private final Drafts drafts;

	private final DraftPlaces places;

	private final Judgement judgement;

	private final Trials trials;

	private final Moves moves;

	DraftRunning(Drafts drafts, DraftPlaces places, Judgement judgement, Trials trials, Moves moves) {
		this.drafts = drafts;
		this.places = places;
		this.judgement = judgement;
		this.trials = trials;
		this.moves = moves;
	}

	/**
	 * What would become of running cases, as far as copies have shown it.
	 * @param id the draft
	 * @return a plan for each diagram that it replaces; none once it can't change any
	 * more
	 */
	@Transactional(readOnly = true)
	Trials.Status plan(long id) {
		List<Diagram> diagrams = this.drafts.get(id).state().isOpen() ? this.places.diagrams(id) : List.of();
		return this.trials.of(id, diagrams);
	}

	/**
	 * How far the cases are that go over.
	 * @param id the draft
	 * @return one for each diagram that it has replaced; none before it is published
	 */
	@Transactional(readOnly = true)
	List<Moves.Progress> moves(long id) {
		return this.moves.of(this.drafts.get(id).id());
	}

	/**
	 * Has copies of running cases go over a draft.
	 * @param id the draft
	 * @return how far that is
	 */
	Trials.Status tryOut(long id) {
		return this.drafts.changing(() -> {
			if (!this.drafts.get(id).state().isOpen()) {
				throw new NotNow("This draft is done with. There is nothing to try any more.");
			}
			List<Diagram> diagrams = this.places.diagrams(id);
			if (diagrams.isEmpty()) {
				throw new NotNow("This draft changes no diagram that cases run by.");
			}
			if (!this.judgement.of(id).isEmpty()) {
				throw new NotNow("Mend the problems of this draft first. Then copies of running cases can go over it.");
			}
			return this.trials.ask(id, diagrams);
		});
	}

	/** Has copies go over a draft that is to be approved, unless they did. */
	void seeTo(long id) {
		List<Diagram> diagrams = this.places.diagrams(id);
		if (!diagrams.isEmpty()) {
			this.trials.ask(id, diagrams);
		}
	}

	/**
	 * Has the cases go over, as a part of the publication.
	 * @param draft the draft
	 * @param published its files as they run from now on
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void published(Draft draft, List<PublishedModel> published) {
		Map<String, Map<String, String>> chosen = this.places.chosen(draft.id());
		for (PublishedModel model : published) {
			if (model.kind() == ModelKind.DIAGRAM && model.version() > 1) {
				this.moves.begin(draft.id(), draft.author(), draft.approver(), model.file(), model.version(),
						new Choices(chosen.getOrDefault(model.file(), Map.of())));
			}
		}
	}

	/**
	 * Has cases that could not go over try again.
	 * @param id the draft
	 * @return how far they are
	 */
	List<Moves.Progress> again(long id) {
		return this.drafts.changing(() -> {
			if (this.drafts.get(id).state() != DraftState.PUBLISHED) {
				throw new NotNow("Cases go over once this draft is published.");
			}
			this.moves.again(id);
			return this.moves.of(id);
		});
	}

}
