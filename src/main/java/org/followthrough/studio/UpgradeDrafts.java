package org.followthrough.studio;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.ModelUpgrade;
import org.followthrough.journey.ModelUpgrades;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.Merge.Conflict;
import org.followthrough.studio.UpgradeMapper.ConflictRow;
import org.followthrough.studio.UpgradeMapper.FileRow;
import org.followthrough.studio.UpgradeMapper.Upgrade;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes one draft of what an upgrade of the product brings for files that were edited
 * here: merged three ways, with a question wherever both have changed the same. Nobody is
 * its author; whoever looks at it, settles the questions and submits it has a hand in it.
 * A later upgrade replaces a draft that nobody has touched, and stands beside any other.
 */
@Component
class UpgradeDrafts implements ModelUpgrades {

	private static final int LONGEST_WORDS = 2000;

	private static final int LONGEST_PLACE = 120;

	private static final int LONGEST_NOTES = 4000;

	private final UpgradeMapper rows;

	private final DraftMapper drafts;

	private final PublishedModels models;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	UpgradeDrafts(UpgradeMapper rows, DraftMapper drafts, PublishedModels models, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.drafts = drafts;
		this.models = models;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public Collection<String> offer(String product, List<ModelUpgrade> files, List<String> gone) {
		List<Long> open = this.rows.lockOpen();
		Optional<Long> untouched = open.stream().filter(this::isUntouched).findFirst();
		List<Long> others = open.stream().filter((one) -> !untouched.equals(Optional.of(one))).toList();
		List<ModelUpgrade> fresh = files.stream().filter((file) -> !isOffered(file, others, false)).toList();
		if (fresh.stream().allMatch((file) -> isOffered(file, untouched.stream().toList(), true))) {
			return List.of();
		}
		Map<ModelUpgrade, Merge> merges = merged(fresh);
		Set<String> dealtWith = new LinkedHashSet<>();
		merges.forEach((file, merge) -> {
			if (merge.bringsNothing()) {
				dealtWith.add(file.file());
			}
		});
		merges.keySet().removeIf((file) -> dealtWith.contains(file.file()));
		if (!merges.isEmpty()) {
			begin(product, merges, notes(others, gone), untouched);
		}
		return dealtWith;
	}

	/** Nobody has had a hand in it yet. */
	private boolean isUntouched(long draft) {
		return this.drafts.find(draft).filter((one) -> one.state() == DraftState.EDITING).isPresent()
				&& this.drafts.editors(draft).isEmpty();
	}

	/**
	 * Whether some draft brings just this. Whoever works on one sees by themselves when
	 * something else is published meanwhile.
	 */
	private boolean isOffered(ModelUpgrade file, List<Long> open, boolean beside) {
		return open.stream()
			.flatMap((draft) -> this.rows.files(draft).stream())
			.anyMatch((one) -> one.name().equals(file.file()) && Arrays.equals(one.shipped(), file.shipped())
					&& (!beside || Arrays.equals(one.ours(), file.running())));
	}

	private Map<ModelUpgrade, Merge> merged(List<ModelUpgrade> files) {
		Map<ModelUpgrade, Merge> merges = new LinkedHashMap<>();
		files.forEach((file) -> merges.put(file, ThreeWays.merged(file, Map.of())));
		Map<String, Map<String, String>> refused = new HashMap<>();
		problems(merges).forEach((problem) -> refused.computeIfAbsent(problem.resource(), (name) -> new HashMap<>())
			.putIfAbsent(problem.element(), problem.message()));
		if (!refused.isEmpty()) {
			merges.replaceAll((file, merge) -> refused.containsKey(file.file())
					? ThreeWays.merged(file, refused.get(file.file())) : merge);
			Map<String, String> still = new HashMap<>();
			problems(merges).forEach((problem) -> still.putIfAbsent(problem.resource(), problem.message()));
			merges.replaceAll((file, merge) -> (still.containsKey(file.file()) && !merge.came().isEmpty())
					? ThreeWays.undecided(file, "Merged, it would break a rule: " + still.get(file.file())) : merge);
		}
		return merges;
	}

	/** What would be wrong with them that isn't wrong with what runs. */
	private List<ModelProblem> problems(Map<ModelUpgrade, Merge> merges) {
		Map<String, byte[]> now = new LinkedHashMap<>();
		merges.forEach((file, merge) -> now.put(file.file(), merge.content()));
		List<ModelProblem> problems = this.models.check(now);
		if (problems.isEmpty()) {
			return problems;
		}
		Map<String, byte[]> before = new LinkedHashMap<>();
		merges.keySet().forEach((file) -> before.put(file.file(), file.running()));
		Set<String> known = this.models.check(before).stream().map(UpgradeDrafts::text).collect(Collectors.toSet());
		return problems.stream().filter((problem) -> !known.contains(text(problem))).toList();
	}

	private static String text(ModelProblem problem) {
		return problem.resource() + " " + problem.element() + " " + problem.message();
	}

	private static List<String> notes(List<Long> others, List<String> gone) {
		List<String> notes = new ArrayList<>();
		others.forEach((draft) -> notes.add("What an earlier upgrade brought is still in draft " + draft
				+ ", which somebody works on. This one holds it, too: publish one of them, and then look at the other."));
		gone.forEach((file) -> notes.add(file + " was changed here and isn't shipped any more. Yours runs on."));
		return notes;
	}

	private void begin(String product, Map<ModelUpgrade, Merge> merges, List<String> notes, Optional<Long> untouched) {
		String title = Drafts.cut("Upgrade to Followthrough " + product, Drafts.LONGEST_TITLE);
		String why = Drafts.cut(
				"Followthrough " + product + " brings new versions of files that were changed here: "
						+ merges.keySet().stream().map(ModelUpgrade::file).collect(Collectors.joining(", ")) + ".",
				Drafts.LONGEST_REASON);
		String nobody = Actor.system().id();
		untouched.ifPresent(this::empty);
		long draft = untouched.orElseGet(() -> this.drafts.insert(title, why, nobody, this.clock.instant()));
		this.rows.insert(new Upgrade(draft, product, Drafts.cut(String.join("\n", notes), LONGEST_NOTES)));
		merges.forEach((file, merge) -> put(draft, nobody, file, merge));
		if (untouched.isPresent()) {
			this.drafts.update(this.drafts.find(draft).orElseThrow().described(title, why), this.clock.instant());
		}
		this.audit.record(Audit.SYSTEM, "upgrade.drafted",
				Map.of("draft", draft, "title", title, "product", product, "files",
						merges.keySet().stream().map(ModelUpgrade::file).collect(Collectors.joining(", ")), "conflicts",
						merges.values().stream().mapToInt((merge) -> merge.conflicts().size()).sum()));
		this.events.publishEvent(new UpgradeDrafted(draft));
	}

	/** It is merged anew. */
	private void empty(long draft) {
		this.rows.forgetComments(draft);
		this.rows.forgetConflicts(draft);
		this.rows.files(draft).forEach((file) -> this.drafts.removeFile(draft, file.name()));
		this.rows.forgetFiles(draft);
		this.rows.forget(draft);
	}

	private void put(long draft, String nobody, ModelUpgrade file, Merge merge) {
		this.drafts.addFile(
				new DraftFile(draft, file.file(), file.version(), 1, nobody, this.clock.instant(), merge.content()));
		String problem = merge.conflicts()
			.stream()
			.filter((one) -> one.elements().isEmpty())
			.map(Conflict::why)
			.findFirst()
			.orElse("");
		this.rows.insertFile(new FileRow(draft, file.file(), file.base(), file.running(), file.shipped(),
				String.join("\n", merge.came()), Drafts.cut(problem, LONGEST_WORDS)));
		for (Conflict conflict : merge.conflicts()) {
			String place = (conflict.element().length() <= LONGEST_PLACE) ? conflict.element() : "";
			long comment = this.rows.comment(draft, file.file(), place,
					Drafts.cut(
							"The upgrade: " + conflict.shipped() + "\nHere: " + conflict.ours() + "\n" + conflict.why(),
							LONGEST_WORDS),
					nobody, this.clock.instant());
			this.rows
				.insertConflict(new ConflictRow(0, draft, file.file(), place, String.join("\n", conflict.elements()),
						Drafts.cut(conflict.shipped(), LONGEST_WORDS), Drafts.cut(conflict.ours(), LONGEST_WORDS),
						Drafts.cut(conflict.why(), LONGEST_WORDS), comment, null, null, null));
		}
	}

}
