package org.followthrough.running;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.type.TypeReference;
import org.followthrough.database.Json;
import org.followthrough.journey.ModelEdit;
import org.followthrough.rehearsal.CaseTrials;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Trials of drafts: before anything is published, a copy of one of the cases of each way
 * of standing goes over.
 */
@Component
public class Trials {

	private static final TypeReference<Map<String, String>> RESULT = new TypeReference<>() {
	};

	private final TrialMapper rows;

	private final RunningCases running;

	private final ApplicationEventPublisher events;

	Trials(TrialMapper rows, RunningCases running, ApplicationEventPublisher events) {
		this.rows = rows;
		this.running = running;
		this.events = events;
	}

	/**
	 * Asks for a trial of a draft as it is now. Whoever calls this answers for it that
	 * the actor may. One that is under way, or has been, is not begun again unless cases
	 * have gone on since to where none of it was.
	 * @param draft its number
	 * @param diagrams its diagrams
	 * @return how far it is
	 */
	@Transactional
	public Status ask(long draft, List<Diagram> diagrams) {
		Status now = of(draft, diagrams);
		if (now.isUnderWay() || (now.ended() && now.untried() == 0 && now.problem() == null)) {
			return now;
		}
		this.rows.forget(draft);
		String asked = Json.write(diagrams);
		this.rows.insert(draft, fingerprint(asked), asked);
		this.events.publishEvent(new Wanted());
		return of(draft, diagrams);
	}

	/**
	 * What becomes of running cases by a draft as it is now, as far as copies have shown
	 * it.
	 * @param draft its number
	 * @param diagrams its diagrams
	 * @return the plans and how far the trial is
	 */
	@Transactional(readOnly = true)
	public Status of(long draft, List<Diagram> diagrams) {
		Optional<TrialMapper.Row> row = this.rows.find(draft, fingerprint(Json.write(diagrams)));
		Map<String, String> found = row.map(TrialMapper.Row::result)
			.map((result) -> Json.read(result, RESULT))
			.orElse(Map.of());
		List<DiagramPlan> plans = diagrams.stream().map((one) -> tried(plan(one), found)).toList();
		return new Status(plans, row.map(TrialMapper.Row::status).orElse("NONE"),
				row.map(TrialMapper.Row::tried).orElse(0), row.map(TrialMapper.Row::total).orElse(0),
				row.map(TrialMapper.Row::problem).orElse(null));
	}

	DiagramPlan plan(Diagram diagram) {
		return this.running.plan(diagram.file(), diagram.text().getBytes(StandardCharsets.UTF_8), diagram.choices());
	}

	private static DiagramPlan tried(DiagramPlan plan, Map<String, String> found) {
		List<Planned> planned = new ArrayList<>();
		for (Planned one : plan.planned()) {
			String failure = (one.fate() == Fate.MOVES) ? found.get(one.cases().at().key()) : null;
			planned.add((failure != null) ? one.tried(failure) : one);
		}
		return new DiagramPlan(plan.file(), plan.process(), plan.readable(), planned, plan.places());
	}

	/** What copies have to show. */
	static List<CaseTrials.Trial> due(List<DiagramPlan> plans) {
		List<CaseTrials.Trial> due = new ArrayList<>();
		for (DiagramPlan plan : plans) {
			for (Planned one : plan.planned()) {
				if (one.fate() == Fate.MOVES) {
					due.add(new CaseTrials.Trial(one.cases().at().key(), plan.process(), one.cases().instance(),
							one.cases().at().definition(), one.cases().at().places(), one.byHand()));
				}
			}
		}
		return due;
	}

	private static String fingerprint(String asked) {
		return ModelEdit.hash(asked.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A diagram that a draft replaces.
	 *
	 * @param file its name
	 * @param text what it holds then
	 * @param choices what managers have decided
	 */
	public record Diagram(String file, String text, Choices choices) {

		/**
		 * A diagram that a draft replaces.
		 * @param file its name
		 * @param content what it holds then
		 * @param targets what managers have decided
		 * @return the diagram
		 */
		public static Diagram of(String file, byte[] content, Map<String, String> targets) {
			return new Diagram(file, new String(content, StandardCharsets.UTF_8), new Choices(new TreeMap<>(targets)));
		}

	}

	/**
	 * What becomes of running cases, and how far the trial is.
	 *
	 * @param plans the plans, one a diagram
	 * @param status NONE, WAITING, RUNNING or DONE
	 * @param tried how many ways of standing copies have been tried of
	 * @param total of how many
	 * @param problem why there is no result; null when there is one
	 */
	public record Status(List<DiagramPlan> plans, String status, int tried, int total, @Nullable String problem) {

		/**
		 * Whether it goes on.
		 * @return true until it has ended
		 */
		public boolean isUnderWay() {
			return this.status.equals("WAITING") || this.status.equals("RUNNING");
		}

		/**
		 * Whether it has ended.
		 * @return true if so
		 */
		public boolean ended() {
			return this.status.equals("DONE");
		}

		/**
		 * How many ways of standing there are of which no copy has been tried.
		 * @return their number
		 */
		public long untried() {
			return this.plans.stream()
				.flatMap((plan) -> plan.planned().stream())
				.filter((one) -> one.trial() == Planned.Trial.DUE)
				.count();
		}

	}

	/**
	 * There is something to try.
	 */
	record Wanted() {
	}

}
