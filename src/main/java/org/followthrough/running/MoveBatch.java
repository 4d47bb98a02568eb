package org.followthrough.running;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.journey.Crossing;
import org.followthrough.journey.Diagrams;
import org.followthrough.journey.RunningJourneys;
import org.followthrough.journey.Standing;
import org.followthrough.running.CaseMove.Verdict;
import org.followthrough.running.MoveMapper.Item;
import org.followthrough.running.MoveMapper.ItemState;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes some cases to a new version of their diagram in one transaction, each with its
 * entry in its history, and notes what became of it. A case that somebody has in hand
 * right now is left for later; what becomes of the others is decided by where they stand
 * now, whatever was planned.
 */
@Component
class MoveBatch {

	private final MoveMapper rows;

	private final RunningJourneys journeys;

	private final Cases cases;

	private final Audit audit;

	private final Clock clock;

	MoveBatch(MoveMapper rows, RunningJourneys journeys, Cases cases, Audit audit, Clock clock) {
		this.rows = rows;
		this.journeys = journeys;
		this.cases = cases;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Takes them over.
	 * @param move to which version
	 * @param verdicts what becomes of cases by where they stand
	 * @param items the cases
	 * @return whether some stand where no copy has been tried yet
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean go(CaseMove move, Map<String, Verdict> verdicts, List<Item> items) {
		List<Item> open = this.rows.lockWaiting(move.id(), items.stream().map(Item::instance).toList());
		Set<String> free = this.cases.lockFree(open.stream().map(Item::caseNumber).collect(Collectors.toSet()));
		List<Item> held = open.stream().filter((item) -> free.contains(item.caseNumber())).toList();
		Map<String, Standing> standings = this.journeys.standing(held.stream().map(Item::instance).toList());
		Map<Settled, List<String>> settled = new LinkedHashMap<>();
		Map<Crossing, Map<String, Item>> crossings = new HashMap<>();
		boolean untried = false;
		for (Item item : held) {
			Standing at = standings.get(item.instance());
			Verdict verdict = (at != null) ? verdicts.get(at.key()) : null;
			if (at == null) {
				settle(settled, item, ItemState.ENDED, "");
			}
			else if (at.definition().equals(move.definition())) {
				settle(settled, item, ItemState.MOVED, "");
			}
			else if (verdict == null) {
				untried = true;
			}
			else if (verdict.fate() == Fate.MOVES) {
				crossings
					.computeIfAbsent(new Crossing(at.definition(), move.definition(), verdict.byHand()),
							(key) -> new TreeMap<>())
					.put(item.instance(), item);
				settle(settled, item, ItemState.MOVED, "");
			}
			else {
				settle(settled, item, (verdict.fate() == Fate.STAYS) ? ItemState.STAYS : ItemState.NEEDS_PERSON,
						verdict.reason());
			}
		}
		crossings.forEach((crossing, those) -> cross(move, crossing, those, standings));
		settled.forEach((as, instances) -> this.rows.settle(move.id(), instances, as.state(), as.reason(),
				this.clock.instant()));
		return untried;
	}

	private static void settle(Map<Settled, List<String>> settled, Item item, ItemState state, String reason) {
		settled.computeIfAbsent(new Settled(state, reason), (key) -> new ArrayList<>()).add(item.instance());
	}

	private void cross(CaseMove move, Crossing crossing, Map<String, Item> those, Map<String, Standing> standings) {
		Map<String, String> numbers = new TreeMap<>();
		those.forEach((instance, item) -> numbers.put(instance, item.caseNumber()));
		this.journeys.cross(crossing, numbers);
		those.forEach((instance, item) -> {
			Map<String, Object> details = new LinkedHashMap<>();
			details.put("process", move.process());
			details.put("version", move.version());
			details.put("from", standings.get(instance).version());
			details.put("draft", move.draftId());
			details.put("author", move.author());
			details.put("approver", move.approver());
			details.put("at", standings.get(instance).places());
			if (!crossing.byHand().isEmpty()) {
				details.put("to", crossing.byHand());
			}
			this.audit.record(item.caseNumber(), Diagrams.MIGRATED, details);
		});
	}

	/**
	 * What becomes of some cases alike.
	 */
	private record Settled(ItemState state, String reason) {
	}

}
