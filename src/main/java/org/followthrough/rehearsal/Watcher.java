package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.followthrough.cases.Closing;
import org.followthrough.rehearsal.Watch.Offered;
import org.followthrough.rehearsal.Watch.Word;
import org.jspecify.annotations.Nullable;

/**
 * Watches what really happens to a rehearsed case, and says which promise it breaks. It
 * knows what people's tasks mean to the customer, and nothing of how the diagram is
 * drawn.
 */
final class Watcher {

	/** The process of a case's whole life. */
	static final String CASE = "support-case";

	private static final Set<String> AFTER_ACKNOWLEDGEMENT = Set.of("ask-customer", "escalate", "answer",
			"explain-unsolved");

	private static final Set<String> MINDED = Set.of("acknowledge", "look-afresh", "reproduce-and-fix", "verify-fix",
			"decide-unverified", "second-opinion", "decide-unanswered", "read-answer");

	private static final Map<String, Closing> EARLY = Map.of("duplicate-found", Closing.DUPLICATE, "withdrawn",
			Closing.WITHDRAWN, "spam-found", Closing.SPAM);

	private final Blueprint blueprint;

	private final List<Breach> breaches = new ArrayList<>();

	private final @Nullable Act act;

	private Watch watch;

	private boolean closed;

	private Watcher(Blueprint blueprint, Watch before, @Nullable Act act) {
		this.blueprint = blueprint;
		this.watch = before;
		this.act = act;
	}

	/**
	 * Watches one thing that happens.
	 * @param blueprint the models
	 * @param before how far the promises were kept
	 * @param act what comes; null for the beginning
	 * @param tape what it led to
	 * @return how far they are kept now, and what was broken
	 */
	static Watcher saw(Blueprint blueprint, Watch before, @Nullable Act act, Tape tape) {
		Watcher watcher = new Watcher(blueprint, before, act);
		if (act != null && act.kind() == Waiting.Kind.TASK) {
			watcher.done(act);
		}
		else if (act != null && act.kind() == Waiting.Kind.MESSAGE) {
			watcher.came(act);
		}
		tape.happenings().forEach(watcher::happened);
		return watcher;
	}

	/** Whether a task is one that a promise depends on. */
	static boolean minds(String task) {
		return AFTER_ACKNOWLEDGEMENT.contains(task) || MINDED.contains(task);
	}

	Watch watch() {
		return this.watch;
	}

	List<Breach> breaches() {
		return this.breaches;
	}

	private void done(Act act) {
		if (AFTER_ACKNOWLEDGEMENT.contains(act.at().id()) && !this.watch.acknowledged()) {
			broken(Kind.UNACKNOWLEDGED, act.at(),
					"No person has acknowledged the case yet: nobody has summed up what the customer's problem is.");
		}
		switch (act.at().id()) {
			case "acknowledge" -> this.watch = this.watch.withAcknowledged();
			case "answer" -> {
				if (this.watch.unverified()) {
					broken(Kind.UNVERIFIED, act.at(),
							"The customer is offered a fix that nobody from Support has seen work.");
				}
				this.watch = this.watch.withOffered(Offered.SOLUTION);
			}
			case "explain-unsolved" -> this.watch = this.watch.withOffered(Offered.EXPLANATION);
			case "look-afresh" -> this.watch = this.watch
				.withOffered("investigate".equals(act.chosen()) ? Offered.NOTHING : Offered.EXPLANATION);
			case "reproduce-and-fix" -> found(act.chosen());
			case "verify-fix" -> checked(act.chosen());
			case "decide-unverified" -> this.watch = this.watch.withManagerOffers("offer".equals(act.chosen()));
			case "second-opinion" -> {
				boolean both = this.watch.managerOffers() && "offer".equals(act.chosen());
				this.watch = both ? this.watch.withUnverified(false) : this.watch.withManagerOffers(false);
			}
			case "decide-unanswered" -> {
				if ("close".equals(act.chosen())) {
					this.watch = this.watch.withWord(Word.SILENCE);
				}
			}
			case "read-answer" -> said(act.chosen());
			default -> {
				// It changes nothing that was promised.
			}
		}
	}

	private void came(Act act) {
		switch (act.what().message()) {
			case "customer-signed-off" -> said(String.valueOf(act.way().values().get("signOff")));
			case "reply-taken-back" -> this.watch = this.watch.withOffered(Offered.NOTHING);
			case "defect-regressed" -> this.watch = this.watch.withUnverified(true).withOffered(Offered.NOTHING);
			default -> {
				// It changes nothing that was promised.
			}
		}
	}

	private void said(String word) {
		switch (word) {
			case "confirmed" -> this.watch = this.watch.withWord(Word.YES);
			case "neither" -> {
				// They are asked still.
			}
			default -> this.watch = this.watch.withOffered(Offered.NOTHING);
		}
	}

	private void found(Object found) {
		if ("fixed".equals(found)) {
			this.watch = this.watch.withUnverified(true);
		}
		else if ("not-a-defect".equals(found) || "wont-fix".equals(found)) {
			this.watch = this.watch.withUnverified(false);
		}
	}

	private void checked(Object result) {
		if ("passed".equals(result)) {
			this.watch = this.watch.withUnverified(false);
		}
	}

	private void happened(Tape.Happening happening) {
		if (happening instanceof Tape.Stepped step) {
			found(step.brought().get("engineering"));
			checked(step.brought().get("verification"));
		}
		else if (happening instanceof Tape.Reached reached && CASE.equals(reached.at().process())
				&& this.blueprint.find(reached.at()) instanceof EndEvent) {
			Closing.of(reached.at().id()).ifPresent((as) -> closes(reached.at(), as));
		}
		else if (happening instanceof Tape.Ended ended && CASE.equals(ended.at().id()) && !this.closed) {
			broken(Kind.UNSIGNED, (this.act != null) ? this.act.at() : ended.at(),
					"The journey is over here, and the case is still open: nobody would look after it any more.");
		}
	}

	private void closes(Element at, Closing as) {
		this.closed = true;
		boolean asked = this.watch.word() != Word.NONE;
		boolean right = switch (as) {
			case CONFIRMED -> this.watch.offered() == Offered.SOLUTION && this.watch.word() == Word.YES;
			case UNCONFIRMED -> this.watch.offered() == Offered.SOLUTION && this.watch.word() == Word.SILENCE;
			case UNSOLVED -> this.watch.offered() == Offered.EXPLANATION && asked;
			case DUPLICATE, WITHDRAWN, SPAM -> this.act != null && this.act.kind() == Waiting.Kind.MESSAGE
					&& as == EARLY.get(this.act.what().message());
		};
		if (!right) {
			broken(Kind.UNSIGNED, at, "The case closes as %s, %s.".formatted(as.word(), switch (this.watch.offered()) {
				case NOTHING -> "and the customer was not asked whether they are satisfied";
				case SOLUTION ->
					asked ? "which is not what they said to what solves it" : "before they said whether it solves it";
				case EXPLANATION -> asked ? "although they were told that it can't be solved"
						: "before they said anything to our explanation";
			}));
		}
	}

	private void broken(Kind kind, Element at, String words) {
		this.breaches.add(new Breach(kind, at, words));
	}

}
